"""Drafting, editing and cancelling a letter.

The draft starts from the module's wording, its fields filled from the file; a later edit voids an approval.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from egide.kernel import registry
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.fields import merge_fields
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.letters.printing import wording_path
from egide.kernel.parties.actions import party_of_role
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.blocks import unparse
from egide.platform.typesetting.wording import Wording

EDITABLE = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.APPROVED, LetterState.FAILED)


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a person may change in a letter."""

    subject: str
    salutation: str
    body: str
    closing: str
    enclosures: str = ""


def draft_letter(
    *, dossier: Dossier, template: str, answers: Mapping[str, str], actor_code: str, now: datetime
) -> Letter:
    """Will draft the letter from its wording and the file.

    :raises Refused: the dossier has no party of the role to whom the letter is written.
    :raises MergeFailed: the wording asks for a field that the file does not have.
    """
    declared = registry.module_of_kind(dossier.kind).letter(template)
    recipient = party_of_role(dossier, declared.recipient)
    if recipient is None:
        raise Refused(f"« {declared.title} » : le dossier n’a pas de destinataire pour cette lettre.")
    wording = Wording.read(wording_path(dossier, template)).filled(
        merge_fields(dossier, answers) | {"destinataire": recipient.name}
    )
    letter = Letter(
        **ranked(Letter, dossier),
        template=template,
        title=declared.title,
        recipient=recipient,
        subject=wording.subject[:200],
        salutation=wording.salutation,
        body=unparse(wording.blocks),
        closing=wording.closing,
        channel="email" if recipient.email else "post",
        drafted_at=now,
        drafted_by=actor_code,
        edited_at=now,
    )
    letter.reference = f"{dossier.number}/{letter.rank}"
    letter.save()
    journal(dossier, letter, "letter.drafted", now)
    return letter


def edit_letter(*, dossier: Dossier, letter: Letter, text: Text, now: datetime) -> None:
    """Will keep the new text; if the letter was approved, the approval falls and must be given again.

    :raises Refused: the letter has already left, or is leaving.
    """
    if letter.state not in EDITABLE:
        raise Refused("Cette lettre est partie ou en cours d’envoi : son texte ne change plus.")
    void = letter.state in (LetterState.APPROVED, LetterState.FAILED)
    letter.subject, letter.salutation, letter.body = text.subject, text.salutation, text.body
    letter.closing, letter.enclosures, letter.edited_at = text.closing, text.enclosures, now
    letter.state = LetterState.DRAFT
    letter.approved_at = letter.approved_by = letter.letter_date = letter.version = None
    letter.sha256 = ""
    letter.save()
    journal(dossier, letter, "letter.approval_voided" if void else "letter.edited", now)


def cancel_letter(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will set the letter aside; it stays in the file, marked.

    :raises Refused: the letter has already left, or is leaving.
    """
    if letter.state not in EDITABLE:
        raise Refused("Cette lettre est partie ou en cours d’envoi : elle ne peut plus être annulée.")
    letter.state = LetterState.CANCELLED
    letter.save(update_fields=["state"])
    journal(dossier, letter, "letter.cancelled", now)
