"""Many notes of one dossier at once, written as the owner: what a search that goes on for pages needs."""

from datetime import timedelta

from egide.kernel.dossiers.models import Dossier
from egide.kernel.notes.models import Note
from egide.platform.accounts.models import User
from tests.cast import NOW
from tests.database import as_owner


def noted(dossier: Dossier, author: User, *, notes: int, text: str) -> None:
    """Will write them an hour apart, the last one a year before the first ones."""
    with as_owner():
        first = 100 + Note.objects.filter(dossier=dossier).count()
        Note.objects.bulk_create(
            Note(
                dossier=dossier,
                compartment_id=dossier.compartment_id,
                rank=first + n,
                kind="internal",
                text=text,
                author=author,
                written_at=NOW - (timedelta(hours=n) if n < notes - 1 else timedelta(days=365)),
            )
            for n in range(notes)
        )
