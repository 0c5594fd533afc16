"""Submitting, returning and approving a letter: the approval signs the hash of the rendered PDF.

The letter's date is the approval's. Whoever approves must hold the role that the template names.
"""

import hashlib
import io
import re
from datetime import datetime
from typing import Any

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import Verdict, may_as
from egide.kernel.letters.drafting import TEXT
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.letters.printing import letter_pdf
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused, Stale

# « {{ champ }} », as a wording writes it; a letter that leaves has none.
FIELD = re.compile(r"\{\{.*?\}\}")


def submit_letter(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will send the draft to whoever approves it.

    :raises Refused: it is not a draft, or is not ready (see `check_ready`).
    """
    if letter.state != LetterState.DRAFT:
        raise Refused("Seul un projet de lettre peut être soumis à l’approbation.")
    check_ready(letter)
    letter.state = LetterState.SUBMITTED
    letter.save(update_fields=["state"])
    journal(dossier, letter, "letter.submitted", now)


def return_letter(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will give the letter back to its author for changes.

    :raises Refused: it is not waiting for an approval.
    """
    if letter.state != LetterState.SUBMITTED:
        raise Refused("Cette lettre n’attend pas d’approbation.")
    letter.state = LetterState.DRAFT
    letter.save(update_fields=["state"])
    journal(dossier, letter, "letter.returned", now)


def approval(actor: Actor, dossier: Dossier, letter: Letter) -> Verdict:
    """Will decide whether the actor may approve this letter, with the reason of a refusal."""
    role = registry.module_of_kind(dossier.kind).letter(letter.template).requires_approval_by
    if role is not None:
        return may_as(actor, dossier, (role,))
    return Verdict(allowed=True)


def check_ready(letter: Letter) -> None:
    """Will stop a letter that could not leave as it stands.

    :raises Refused: a field of the wording is left unfilled, or the recipient can be reached nowhere.
    """
    if sentence := obstacle(letter):
        raise Refused(sentence)


def obstacle(letter: Letter) -> str:
    """Will say what keeps the letter from leaving as it stands, or nothing: the screen shows the same sentence."""
    if unfilled := FIELD.search("\n".join(getattr(letter, name) for name in TEXT)):
        return (
            f"Le texte contient un champ qui n’est pas rempli : « {unfilled[0][:60]} ». "
            "Remplacez-le avant d’aller plus loin."
        )
    if not letter.recipient.email.strip() and not letter.recipient.address.strip():
        return (
            f"{letter.recipient.name} n’a ni courriel ni adresse postale : la lettre ne pourrait pas partir. "
            "Corrigez d’abord ses coordonnées."
        )
    return ""


def approve_letter(*, actor: Actor, dossier: Dossier, letter: Letter, seen: str, now: datetime) -> None:
    """Will render the letter, keep its bytes, and sign their hash.

    `seen` is the edit time of the text that the approver read.

    :raises Refused: wrong state or wrong role, or not ready (see `check_ready`).
    :raises Stale: the text changed since the approver opened it.
    :raises RenderingFailed: the text cannot be set.
    """
    if letter.state not in (LetterState.DRAFT, LetterState.SUBMITTED):
        raise Refused("Cette lettre n’attend pas d’approbation.")
    verdict = approval(actor, dossier, letter)
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if actor.user_id is None:
        raise Refused("Une lettre est approuvée par une personne, qui la signe.")
    if seen != letter.edited_at.isoformat():
        raise Stale(
            "Le texte de la lettre a changé depuis que vous l’avez ouvert. Relisez-le avant de l’approuver."
        )
    check_ready(letter)
    signatory = User.objects.get(pk=actor.user_id)
    day = timezone.localtime(now).date()
    pdf = letter_pdf(letter=letter, dossier=dossier, signatory=signatory, day=day, draft=False)
    letter.version = _kept(dossier, letter, pdf, actor, now)
    letter.state, letter.approved_at, letter.approved_by = LetterState.APPROVED, now, signatory
    letter.letter_date, letter.sha256 = day, hashlib.sha256(pdf).hexdigest()
    letter.save()
    journal(dossier, letter, "letter.approved", now)


def _kept(dossier: Dossier, letter: Letter, pdf: bytes, actor: Actor, now: datetime) -> DocumentVersion:
    # A letter approved again is a new version of one document: nobody opens the first by mistake.
    title = f"{letter.title} ({letter.reference})"[:200]
    common: dict[str, Any] = {
        "dossier": dossier,
        "stream": io.BytesIO(pdf),
        "file_name": f"{letter.reference.replace('/', '-')}.pdf",
        "actor_code": actor.code,
        "now": now,
    }
    printed = Document.objects.filter(dossier_id=dossier.pk, origin=Origin.LETTER, title=title).first()
    if printed is not None:
        return add_version(document=printed, **common)
    return add_document(title=title, origin=Origin.LETTER, **common)
