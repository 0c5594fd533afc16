"""Sending a letter: by e-mail through the outbox, or by post noted by hand; then what the outcome changes.

What leaves is the stored PDF that was approved. A letter that left is a fact: it meets deadlines.
"""

import hashlib
from datetime import date, datetime
from email.message import EmailMessage

from django.conf import settings
from django.utils import timezone

from egide.kernel import events
from egide.kernel.deadlines.facts import record_letter_sent
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import LEFT, Letter, LetterState
from egide.kernel.parties.models import Party
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.mail.composing import Attachment, compose, new_message_id, one_line
from egide.platform.mail.errors import MailProblem
from egide.platform.mail.models import State
from egide.platform.mail.outbox import enqueue, mail_domain, resend
from egide.platform.mail.outcomes import Outcome
from egide.platform.storage import store

COVER = """{salutation}

Vous trouverez ci-joint une lettre de l’Office des professions du Québec au sujet de votre dossier {number}.

Pour nous répondre, écrivez à {email} en mentionnant ce numéro.

{unit}
Office des professions du Québec
"""
NO_EMAIL = "Cette personne n’a pas d’adresse de courriel : corrigez ses coordonnées, ou envoyez par la poste."
NO_ADDRESS = "Cette personne n’a pas d’adresse postale : corrigez ses coordonnées, ou envoyez par courriel."
STATES = {
    State.SENT: LetterState.SENT,
    State.FAILED: LetterState.FAILED,
    State.UNCERTAIN: LetterState.UNCERTAIN,
}


def send_by_email(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will put the approved letter in the outbox, in this transaction; a worker sends it.

    :raises Refused: not approved, the recipient has no e-mail address or one that no server would take, or
        the stored bytes are not those that were approved.
    """
    _check_approved(letter)
    if not letter.recipient.email.strip():
        raise Refused(NO_EMAIL)
    assert letter.version is not None
    try:
        letter.message = enqueue(
            email=_email(dossier, letter, now),
            compartment_id=dossier.compartment_id,
            dossier_id=dossier.pk,
            attachments=[letter.version.stored_id],
            now=now,
        )
    except MailProblem as problem:
        raise Refused(str(problem)) from problem
    letter.state, letter.channel = LetterState.QUEUED, "email"
    letter.save(update_fields=["state", "channel", "message"])
    journal(dossier, letter, "letter.queued", now)


def send_by_post(*, actor: Actor, dossier: Dossier, letter: Letter, posted_on: date, now: datetime) -> None:
    """Will note that the approved letter was posted on that day.

    :raises Refused: not approved, posted before its approval, in the future, or to nowhere.
    """
    _check_approved(letter)
    if not letter.recipient.address.strip():
        raise Refused(NO_ADDRESS)
    assert letter.letter_date is not None
    if not letter.letter_date <= posted_on <= timezone.localtime(now).date():
        raise Refused("La date de mise à la poste va de la date de la lettre à aujourd’hui.")
    letter.channel = "post"
    _mark_sent(dossier, letter, posted_on, actor.code, now)


def resend_letter(*, actor: Actor, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will send again, under the same Message-ID, a letter whose sending failed or is uncertain.

    :raises Refused: the letter is neither failed nor uncertain.
    """
    if letter.state not in (LetterState.FAILED, LetterState.UNCERTAIN) or letter.message is None:
        raise Refused("Seule une lettre dont l’envoi a échoué ou est incertain peut être renvoyée.")
    if actor.user_id is None:
        raise Refused("Le renvoi d’une lettre est décidé par une personne.")
    try:
        resend(message=letter.message, by=User.objects.get(pk=actor.user_id), now=now)
    except MailProblem as problem:
        raise Refused(str(problem)) from problem
    letter.state = LetterState.QUEUED
    letter.save(update_fields=["state"])
    journal(dossier, letter, "letter.resent", now)


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


def _check_approved(letter: Letter) -> None:
    if letter.state in LEFT:
        raise Refused("Cette lettre est déjà partie ou en cours d’envoi.")
    if letter.state != LetterState.APPROVED:
        raise Refused("La lettre doit être approuvée avant d’être envoyée.")


def _email(dossier: Dossier, letter: Letter, now: datetime) -> EmailMessage:
    assert letter.version is not None
    site = dossier.unit.site
    return compose(
        sender=settings.MAIL_FROM,
        recipients=[_named(letter.recipient)],
        subject=f"{letter.subject} ({dossier.number})",
        body=COVER.format(
            salutation=letter.salutation, number=dossier.number, email=site.email, unit=dossier.unit.name
        ),
        date=now,
        message_id=new_message_id(domain=mail_domain()),
        attachments=[Attachment(letter.version.file_name, _approved_bytes(letter))],
        reply_to=site.email or None,
        automatic=False,
    )


def _named(recipient: Party) -> str:
    # A name is what someone typed: nothing in it may end the name and begin an address.
    name = one_line(recipient.name, limit=120).translate(str.maketrans("", "", '"<>'))
    return f"{name} <{recipient.email.strip()}>"


def _approved_bytes(letter: Letter) -> bytes:
    assert letter.version is not None
    pdf = store.read_all(stored=letter.version.stored)
    if hashlib.sha256(pdf).hexdigest() != letter.sha256:
        raise Refused("Le PDF conservé n’est pas celui qui a été approuvé : il ne part pas.")
    return pdf


def _mark_sent(dossier: Dossier, letter: Letter, on: date, actor_code: str, now: datetime) -> None:
    letter.state, letter.sent_on = LetterState.SENT, on
    letter.save(update_fields=["state", "sent_on", "channel"])
    journal(dossier, letter, "letter.sent", now)
    record_letter_sent(dossier=dossier, template=letter.template, sent_on=on, actor_code=actor_code, now=now)
    events.announce(events.LETTER_SENT, dossier=dossier, letter=letter, on=on, now=now)
