"""Sending a letter: by e-mail through the outbox, or by post noted by hand; then what the outcome changes.

What leaves is the stored PDF that was approved. A letter that left is a fact: it meets deadlines.
"""

import hashlib
from datetime import date, datetime

from django.utils import timezone

from egide.kernel import events, registry
from egide.kernel.deadlines.facts import record_letter_sent
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.delivery import message_for
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import LEFT, Delivery, Letter, LetterState
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.mail.errors import MailProblem
from egide.platform.mail.models import State
from egide.platform.mail.outbox import enqueue, resend
from egide.platform.mail.outcomes import Outcome
from egide.platform.storage import store

NO_EMAIL = "Cette personne n’a pas d’adresse de courriel : corrigez ses coordonnées, ou envoyez par la poste."
NO_ADDRESS = "Cette personne n’a pas d’adresse postale : corrigez ses coordonnées, ou envoyez par courriel."
SAME_ADDRESS = (
    "Le courriel est revenu de cette adresse\u00a0: postez une copie, ou corrigez d’abord les coordonnées."
)
STATES = {
    State.SENT: LetterState.SENT,
    State.FAILED: LetterState.FAILED,
    State.UNCERTAIN: LetterState.UNCERTAIN,
}


def send_by_email(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will put the approved letter in the outbox, in this transaction; a worker sends it.

    What leaves is its link or the PDF itself (`delivery`). After a return, only another address is tried.

    :raises Refused: not approved, the recipient has no e-mail address or one that no server would take, the letter
        may not leave that day, or the stored bytes are not those that were approved.
    """
    _check_sendable(letter)
    _check_day(dossier, letter, timezone.localdate(now))
    if not letter.recipient.email.strip():
        raise Refused(NO_EMAIL)
    assert letter.version is not None
    if letter.delivery == Delivery.POST:
        letter.delivery = Delivery.LINK
    by = current_actor().code
    try:
        pdf = _approved_bytes(letter)
        letter.message = enqueue(
            email=message_for(dossier=dossier, letter=letter, pdf=pdf, actor_code=by, now=now),
            compartment_id=dossier.compartment_id,
            dossier_id=dossier.pk,
            attachments=[letter.version.stored_id],
            now=now,
        )
    except MailProblem as problem:
        raise Refused(str(problem)) from problem
    letter.state, letter.channel = LetterState.QUEUED, "email"
    letter.save(update_fields=["state", "channel", "delivery", "message"])
    journal(dossier, letter, "letter.queued", now)


def send_by_post(*, actor: Actor, dossier: Dossier, letter: Letter, posted_on: date, now: datetime) -> None:
    """Will note that the approved letter was posted on that day.

    A letter whose e-mail came back may be posted too: the same approved bytes, printed.

    :raises Refused: not approved, posted before its approval, in the future, to nowhere, or on a day on which it
        may not leave.
    """
    if letter.state != LetterState.BOUNCED:
        _check_approved(letter)
    if not letter.recipient.address.strip():
        raise Refused(NO_ADDRESS)
    assert letter.letter_date is not None
    if not letter.letter_date <= posted_on <= timezone.localtime(now).date():
        raise Refused("La date de mise à la poste va de la date de la lettre à aujourd’hui.")
    _check_day(dossier, letter, posted_on)
    letter.channel, letter.delivery = "post", Delivery.POST
    _mark_sent(dossier, letter, posted_on, actor.code, now)


def resend_letter(*, actor: Actor, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will send again, under the same Message-ID, a letter whose sending failed or is uncertain.

    :raises Refused: the letter is neither failed nor uncertain, or may not leave that day.
    """
    if letter.state not in (LetterState.FAILED, LetterState.UNCERTAIN) or letter.message is None:
        raise Refused("Seule une lettre dont l’envoi a échoué ou est incertain peut être renvoyée.")
    _check_day(dossier, letter, timezone.localdate(now))
    if actor.user_id is None:
        raise Refused("Le renvoi d’une lettre est décidé par une personne.")
    try:
        resend(message=letter.message, by=User.objects.get(pk=actor.user_id), now=now)
    except MailProblem as problem:
        raise Refused(str(problem)) from problem
    letter.state = LetterState.QUEUED
    letter.save(update_fields=["state"])
    journal(dossier, letter, "letter.resent", now)


def kept_in(dossier: Dossier, letter: Letter, *, on: date) -> str:
    """Will say what the module itself has against this letter leaving that day: a period that is over."""
    path = registry.module_of_kind(dossier.kind).leaving
    return str(registry.resolve(path)(dossier, letter, on)) if path else ""


def follow_outcome(outcome: Outcome) -> None:
    """Will carry the outcome of a message over to its letter, in the transaction of the change."""
    letter = Letter.objects.filter(message=outcome.message).first()
    if letter is None:
        return
    # The dossier first, always: its row is the lock of everything that hangs from it.
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=letter.dossier_id)
    letter.refresh_from_db()
    if letter.state != LetterState.QUEUED:
        return  # told twice, or of a message that the letter no longer waits for
    if outcome.state == State.SENT:
        day = timezone.localtime(outcome.at).date()
        _mark_sent(dossier, letter, day, current_actor().code, outcome.at)
        return
    letter.state = STATES[outcome.state]
    letter.save(update_fields=["state"])
    journal(dossier, letter, f"letter.{letter.state}", outcome.at)


def _check_day(dossier: Dossier, letter: Letter, on: date) -> None:
    if sentence := kept_in(dossier, letter, on=on):
        raise Refused(sentence)


def _check_sendable(letter: Letter) -> None:
    if letter.state != LetterState.BOUNCED:
        _check_approved(letter)
        return
    tried = letter.message.recipients if letter.message else []
    if letter.recipient.email.strip().lower() in {address.lower() for address in tried}:
        raise Refused(SAME_ADDRESS)


def _check_approved(letter: Letter) -> None:
    if letter.state in LEFT:
        raise Refused("Cette lettre est déjà partie ou en cours d’envoi.")
    if letter.state != LetterState.APPROVED:
        raise Refused("La lettre doit être approuvée avant d’être envoyée.")


def _approved_bytes(letter: Letter) -> bytes:
    assert letter.version is not None
    pdf = store.read_all(stored=letter.version.stored)
    if hashlib.sha256(pdf).hexdigest() != letter.sha256:
        raise Refused("Le PDF conservé n’est pas celui qui a été approuvé : il ne part pas.")
    return pdf


def _mark_sent(dossier: Dossier, letter: Letter, on: date, actor_code: str, now: datetime) -> None:
    letter.state, letter.sent_on = LetterState.SENT, on
    letter.save(update_fields=["state", "sent_on", "channel", "delivery"])
    journal(dossier, letter, "letter.sent", now)
    record_letter_sent(dossier=dossier, template=letter.template, sent_on=on, actor_code=actor_code, now=now)
    events.announce(events.LETTER_SENT, dossier=dossier, letter=letter, on=on, now=now)
