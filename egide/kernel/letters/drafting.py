"""Drafting, editing and cancelling a letter.

The draft starts from the module's wording, its fields filled from the file; a later edit voids an approval.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.annexes import annex_codes
from egide.kernel.letters.codes import revoke_codes
from egide.kernel.letters.delivery import channel_of, default_delivery
from egide.kernel.letters.fields import greeting, merge_fields
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.parties.actions import parties_of_role, party_of_role
from egide.kernel.parties.models import Party
from egide.kernel.wordings.reading import InForce, approved, chosen
from egide.platform.accounts.acting import current_actor
from egide.platform.database.together import A_DAY, ANY, Prepared, prepare
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.blocks import unparse

EDITABLE = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.APPROVED, LetterState.FAILED)
# Signed bytes exist: what changes the letter from now on takes the signature away.
APPROVED = (LetterState.APPROVED, LetterState.FAILED)
# Under what name a module reads to which party, by rank, the letter is written.
RECIPIENT = "rang_destinataire"
LONGEST_ENCLOSURES = 2000  # characters
TEXT = ("subject", "salutation", "body", "closing", "enclosures")

# What a letter was before it was set aside, as plain JSON: the journal keeps it, so that undo can put it back.
Picture = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a person may change in a letter."""

    subject: str
    salutation: str
    body: str
    closing: str
    enclosures: str = ""


def draft_letters(
    *, dossier: Dossier, template: str, answers: Mapping[str, str], actor_code: str, now: datetime
) -> tuple[Letter, ...]:
    """Will draft the letter, or one for each party of the recipient's role when the letter says so.

    :raises Refused: the dossier has no party of the role to whom the letter is written.
    :raises MergeFailed: the wording asks for a field that the file does not have.
    """
    declared = registry.module_of_kind(dossier.kind).letter(template)
    among = (declared.recipient, *declared.also_to) if declared.to_each else ()
    each = [party for role in among for party in parties_of_role(dossier, role)]
    recipients: list[Party | None] = [*each] or [None]
    common: dict[str, Any] = {"dossier": dossier, "template": template, "answers": answers}
    return tuple(
        draft_letter(**common, recipient=recipient, actor_code=actor_code, now=now)
        for recipient in recipients
    )


def draft_letter(
    *,
    dossier: Dossier,
    template: str,
    answers: Mapping[str, str],
    recipient: Party | None = None,
    actor_code: str,
    now: datetime,
) -> Letter:
    """Will draft the letter from its wording and the file, to the first party of its role unless told otherwise.

    :raises Refused: the dossier has no party of the role to whom the letter is written.
    :raises MergeFailed: the wording asks for a field that the file does not have.
    """
    declared = registry.module_of_kind(dossier.kind).letter(template)
    recipient = recipient or party_of_role(dossier, declared.recipient)
    if recipient is None:
        raise Refused(f"« {declared.title} » : le dossier n’a pas de destinataire pour cette lettre.")
    rank, words = _begun(dossier, template, timezone.localdate(now))
    # A letter to each of several parties may say something else to each.
    told = {**answers, RECIPIENT: str(recipient.rank)} if declared.to_each else answers
    wording = words.wording.filled(
        merge_fields(dossier, told) | greeting(recipient) | {"destinataire": recipient.name}
    )
    letter = Letter(
        **placed(dossier),
        rank=rank,
        wording=words.number,
        template=template,
        title=declared.title,
        recipient=recipient,
        subject=wording.subject[:200],
        salutation=wording.salutation,
        body=unparse(wording.blocks),
        closing=wording.closing,
        enclosures=_enclosed(dossier, template),
        delivery=default_delivery(recipient),
        channel=channel_of(default_delivery(recipient)),
        annexes=list(annex_codes(dossier, template, answers)),
        drafted_at=now,
        drafted_by=actor_code,
        edited_at=now,
    )
    letter.reference = f"{dossier.number}/{letter.rank}"
    letter.save()
    journal(dossier, letter, "letter.drafted", now, words=words)
    return letter


def _enclosed(dossier: Dossier, template: str) -> str:
    named = registry.module_of_kind(dossier.kind).letter_enclosures
    return "\n".join(registry.resolve(named)(dossier, template))[:LONGEST_ENCLOSURES] if named else ""


def _begun(dossier: Dossier, template: str, day: date) -> tuple[int, InForce]:
    """Will return the letter's rank and the words that it starts from, in the one statement that ranks cost."""
    module = registry.module_of_kind(dossier.kind).code
    told = {ANY: dossier.pk, ANY - 1: dossier.compartment_id, A_DAY: day}
    last, versions = _written(module, template).read(told)
    return (last[0] if last else 0) + 1, chosen(versions, module=module, template=template)


@cache
def _written(module: str, template: str) -> Prepared:
    return prepare(
        Letter.objects.filter(dossier_id=ANY).order_by("-rank").values_list("rank", flat=True)[:1],
        approved(module=module, template=template, on=A_DAY, compartment_id=ANY - 1),
    )


def supersede_drafts(*, dossier: Dossier, template: str, now: datetime) -> tuple[Picture, ...]:
    """Will set aside the letters of this template that have not left: only the one drafted next may leave.

    Returns what they were; `restore_letters` puts them back.
    """
    waiting = Letter.objects.filter(dossier_id=dossier.pk, template=template, state__in=EDITABLE)
    before = []
    for letter in waiting.order_by("rank"):
        before.append({"rank": letter.rank, "state": str(letter.state)})
        cancel_letter(dossier=dossier, letter=letter, now=now)
    return tuple(before)


def restore_letters(*, dossier: Dossier, before: Iterable[Picture], now: datetime) -> None:
    """Will put back the letters that an undone step had set aside."""
    for past in before:
        letter = Letter.objects.get(dossier_id=dossier.pk, rank=past["rank"])
        # Without its approved bytes (a corrected address took them away) it can only come back as a draft.
        approved = past["state"] in APPROVED and letter.version_id is None
        letter.state = LetterState.DRAFT if approved else past["state"]
        letter.save(update_fields=["state"])
        journal(dossier, letter, "letter.restored", now)


def edit_letter(*, dossier: Dossier, letter: Letter, text: Text, now: datetime) -> None:
    """Will keep the new text; if the letter was approved, the approval falls and must be given again.

    The same text again changes nothing: an approval does not fall because someone pressed the button.

    :raises Refused: the letter has already left, or is leaving, or was cancelled.
    """
    if letter.state == LetterState.CANCELLED:
        raise Refused("Cette lettre est annulée : son texte ne change plus.")
    if letter.state not in EDITABLE:
        raise Refused("Cette lettre est partie ou en cours d’envoi : son texte ne change plus.")
    if all(getattr(letter, name) == getattr(text, name) for name in TEXT):
        return
    void = letter.state in APPROVED
    if void:
        revoke_codes(dossier=dossier, letter=letter, now=now)
    letter.subject, letter.salutation, letter.body = text.subject, text.salutation, text.body
    letter.closing, letter.enclosures = text.closing, text.enclosures
    letter.edited_at, letter.edited_by = now, current_actor().code
    return_to_draft(letter)
    journal(dossier, letter, "letter.approval_voided" if void else "letter.edited", now)


def return_to_draft(letter: Letter) -> None:
    """Will take away what an approval had put on the letter; the caller says in the journal why."""
    letter.state = LetterState.DRAFT
    letter.approved_at = letter.approved_by = letter.letter_date = letter.version = None
    letter.sha256 = letter.signed_as = ""
    letter.save()


def cancel_letter(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will set the letter aside; it stays in the file, marked.

    :raises Refused: the letter has already left, is leaving, or was cancelled.
    """
    if letter.state not in EDITABLE:
        raise Refused("Cette lettre est partie ou en cours d’envoi : elle ne peut plus être annulée.")
    letter.state = LetterState.CANCELLED
    letter.save(update_fields=["state"])
    journal(dossier, letter, "letter.cancelled", now)
