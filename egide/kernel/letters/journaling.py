"""The journal entries of letters: rank, template, state and hash; never a word of the text.

One small function so that every action writes the same shape.
"""

from collections.abc import Mapping
from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.wordings.reading import InForce
from egide.platform.journal.append import NO_NOTES, append, dossier_chain
from egide.platform.journal.append_many import Entry
from egide.platform.journal.canonical import JsonValue


def journal(
    dossier: Dossier,
    letter: Letter,
    code: str,
    now: datetime,
    *,
    notes: Mapping[str, str] | None = None,
    words: InForce | None = None,
) -> None:
    """Will journal what happened to the letter; free text goes into `notes`, which a destruction deletes.

    `words`: those that a draft starts from, told by their version and their hash.
    """
    began: dict[str, JsonValue] = {"wording": words.number, "words": words.sha256} if words else {}
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=told(letter) | began,
        notes=dict(notes or {}),
        at=now,
    )


def entry(dossier: Dossier, letter: Letter, code: str, *, notes: Mapping[str, str] = NO_NOTES) -> Entry:
    """Will return the entry that `journal` would write, for who writes several in one statement."""
    return Entry(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=told(letter),
        notes=dict(notes),
    )


def told(letter: Letter) -> dict[str, JsonValue]:
    """Will return what an entry says of a letter."""
    return {
        "rank": letter.rank,
        "template": letter.template,
        "title": letter.title,
        "state": str(letter.state),
        "sha256": letter.sha256,
    }
