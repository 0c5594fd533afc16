"""Submitting, returning and approving a letter: the approval signs the hash of the rendered PDF.

The letter's date is the approval's. Whoever approves must hold the role that the template names.
"""

import hashlib
import io
import re
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import Verdict, may_as
from egide.kernel.letters.annexes import annex_obstacle
from egide.kernel.letters.codes import keep_answer_code, previewed, printed_text
from egide.kernel.letters.drafting import TEXT
from egide.kernel.letters.hands import alone, people_in
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.letters.printing import letter_pdf
from egide.kernel.letters.signatures import signature
from egide.kernel.notices.actions import notify
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.database.together import ANY, Prepared, prepare
from egide.platform.errors.failures import Refused, Stale

COMMENT_LIMIT = 2000  # characters
A_TITLE = "…le titre d’un document…"  # stands for it while a statement is written
# What the approval writes on the letter.
SIGNED = (
    "signed_as",
    "printed_passes",
    "version",
    "state",
    "approved_at",
    "approved_by",
    "letter_date",
    "sha256",
)
# « {{ champ }} », as a wording writes it; a letter that leaves has none.
FIELD = re.compile(r"\{\{.*?\}\}")


def submit_letter(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will send the draft to whoever approves it.

    :raises Refused: it is not a draft, or is not ready (see `check_ready`).
    """
    if letter.state != LetterState.DRAFT:
        raise Refused("Seul un projet de lettre peut être soumis à l’approbation.")
    check_ready(letter, day=timezone.localtime(now).date())
    letter.state, letter.submitted_at, letter.submitted_by = LetterState.SUBMITTED, now, current_actor().code
    letter.comment, letter.returned_by = "", None
    letter.save(update_fields=["state", "submitted_at", "submitted_by", "comment", "returned_by"])
    journal(dossier, letter, "letter.submitted", now)


def return_letter(*, dossier: Dossier, letter: Letter, now: datetime, comment: str = "") -> None:
    """Will give the letter back to its author for changes, with what is asked of them.

    The comment is shown on the letter until it is submitted again; the journal keeps it as a note.

    :raises Refused: it is not waiting for an approval, or the comment is too long.
    """
    if letter.state != LetterState.SUBMITTED:
        raise Refused("Cette lettre n’attend pas d’approbation.")
    if len(comment) > COMMENT_LIMIT:
        raise Refused(f"Votre commentaire dépasse {COMMENT_LIMIT} caractères.")
    by = current_actor().user_id
    letter.state, letter.comment, letter.returned_by_id = LetterState.DRAFT, comment.strip(), by
    letter.save(update_fields=["state", "comment", "returned_by"])
    notes = {"comment": letter.comment} if letter.comment else {}
    journal(dossier, letter, "letter.returned", now, notes=notes)
    authors = {int(code.partition(":")[2]) for code in people_in(letter)} - {by or 0}
    notify(user_ids=authors, dossier=dossier, code="letter.returned", now=now)


def approval(actor: Actor, dossier: Dossier, letter: Letter, *, on: date | None = None) -> Verdict:
    """Will decide whether the actor may approve this letter, with the reason of a refusal.

    With the day, what the module itself has to say counts too: a delegation has dates. The signature gives it.
    """
    declared = registry.module_of_kind(dossier.kind).letter(letter.template)
    signers = declared.signed_by
    verdict = may_as(actor, dossier, signers) if signers else Verdict(allowed=True)
    if not verdict.allowed:
        return verdict
    reason = alone(actor, letter, declared)
    if not reason and on is not None:
        reason = _kept_from(actor, dossier, letter, on)
    return Verdict(allowed=not reason, reason=reason)


def _kept_from(actor: Actor, dossier: Dossier, letter: Letter, on: date) -> str:
    """Will say what the module itself has against this signature: a delegation that ended, a period that is over."""
    path = registry.module_of_kind(dossier.kind).signing
    return str(registry.resolve(path)(actor, dossier, letter, on)) if path else ""


def check_ready(letter: Letter, *, day: date | None = None) -> None:
    """Will stop a letter that could not leave as it stands; with its day, one whose annexes are not in force.

    :raises Refused: a field of the wording is left unfilled, or the recipient can be reached nowhere.
    """
    if sentence := obstacle(letter, day=day):
        raise Refused(sentence)


def obstacle(letter: Letter, *, day: date | None = None) -> str:
    """Will say what keeps the letter from leaving as it stands, or nothing: the screen shows the same sentence."""
    if day is not None and (sentence := annex_obstacle(letter, day=day)):
        return sentence
    written = {name: getattr(letter, name) for name in TEXT}
    written["body"] = previewed(letter.body)  # the code is drawn by the approval itself
    if unfilled := FIELD.search("\n".join(written.values())):
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
    verdict = approval(actor, dossier, letter, on=timezone.localtime(now).date())
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if actor.user_id is None:
        raise Refused("Une lettre est approuvée par une personne, qui la signe.")
    if seen != letter.edited_at.isoformat():
        raise Stale(
            "Le texte de la lettre a changé depuis que vous l’avez ouvert. Relisez-le avant de l’approuver."
        )
    check_ready(letter, day=timezone.localtime(now).date())
    signatory, printed = _surroundings(actor.user_id, dossier, letter)
    letter.signed_as = signature(actor, dossier, letter, job_title=signatory.job_title)
    day = timezone.localtime(now).date()
    body = printed_text(dossier=dossier, letter=letter, actor_code=actor.code, now=now)
    pdf = letter_pdf(letter=letter, dossier=dossier, signatory=signatory, day=day, draft=False, body=body)
    letter.version = _kept(dossier, letter, pdf, actor, now, printed=printed)
    keep_answer_code(dossier=dossier, letter=letter, actor_code=actor.code, now=now)
    letter.state, letter.approved_at, letter.approved_by = LetterState.APPROVED, now, signatory
    letter.letter_date, letter.sha256 = day, hashlib.sha256(pdf).hexdigest()
    letter.save(update_fields=SIGNED)
    journal(dossier, letter, "letter.approved", now, notes=in_replacement(actor, dossier, letter))


def in_replacement(actor: Actor, dossier: Dossier, letter: Letter) -> dict[str, str]:
    """Will return the note of an approval made with a borrowed role: whose role it was."""
    role = registry.module_of_kind(dossier.kind).letter(letter.template).requires_approval_by
    lent = actor.lent(role.code, compartment_id=dossier.compartment_id) if role else None
    return {"by_delegation" if lent.delegated else "acting_for": lent.acting_for} if lent else {}


def _surroundings(user_id: int, dossier: Dossier, letter: Letter) -> tuple[User, Document | None]:
    """Will return who signs, and the document of a former approval; the dossier's unit and site come with them."""
    told = {ANY: user_id, ANY - 1: dossier.unit_id, ANY - 2: dossier.pk, A_TITLE: title_of(letter)}
    people, units, printed = _written().read(told)
    if not people:
        raise Refused("Une lettre est approuvée par une personne, qui la signe.")
    dossier.unit = units[0]
    if dossier.compartment_id == units[0].compartment_id:
        dossier.compartment = units[0].compartment
    return people[0], printed[0] if printed else None


@cache
def _written() -> Prepared:
    return prepare(
        User.objects.filter(pk=ANY),
        Unit.objects.filter(pk=ANY - 1).select_related("site", "compartment"),
        Document.objects.filter(dossier_id=ANY - 2, origin=Origin.LETTER, title=A_TITLE).order_by("pk")[:1],
    )


def title_of(letter: Letter) -> str:
    """Will return the title of the document that the approved letter becomes."""
    return f"{letter.title} ({letter.reference})"[:200]


def file_name(letter: Letter) -> str:
    """Will return the name of the approved letter's PDF."""
    return f"{letter.reference.replace('/', '-')}.pdf"


def _kept(
    dossier: Dossier, letter: Letter, pdf: bytes, actor: Actor, now: datetime, *, printed: Document | None
) -> DocumentVersion:
    # A letter approved again is a new version of one document: nobody opens the first by mistake.
    common: dict[str, Any] = {
        "dossier": dossier,
        "stream": io.BytesIO(pdf),
        "file_name": file_name(letter),
        "actor_code": actor.code,
        "now": now,
    }
    if printed is not None:
        return add_version(document=printed, **common)
    return add_document(title=title_of(letter), origin=Origin.LETTER, **common)
