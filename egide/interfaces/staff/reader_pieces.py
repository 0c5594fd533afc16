"""What the pages about one document share: the version that an address names, how it can be shown, its words.

Not the pages themselves, which are pages_reader.py and its neighbours.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.kinds import module_of
from egide.interfaces.staff.navigation import kind_url
from egide.interfaces.staff.pages_sections import OPENABLE, SCAN_NOTES, UNDER_WAY
from egide.kernel.documents.formats import format_of
from egide.kernel.documents.models import DocumentVersion, ReadingState, Rendition
from egide.kernel.documents.models_reading import RenditionKind
from egide.kernel.dossiers.content import LARGEST_RANK
from egide.kernel.dossiers.models import Dossier
from egide.platform.errors.failures import NotVisible
from egide.platform.storage.media import PLAYED, VIDEO
from egide.platform.storage.models import ScanState, StoredObject
from egide.ui.pages import Action, Crumb, Tone

READING_TONES: dict[str, Tone] = {
    ReadingState.READ: "met",
    ReadingState.WAITING: "now",
    ReadingState.READING: "now",
    ReadingState.PARTIAL: "soon",
}
# Several words share a type: the one that people say.
KINDS = {
    "application/pdf": "Document PDF",
    "image/jpeg": "Image JPEG",
    "image/png": "Image PNG",
    "image/tiff": "Image numérisée (TIFF)",
    "image/webp": "Image WebP",
    "image/gif": "Image GIF",
    "image/heic": "Photo de téléphone (HEIC)",
    "image/heif": "Photo de téléphone (HEIF)",
    "image/avif": "Photo de téléphone (AVIF)",
    "text/plain": "Texte simple",
    "text/csv": "Tableau en texte (CSV)",
    "text/html": "Page Web",
    "application/rtf": "Texte enrichi (RTF)",
    "application/msword": "Document Word ancien",
    "application/vnd.ms-excel": "Classeur Excel ancien",
    "application/vnd.ms-powerpoint": "Diaporama PowerPoint ancien",
    "application/vnd.ms-outlook": "Courriel Outlook",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Document Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Classeur Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "Diaporama PowerPoint",
    "application/vnd.oasis.opendocument.text": "Document LibreOffice",
    "application/vnd.oasis.opendocument.spreadsheet": "Classeur LibreOffice",
    "application/vnd.oasis.opendocument.presentation": "Diaporama LibreOffice",
    "message/rfc822": "Courriel",
    "application/zip": "Archive ZIP",
}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a version is shown: `pages`, `sound`, `video`, or `none` with what to say about it."""

    kind: str
    title: str = ""
    text: str = ""
    waits: bool = False


def versions_of(dossier: Dossier, rank: int) -> "QuerySet[DocumentVersion]":
    """Will return the versions of a document, newest first."""
    rows = DocumentVersion.objects.filter(dossier_id=dossier.pk, document__rank=min(rank, LARGEST_RANK))
    return rows.select_related("document", "stored").order_by("-number")


def version_of(dossier: Dossier, rank: int, number: int) -> DocumentVersion:
    """Will return one version of a document.

    :raises NotVisible: the dossier has none of this rank and number.
    """
    found = versions_of(dossier, rank).filter(number=min(number, LARGEST_RANK)).first()
    if found is None:
        raise NotVisible
    return found


def shape_of(version: DocumentVersion) -> Shape:
    """Will say how the version is shown, or why it is not."""
    stored = version.stored
    if stored.is_destroyed:
        return Shape(
            kind="none",
            title="Ce document a été détruit",
            text="Son contenu a été détruit par décision; il ne peut plus être lu.",
        )
    if stored.scan_state not in OPENABLE:
        return Shape(
            kind="none", title="Ce document est isolé", text=SCAN_NOTES[ScanState(stored.scan_state)]
        )
    if version.media_type in PLAYED:  # a browser plays it; its words, if any were read, are not its pages
        return Shape(kind="video" if version.media_type in VIDEO else "sound")
    if version.pages:
        return Shape(kind="pages")
    if version.reading in UNDER_WAY:
        return Shape(
            kind="none",
            title="La lecture de ce document n’est pas finie",
            text="Ses pages paraîtront ici dans un moment. En attendant, il peut être téléchargé.",
            waits=True,
        )
    words = version.explained or "Il est conservé tel que reçu et peut être téléchargé."
    return Shape(kind="none", title="Ce document ne se feuillette pas ici", text=words)


def is_drawn(version: DocumentVersion) -> bool:
    """Will tell whether its pages have pictures: its own, or those of the PDF that the reading made of it."""
    form = format_of(version.media_type, version.file_name)
    if form is None or form.drawn:
        return form is not None
    made = Rendition.objects.filter(version_id=version.pk, kind=RenditionKind.PDF)
    return form.converted and made.exists()


def is_openable(stored: StoredObject) -> bool:
    """Will tell whether the bytes may be given."""
    return stored.scan_state in OPENABLE and not stored.is_destroyed


def kind_words(version: DocumentVersion) -> str:
    """Will say what the file is, in words that people use."""
    known = KINDS.get(version.media_type)
    if known:
        return known
    family = version.media_type.partition("/")[0]
    extension = version.file_name.rpartition(".")[2].upper() if "." in version.file_name else ""
    word = {"audio": "Enregistrement sonore", "video": "Vidéo", "image": "Image", "text": "Texte"}.get(
        family, "Fichier"
    )
    return f"{word} {extension}".strip() if len(extension) <= 5 else word


def trail(version: DocumentVersion, dossier: Dossier, *last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a page about the document; the last words are the page itself."""
    number = dossier.number
    place = of_dossier("document", number, rank=version.document.rank)
    own = Crumb(label=version.document.title, url=place if last else "")
    return (
        Crumb(label=module_of(dossier).name, url=kind_url(dossier.kind)),
        Crumb(label=number, url=of_dossier("dossier", number)),
        Crumb(label="Documents", url=of_dossier("dossier_documents", number)),
        own,
        *(Crumb(label=words) for words in last),
    )


def address(name: str, dossier: Dossier, version: DocumentVersion, **more: int | str) -> str:
    """Will return an address of this version."""
    place = {"rank": version.document.rank, "version": version.number, **more}
    return of_dossier(name, dossier.number, **place)


def download_action(dossier: Dossier, version: DocumentVersion) -> Action | None:
    """Will offer the bytes of this very version, when they may be given."""
    if not is_openable(version.stored):
        return None
    return Action(label="Télécharger", url=address("version_download", dossier, version))
