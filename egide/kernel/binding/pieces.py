"""The pieces of a dossier that may be bound, oldest first: its documents, letters included, and its notes.

Each is addressed by its kind and its rank (« p3 », « n1 »); all SQL is here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.notes.models import Note, NoteKind
from egide.law.dates_fr import plain_date
from egide.platform.storage.models import StoredObject

BINDER_TITLE = "Cahier des pièces"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One piece: its code, its title, its day; either stored bytes or a text."""

    code: str
    title: str
    at: datetime
    stored: StoredObject | None = None
    file_name: str = ""
    text: str = ""

    @property
    def day(self) -> str:
        """The day when it entered the dossier, in words."""
        return plain_date(timezone.localtime(self.at).date())


def pieces_of(dossier: Dossier, only: Collection[str] | None = None) -> tuple[Piece, ...]:
    """Will list the pieces, or only those of these codes; binders made earlier are left out."""
    versions = (
        DocumentVersion.objects.filter(dossier_id=dossier.pk)
        .exclude(document__title__startswith=BINDER_TITLE)
        .select_related("document", "stored")
        .order_by("document_id", "-number")
        .distinct("document_id")
    )
    notes = Note.objects.filter(dossier_id=dossier.pk).select_related("author")
    found = [*(_document(version) for version in versions), *(_note(note) for note in notes)]
    kept = [piece for piece in found if only is None or piece.code in only]
    return tuple(sorted(kept, key=lambda piece: (piece.at, piece.code)))


def _document(version: DocumentVersion) -> Piece:
    return Piece(
        code=f"p{version.document.rank}",
        title=version.document.title,
        at=version.added_at,
        stored=version.stored,
        file_name=version.file_name,
    )


def _note(note: Note) -> Piece:
    call = note.kind == NoteKind.CALL
    title = f"Note d’appel\u00a0: {note.person}" if call else f"Note interne n°\u00a0{note.rank}"
    signed = f"Par {note.author.full_name}."
    return Piece(code=f"n{note.rank}", title=title, at=note.written_at, text=f"{signed}\n\n{note.text}")
