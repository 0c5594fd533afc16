"""Showing a version: the picture of a page, where its words stand, its thumbnail, its PDF, its text.

Made on demand by the reading child, from the stored bytes, which are opened once for the pages of one visit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from egide.kernel.documents.formats import PDF, Format, format_of
from egide.kernel.documents.lending import lent
from egide.kernel.documents.models import DocumentVersion, Page, Rendition
from egide.kernel.documents.models_reading import PageSource, RenditionKind
from egide.kernel.documents.working import contents
from egide.platform.errors.failures import NotVisible
from egide.platform.reading import reader
from egide.platform.reading.problems import ReadingProblem
from egide.platform.storage import store
from egide.platform.storage.models import StoredObject

TEXT_ONLY = "Ce document n’a pas de pages à montrer\u00a0: seul son texte peut être lu ici."
LEAST_WIDTH = 16  # pixels


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page and its box, in points from the top left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def page_image(*, version: DocumentVersion, number: int, width_px: int) -> bytes:
    """Will return the page as a WebP picture of this width; a photo smaller than that is not enlarged.

    :raises NotVisible: no such number. :raises ReadingProblem: the page cannot be drawn, its sentence says why.
    :raises StorageProblem: the bytes do not open.
    """
    if number < 1 or (version.pages is not None and number > version.pages):
        raise NotVisible
    form, stored = _drawable(version)
    with lent(stored) as content:
        answer = reader.run(
            "image", content, format=form.code, number=number, width=max(width_px, LEAST_WIDTH)
        )
    return contents(answer)[0]


def has_pictures(version: DocumentVersion) -> bool:
    """Will tell whether its pages can be drawn; of some files, only the text can be read."""
    form = format_of(version.media_type, version.file_name)
    return (form is not None and form.drawn) or _rendition(version, RenditionKind.PDF) is not None


def page_words(*, version: DocumentVersion, number: int) -> tuple[Word, ...]:
    """Will return the words of the page in reading order; none when the page is not recognised yet.

    :raises ReadingProblem: the page cannot be read. :raises StorageProblem: the bytes do not open.
    """
    page = Page.objects.filter(version=version, number=number).only("words", "source").first()
    if page is not None and page.source == PageSource.OCR:
        return tuple(Word(*word) for word in page.words or ())
    form, stored = _drawable(version)
    with lent(stored) as content:
        answer = reader.run("words", content, format=form.code, number=number)
    return tuple(Word(*word) for word in answer["words"])


def thumbnail(version: DocumentVersion) -> bytes | None:
    """Will return the thumbnail (JPEG, at most 320 pixels wide), or nothing when there is none."""
    made = _rendition(version, RenditionKind.THUMBNAIL)
    return store.read_all(stored=made.stored) if made else None


@contextmanager
def pdf_bytes(version: DocumentVersion) -> Iterator[Path]:
    """Will lend the version as a PDF, itself, its rendition or its pictures, while the block lasts.

    The path is of a file in memory, of this process alone: give it to the reading child, which opens it.

    :raises ReadingProblem: it has no pages. :raises StorageProblem: the bytes do not open.
    """
    form, stored = _drawable(version)
    with lent(stored) as content:
        if form.code == PDF.code:
            yield Path(f"/proc/self/fd/{content}")
            return
        (made,) = reader.run("convert", content, format=form.code)["files"]
    with made:
        yield Path(f"/proc/self/fd/{made.fileno()}")


def page_text(version: DocumentVersion, number: int) -> str:
    """Will return the text that was read on the page; nothing when none was."""
    return Page.objects.filter(version=version, number=number).values_list("text", flat=True).first() or ""


def _drawable(version: DocumentVersion) -> tuple[Format, StoredObject]:
    form = format_of(version.media_type, version.file_name)
    if form is not None and form.drawn:
        return form, version.stored
    made = _rendition(version, RenditionKind.PDF)
    if made is None:
        raise ReadingProblem(TEXT_ONLY)
    store.check_scanned(version.stored)
    return PDF, made.stored


def _rendition(version: DocumentVersion, kind: RenditionKind) -> Rendition | None:
    return Rendition.objects.select_related("stored").filter(version=version, kind=kind).first()
