"""Submitting, returning and approving a letter: the approval signs the hash of the rendered PDF.

The letter's date is the approval's. Whoever approves must hold the role that the template names.
"""

import hashlib
import io
import re
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError
from django.utils import timezone
from psycopg.types.numeric import Int8

from egide.kernel import registry
from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import Verdict, may_as
from egide.kernel.letters.annexes import annex_obstacle
from egide.kernel.letters.codes import answers, keep_answer_code, previewed, printed_text
from egide.kernel.letters.drafting import TEXT
from egide.kernel.letters.hands import alone, people_in
from egide.kernel.letters.journaling import entry, journal
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.letters.printing import letter_pdf
from egide.kernel.letters.signatures import signature
from egide.kernel.letters.surroundings import Around, surroundings, title_of
from egide.kernel.notices.actions import notify
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import fetched
from egide.platform.errors.failures import Refused, Stale
from egide.platform.journal.append_many import Entry, append_all
from egide.platform.storage import store

COMMENT_LIMIT = 2000  # characters
# What the approval writes on the letter.
_SIGN = """
update letters_letter set state = 'approved', approved_at = %s::timestamptz, approved_by_id = %s::bigint,
  letter_date = %s::date, signed_as = %s, version_id = %s::bigint, sha256 = %s, printed_passes = %s::int[]
where id = %s::bigint returning id
"""
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
    around = surroundings(actor.user_id, dossier, letter)
    letter.signed_as = signature(actor, dossier, letter, job_title=around.signatory.job_title)
    day = timezone.localtime(now).date()
    body = printed_text(dossier=dossier, letter=letter, actor_code=actor.code, now=now)
    if around.printed is None:
        # The key of what is about to be printed goes to its database while Typst works.
        with store.depositing(compartment=dossier.compartment, now=now, ahead=True) as deposit:
            pdf = _printed(dossier, letter, around, day, body)
            _sign(actor, dossier, letter, around, pdf, now, deposit=deposit)
    else:
        _sign(actor, dossier, letter, around, _printed(dossier, letter, around, day, body), now)


def _printed(dossier: Dossier, letter: Letter, around: Around, day: date, body: str) -> bytes:
    return letter_pdf(
        letter=letter,
        dossier=dossier,
        signatory=around.signatory,
        day=day,
        draft=False,
        body=body,
        head=around.head,
    )


def _sign(
    actor: Actor,
    dossier: Dossier,
    letter: Letter,
    around: Around,
    pdf: bytes,
    now: datetime,
    *,
    deposit: store.Deposit | None = None,
) -> None:
    entries: list[Entry] = []
    letter.version = _kept(dossier, letter, pdf, actor, now, printed=around.printed, to=(deposit, entries))
    if answers(letter):  # the code is told after the document that it opens, before the approval
        append_all(entries, at=now)
        entries.clear()
        keep_answer_code(dossier=dossier, letter=letter, actor_code=actor.code, now=now)
    letter.state, letter.approved_at, letter.approved_by = LetterState.APPROVED, now, around.signatory
    letter.letter_date, letter.sha256 = timezone.localtime(now).date(), hashlib.sha256(pdf).hexdigest()
    values = [
        now,
        Int8(around.signatory.pk),
        letter.letter_date,
        letter.signed_as,
        Int8(letter.version.pk),
        letter.sha256,
        list(letter.printed_passes),
        Int8(letter.pk),
    ]
    if not fetched(_SIGN, values):
        raise DatabaseError("Nothing was signed: the letter is gone, or out of sight.")
    entries.append(entry(dossier, letter, "letter.approved", notes=in_replacement(actor, dossier, letter)))
    append_all(entries, at=now)


def in_replacement(actor: Actor, dossier: Dossier, letter: Letter) -> dict[str, str]:
    """Will return the note of an approval made with a borrowed role: whose role it was."""
    role = registry.module_of_kind(dossier.kind).letter(letter.template).requires_approval_by
    lent = actor.lent(role.code, compartment_id=dossier.compartment_id) if role else None
    return {"by_delegation" if lent.delegated else "acting_for": lent.acting_for} if lent else {}


def file_name(letter: Letter) -> str:
    """Will return the name of the approved letter's PDF."""
    return f"{letter.reference.replace('/', '-')}.pdf"


def _kept(
    dossier: Dossier,
    letter: Letter,
    pdf: bytes,
    actor: Actor,
    now: datetime,
    *,
    printed: Document | None,
    to: tuple[store.Deposit | None, list[Entry]],
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
    deposit, entries = to
    return add_document(
        title=title_of(letter), origin=Origin.LETTER, deposit=deposit, entries=entries, **common
    )
