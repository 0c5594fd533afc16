"""Two versions of a document side by side: the words added and removed, page by page, with what they were read from.

All SQL of the screen is here; the comparison itself is kernel/documents/comparing.py.
"""

from dataclasses import dataclass

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_reader_page import page_url
from egide.interfaces.staff.pages_sections import UNDER_WAY
from egide.interfaces.staff.reader_pieces import is_openable, trail, versions_of
from egide.kernel.documents.comparing import Comparison, Piece, compare
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.documents.models_reading import Page, PageSource
from egide.kernel.dossiers.models import Dossier
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Crumb, Link

SHOWN = 200  # changes on one page
SAME_BYTES = "Les deux versions ont la même empreinte\u00a0: ce sont les mêmes octets."
OCR = (
    "Le texte d’une version au moins a été reconnu sur l’image\u00a0: une différence peut venir de la reconnaissance. "
    "Comparez les images avant de conclure."
)
CUT = "Le texte est très long\u00a0: la fin n’est pas comparée."


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """One change: where it is in each version, and its words."""

    before: Link | None
    after: Link | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class ComparePage:
    """The differences of two versions."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    url: str
    document_url: str
    choices: tuple[tuple[str, str], ...]
    before: str
    after: str
    summary: str
    notes: tuple[str, ...]
    problem: str
    changes: tuple[ChangeView, ...]


def compare_page(dossier: Dossier, rank: int, *, before: int, after: int) -> ComparePage:
    """Will compare two versions, whichever is the older.

    :raises NotVisible: the document has no such versions.
    """
    versions = {version.number: version for version in versions_of(dossier, rank)[:SHOWN]}
    if before not in versions or after not in versions:
        raise NotVisible
    old, new = versions[before], versions[after]
    texts, scanned = _texts(old, new)
    problem = _problem(old, new, texts)
    found = None if problem else compare(texts[old.pk], texts[new.pk])
    return ComparePage(
        crumbs=trail(new, dossier, "Comparer"),
        title=new.document.title,
        number=dossier.number,
        url=of_dossier("document_compare_choice", dossier.number, rank=new.document.rank),
        document_url=of_dossier("document", dossier.number, rank=new.document.rank),
        choices=tuple((str(number), f"Version {number}") for number in versions),
        before=str(before),
        after=str(after),
        summary=_summary(found, same=old.sha256 == new.sha256) if found else "",
        notes=_notes(found, scanned=scanned) if found else (),
        problem=problem,
        changes=_changes(dossier, old, new, found) if found else (),
    )


def _texts(old: DocumentVersion, new: DocumentVersion) -> tuple[dict[int, list[str]], bool]:
    texts: dict[int, list[str]] = {old.pk: [], new.pk: []}
    scanned = False
    rows = Page.objects.filter(version_id__in=texts).order_by("version_id", "number")
    for version, text, source in rows.values_list("version_id", "text", "source"):
        texts[version].append(text)
        scanned = scanned or source == PageSource.OCR
    return texts, scanned


def _problem(old: DocumentVersion, new: DocumentVersion, texts: dict[int, list[str]]) -> str:
    for version in (old, new):
        if not is_openable(version.stored):
            return f"La version {version.number} ne peut pas être ouverte\u00a0: son contenu est isolé ou détruit."
        if version.pages is None and version.reading in UNDER_WAY:
            return f"La lecture de la version {version.number} n’est pas finie\u00a0: revenez dans un moment."
        if not any(text.strip() for text in texts[version.pk]):
            why = version.explained or "aucun texte n’y a été lu."
            return f"La version {version.number} ne peut pas être comparée\u00a0: {why[:1].lower()}{why[1:]}"
    return ""


def _summary(found: Comparison, *, same: bool) -> str:
    if same:
        return SAME_BYTES
    if not found.changes:
        return "Le texte des deux versions est le même; l’apparence ou le fichier a pu changer."
    added, removed = formats.count(found.added, "ajout"), formats.count(found.removed, "retrait")
    return f"{added}, {removed}"


def _notes(found: Comparison, *, scanned: bool) -> tuple[str, ...]:
    shown = f"Les {SHOWN} premières différences sont montrées."
    told = ((scanned, OCR), (found.cut, CUT), (len(found.changes) > SHOWN, shown))
    return tuple(words for holds, words in told if holds)


def _changes(
    dossier: Dossier, old: DocumentVersion, new: DocumentVersion, found: Comparison
) -> tuple[ChangeView, ...]:
    def link(version: DocumentVersion, page: int) -> Link | None:
        if not page:
            return None
        return Link(label=f"version {version.number}, page {page}", url=page_url(dossier, version, page))

    return tuple(
        ChangeView(
            before=link(old, change.page_before), after=link(new, change.page_after), pieces=change.pieces
        )
        for change in found.changes[:SHOWN]
    )
