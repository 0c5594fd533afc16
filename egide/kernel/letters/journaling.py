"""The journal entries of letters: rank, template, state and hash; never a word of the text.

One small function so that every action writes the same shape.
"""

from collections.abc import Mapping
from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.platform.journal.append import append, dossier_chain


def journal(
    dossier: Dossier, letter: Letter, code: str, now: datetime, *, notes: Mapping[str, str] | None = None
) -> None:
    """Will journal what happened to the letter; free text goes into `notes`, which a destruction deletes."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={
            "rank": letter.rank,
            "template": letter.template,
            "title": letter.title,
            "state": str(letter.state),
            "sha256": letter.sha256,
        },
        notes=dict(notes or {}),
        at=now,
    )
