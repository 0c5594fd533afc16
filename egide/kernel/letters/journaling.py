"""The journal entries of letters: rank, template, state and hash; never a word of the text.

One small function so that every action writes the same shape.
"""

from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.platform.journal.append import append, dossier_chain


def journal(dossier: Dossier, letter: Letter, code: str, now: datetime) -> None:
    """Will journal what happened to the letter."""
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
        at=now,
    )
