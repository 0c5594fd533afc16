"""Sending a letter: by e-mail through the outbox, or by post noted by hand; then what the outcome changes.

What leaves is the stored PDF that was approved. A letter that left is a fact: it meets deadlines.
"""

from datetime import date, datetime
from email.utils import formataddr

from django.conf import settings
from django.utils import timezone

from egide.kernel import events
from egide.kernel.deadlines.facts import record_letter_sent
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import Letter, LetterState
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.mail.composing import Attachment, compose, new_message_id
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
STATES = {
    State.SENT: LetterState.SENT,
    State.FAILED: LetterState.FAILED,
    State.UNCERTAIN: LetterState.UNCERTAIN,
}


def send_by_email(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will put the approved letter in the outbox, in this transaction; a worker sends it.

    :raises Refused: not approved, or the recipient has no e-mail address.
    :raises InvalidAddress: the address cannot receive e-mail.
    """
    _check_approved(letter)
    if not letter.recipient.email:
        raise Refused("Cette personne n’a pas d’adresse de courriel : envoyez la lettre par la poste.")
    assert letter.version is not None
    site = dossier.unit.site
    pdf = store.read_all(stored=letter.version.stored)
    email = compose(
        sender=settings.MAIL_FROM,
        recipients=[formataddr((letter.recipient.name, letter.recipient.email))],
        subject=f"{letter.subject} ({dossier.number})",
        body=COVER.format(
            salutation=letter.salutation, number=dossier.number, email=site.email, unit=dossier.unit.name
        ),
        date=now,
        message_id=new_message_id(domain=mail_domain()),
        attachments=[Attachment(letter.version.file_name, pdf)],
        reply_to=site.email or None,
        automatic=False,
    )
    letter.message = enqueue(
        email=email,
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        attachments=[letter.version.stored_id],
        now=now,
    )
    letter.state, letter.channel = LetterState.QUEUED, "email"
    letter.save(update_fields=["state", "channel", "message"])
    journal(dossier, letter, "letter.queued", now)


def send_by_post(*, actor: Actor, dossier: Dossier, letter: Letter, posted_on: date, now: datetime) -> None:
    """Will note that the approved letter was posted on that day.

    :raises Refused: not approved, posted before its approval, or in the future.
    """
    _check_approved(letter)
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
    resend(message=letter.message, by=User.objects.get(pk=actor.user_id), now=now)
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
    if outcome.state == State.SENT:
        _mark_sent(dossier, letter, timezone.localtime(outcome.at).date(), "service:scheduler", outcome.at)
        return
    letter.state = STATES[outcome.state]
    letter.save(update_fields=["state"])
    journal(dossier, letter, f"letter.{letter.state}", outcome.at)


def _check_approved(letter: Letter) -> None:
    if letter.state != LetterState.APPROVED:
        raise Refused("La lettre doit être approuvée avant d’être envoyée.")


def _mark_sent(dossier: Dossier, letter: Letter, on: date, actor_code: str, now: datetime) -> None:
    letter.state, letter.sent_on = LetterState.SENT, on
    letter.save(update_fields=["state", "sent_on", "channel"])
    journal(dossier, letter, "letter.sent", now)
    record_letter_sent(dossier=dossier, template=letter.template, sent_on=on, actor_code=actor_code, now=now)
    events.announce(events.LETTER_SENT, dossier=dossier, on=on, now=now)
