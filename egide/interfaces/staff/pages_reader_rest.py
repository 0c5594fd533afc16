"""The other screens about a version: sound and video, what cannot be shown and why, words found, pages to print.

All SQL of these screens is here.
"""

from dataclasses import dataclass
from datetime import datetime

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.pages_reader_page import Hit, hit_of, texts_of
from egide.interfaces.staff.reader_finding import asked_words, find
from egide.interfaces.staff.reader_pieces import (
    address,
    download_action,
    is_drawn,
    kind_words,
    shape_of,
    trail,
)
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.documents.models_reading import Page
from egide.kernel.dossiers.models import Dossier
from egide.platform.errors.failures import NotVisible
from egide.platform.storage.media import PLAYED
from egide.ui import formats
from egide.ui.pages import Action, Crumb, Fact

MOST_PRINTED = 40  # pages on one print sheet: more is printed from the file itself


@dataclass(frozen=True, kw_only=True)
class WholePage:
    """A version that has no pages to turn: it is played, or it is said why it is not shown."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    version: str
    document_url: str
    kind: str
    media_url: str
    media_type: str
    state_title: str
    state_text: str
    waits: bool
    own_url: str
    facts: tuple[Fact, ...]
    download: Action | None


@dataclass(frozen=True, kw_only=True)
class FindPage:
    """Where the words stand in the document."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    version: str
    document_url: str
    own_url: str
    q: str
    hits: tuple[Hit, ...]
    said: str
    more: Action | None
    read_url: str


@dataclass(frozen=True, kw_only=True)
class PrintedPage:
    """One page on paper: its picture, or its text when it has none."""

    number: int
    url: str
    alt: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PrintPage:
    """Some pages to print, under a heading that says exactly what they are."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    heading: str
    facts: tuple[Fact, ...]
    document_url: str
    own_url: str
    first: int
    last: int
    pages: int
    printed: tuple[PrintedPage, ...]
    said: str
    next_url: str


def whole_page(dossier: Dossier, version: DocumentVersion) -> WholePage:
    """Will build the page of a version that has no pages to turn."""
    shape = shape_of(version)
    return WholePage(
        crumbs=trail(version, dossier, f"Version {version.number}"),
        title=version.document.title,
        number=dossier.number,
        version=f"version {version.number}",
        document_url=of_dossier("document", dossier.number, rank=version.document.rank),
        kind=shape.kind,
        media_url=address("document_media", dossier, version) if shape.kind != "none" else "",
        media_type=PLAYED.get(version.media_type, ""),
        state_title=shape.title,
        state_text=shape.text,
        waits=shape.waits,
        own_url=address("document_version", dossier, version),
        facts=(
            Fact(term="Nature", value=kind_words(version), detail=version.file_name),
            Fact(term="Taille", value=formats.size(version.size)),
        ),
        download=download_action(dossier, version),
    )


def find_page(dossier: Dossier, version: DocumentVersion, *, q: str, since: int) -> FindPage:
    """Will look for words from the page `since` on."""
    asked = asked_words(q)
    found = find(texts_of(version, since=since), asked) if asked else None
    own = address("document_find", dossier, version)
    return FindPage(
        crumbs=trail(version, dossier, "Chercher"),
        title=version.document.title,
        number=dossier.number,
        version=f"version {version.number}",
        document_url=of_dossier("document", dossier.number, rank=version.document.rank),
        own_url=own,
        q=q,
        hits=tuple(hit_of(dossier, version, one, q) for one in found.pages) if found else (),
        said=_told(len(found.pages), since, found.next_page) if found else "",
        more=Action(
            label=f"Chercher à partir de la page {found.next_page}",
            url=with_query(own, q=q, depuis=str(found.next_page)),
        )
        if found and found.next_page
        else None,
        read_url=address("document_version", dossier, version),
    )


def _told(pages: int, since: int, next_page: int) -> str:
    where = f"de la page {since} à la page {next_page - 1}" if next_page else f"à partir de la page {since}"
    if since == 1 and not next_page:
        where = "dans tout le document"
    return f"{formats.count(pages, 'page')} {where}" if pages else f"Rien {where}."


def print_page(
    dossier: Dossier, version: DocumentVersion, *, first: int, last: int, by: str, now: datetime
) -> PrintPage:
    """Will build the sheet of some pages, at most MOST_PRINTED.

    :raises NotVisible: the version has no pages.
    """
    pages = version.pages or 0
    if not pages:
        raise NotVisible
    first = min(max(first, 1), pages)
    last = min(max(last or pages, first), pages, first + MOST_PRINTED - 1)
    rows = Page.objects.filter(version_id=version.pk, number__range=(first, last)).order_by("number")
    own = address("document_print", dossier, version)
    drawn = is_drawn(version)
    all_of_them = first == 1 and last == pages
    following = with_query(own, de=str(last + 1), a=str(min(last + MOST_PRINTED, pages)))
    return PrintPage(
        crumbs=trail(version, dossier, "Imprimer"),
        title=version.document.title,
        number=dossier.number,
        heading=dossier.title,
        facts=(
            Fact(term="Dossier", value=dossier.number),
            Fact(term="Document", value=f"N°\u00a0{version.document.rank}, version {version.number}"),
            Fact(term="Pages", value=f"{first} à {last} sur {pages}" if not all_of_them else str(pages)),
            Fact(term="Empreinte SHA-256", value=version.sha256),
            Fact(
                term="Imprimé par",
                value=by,
                detail=f"le {formats.moment(now, today=formats.local(now).date())}",
            ),
        ),
        document_url=of_dossier("document", dossier.number, rank=version.document.rank),
        own_url=own,
        first=first,
        last=last,
        pages=pages,
        printed=tuple(
            PrintedPage(
                number=row.number,
                url=address("page_image", dossier, version, page=row.number, size="150") if drawn else "",
                alt=f"Page {row.number}",
                text="" if drawn else row.text,
            )
            for row in rows
        ),
        said=""
        if all_of_them
        else f"Au plus {MOST_PRINTED} pages à la fois; pour un long document, imprimez le fichier téléchargé.",
        next_url=following if last < pages else "",
    )
