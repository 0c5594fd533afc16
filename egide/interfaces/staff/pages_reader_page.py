"""One page of a document as it is read: its picture with the words over it, its text beside, ways to the others.

All SQL of the screen is here. The picture itself is another address; what it shows is made by the reading child.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.pages_sections import UNDER_WAY
from egide.interfaces.staff.reader_cells import Cells, cells_of
from egide.interfaces.staff.reader_finding import (
    Asked,
    FoundPage,
    Stretch,
    asked_words,
    find,
    marked,
    places,
)
from egide.interfaces.staff.reader_pieces import address, download_action, is_drawn, trail
from egide.interfaces.staff.reader_sheet import SheetLine, SheetMark, lines_of, marks_of
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.documents.models_reading import Page, PageSource
from egide.kernel.documents.showing import Word, page_words
from egide.kernel.dossiers.models import Dossier
from egide.platform.errors.failures import NotVisible
from egide.platform.reading.problems import ReadingProblem
from egide.platform.storage.errors import StorageProblem
from egide.ui import formats
from egide.ui.pages import Action, Crumb

# What the address says, and the words of the link.
ZOOMS = (("", "Ajustée"), ("150", "150\u00a0%"), ("200", "200\u00a0%"))
SIZES = {"page": 1100, "150": 1700, "200": 2200, "vignette": 160}  # pixels wide
NEAR = 2  # neighbours shown on each side
READ_AT_ONCE = 200  # pages of text asked for at a time


@dataclass(frozen=True, kw_only=True)
class Zoom:
    """One of the sizes at which the page is shown."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The picture of the page and what lies over it."""

    url: str
    alt: str
    width: str
    height: str
    zoom: str
    lines: tuple[SheetLine, ...]
    marks: tuple[SheetMark, ...]


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A page near this one, in the strip."""

    number: int
    url: str
    picture: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A page where the words stand."""

    url: str
    label: str
    times: str
    passage: tuple[Stretch, ...]
    current: bool


@dataclass(frozen=True, kw_only=True)
class ReaderPage:
    """One page of a version."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    version: str
    page: int
    pages: int
    own_url: str
    document_url: str
    previous_url: str
    next_url: str
    first_url: str
    last_url: str
    zooms: tuple[Zoom, ...]
    zoom: str
    sheet: Sheet | None
    text: tuple[Stretch, ...]
    cells: Cells | None
    text_note: str
    note: str
    q: str
    find_url: str
    hits: tuple[Hit, ...]
    found_words: str
    near: tuple[Neighbour, ...]
    download: Action | None
    print_url: str


def reader_page(dossier: Dossier, version: DocumentVersion, number: int, *, zoom: str, q: str) -> ReaderPage:
    """Will read one page and build its screen.

    :raises NotVisible: the version has no such page.
    """
    pages = version.pages or 0
    read = _page(version, number) if 0 < number <= pages else None
    if read is None:
        raise NotVisible
    asked, drawn = asked_words(q), is_drawn(version)
    words = _words(version, number) if drawn else ()
    marks = places(read.text, asked)
    hits, said = _hits(dossier, version, asked, number, zoom, q)
    keep = {"q": q if asked else "", "taille": zoom}
    return ReaderPage(
        crumbs=trail(version, dossier, f"Page {number}"),
        title=version.document.title,
        number=dossier.number,
        version=f"version {version.number}",
        page=number,
        pages=pages,
        own_url=address("document_version", dossier, version),
        document_url=of_dossier("document", dossier.number, rank=version.document.rank),
        previous_url=page_url(dossier, version, number - 1, **keep) if number > 1 else "",
        next_url=page_url(dossier, version, number + 1, **keep) if number < pages else "",
        first_url=page_url(dossier, version, 1, **keep) if number > 1 else "",
        last_url=page_url(dossier, version, pages, **keep) if number < pages else "",
        zooms=tuple(
            Zoom(
                label=label,
                url=page_url(dossier, version, number, **keep | {"taille": code}),
                current=code == zoom,
            )
            for code, label in ZOOMS
        )
        if drawn
        else (),
        zoom=zoom,
        sheet=_sheet(dossier, version, read, words, asked, zoom) if drawn else None,
        text=marked(read.text, marks),
        cells=cells_of(read.text, version.media_type) if not drawn else None,
        text_note=_text_note(version, read),
        note=version.explained,
        q=q,
        find_url=with_query(address("document_find", dossier, version), q=q),
        hits=hits,
        found_words=said,
        near=tuple(
            Neighbour(
                number=n,
                url=page_url(dossier, version, n, **keep),
                picture=address("page_image", dossier, version, page=n, size="vignette"),
                current=n == number,
            )
            for n in range(max(1, number - NEAR), min(pages, number + NEAR) + 1)
        )
        if drawn and pages > 1
        else (),
        download=download_action(dossier, version),
        print_url=address("document_print", dossier, version),
    )


def page_url(dossier: Dossier, version: DocumentVersion, number: int, **query: str) -> str:
    """Will return the address of a page, the words looked for and the size kept."""
    return with_query(address("reader", dossier, version, page=number), **query)


def zoom_asked(text: str) -> str:
    """Will return the size asked, or the usual one."""
    return text if text in {code for code, _ in ZOOMS} else ""


def texts_of(version: DocumentVersion, *, since: int = 1) -> Iterator[tuple[int, str]]:
    """Will give the text of each page from `since` on, a few hundred pages by query."""
    while True:
        rows = list(
            Page.objects.filter(version_id=version.pk, number__gte=since)
            .order_by("number")
            .values_list("number", "text")[:READ_AT_ONCE]
        )
        yield from rows
        if len(rows) < READ_AT_ONCE:
            return
        since = rows[-1][0] + 1


def hit_of(
    dossier: Dossier, version: DocumentVersion, found: FoundPage, q: str, *, zoom: str = "", page: int = 0
) -> Hit:
    """Will put a page where the words stand into words."""
    return Hit(
        url=page_url(dossier, version, found.number, q=q, taille=zoom),
        label=f"Page {found.number}",
        times=formats.count(found.times, "fois", "fois"),
        passage=found.passage,
        current=found.number == page,
    )


def _page(version: DocumentVersion, number: int) -> Page | None:
    """The page as it was read; one that lies past what is read of a long document has the size of the first."""
    rows = Page.objects.filter(version_id=version.pk)
    read = rows.filter(number=number).first()
    if read is None and (first := rows.filter(number=1).first()) is not None:
        read = Page(number=number, text="", source=first.source, width=first.width, height=first.height)
    return read


def _words(version: DocumentVersion, number: int) -> tuple[Word, ...]:
    try:
        return page_words(version=version, number=number)
    except (ReadingProblem, StorageProblem):  # the picture will say why, or show well without them
        return ()


def _sheet(
    dossier: Dossier, version: DocumentVersion, read: Page, words: tuple[Word, ...], asked: Asked, zoom: str
) -> Sheet:
    return Sheet(
        url=address("page_image", dossier, version, page=read.number, size=zoom or "page"),
        alt=f"Image de la page {read.number}; son texte suit.",
        width=f"{read.width:.0f}",
        height=f"{read.height:.0f}",
        zoom=zoom,
        lines=lines_of(words),
        marks=marks_of(words, asked),
    )


def _hits(
    dossier: Dossier, version: DocumentVersion, asked: Asked, number: int, zoom: str, q: str
) -> tuple[tuple[Hit, ...], str]:
    if not asked:
        return (), ""
    found = find(texts_of(version), asked)
    hits = tuple(hit_of(dossier, version, one, q, zoom=zoom, page=number) for one in found.pages)
    if not hits:
        return (), "Rien dans ce document ne répond à ces mots." if not found.next_page else (
            f"Rien avant la page {found.next_page}."
        )
    more = "" if not found.next_page else f", jusqu’à la page {found.next_page - 1}"
    return hits, f"{formats.count(len(hits), 'page')}{more}"


def _text_note(version: DocumentVersion, read: Page) -> str:
    if read.pk is None:
        return "Cette page est au-delà de ce qui a été lu\u00a0: son texte n’est pas cherchable."
    if not read.text.strip():
        if version.reading in UNDER_WAY and read.source == PageSource.OCR:
            return "La reconnaissance du texte de cette page n’est pas finie."
        return "Aucun texte n’a été lu sur cette page."
    if read.source == PageSource.OCR:
        return "Texte reconnu sur l’image\u00a0: il peut contenir des erreurs."
    return ""
