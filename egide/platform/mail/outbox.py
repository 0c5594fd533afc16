"""The queue of outgoing messages: put in, and put in again by a person's decision.

Serves the kernel's letters. Nothing here speaks to a server.
"""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings

from egide.platform.accounts.models import User
from egide.platform.mail.content import MAX_BYTES, keep
from egide.platform.mail.errors import MessageTooLarge, NotResendable
from egide.platform.mail.models import Message, State
from egide.platform.mail.tasks import ask

RESENDABLE = (State.FAILED, State.UNCERTAIN)


def enqueue(
    *,
    email: EmailMessage,
    compartment_id: int,
    now: datetime,
    dossier_id: int | None = None,
    attachments: Sequence[UUID] = (),
) -> Message:
    """Will keep the message's bytes and ask for their dispatch, both in the caller's transaction.

    `attachments` are the stored objects whose content `email` already carries, kept for the trace.
    :raises MessageTooLarge: over 25 MB once encoded.
    """
    raw = email.as_bytes()
    if len(raw) > MAX_BYTES:
        raise MessageTooLarge("Le message et ses pièces jointes dépassent 25 Mo. Retirez une pièce jointe.")
    message = Message.objects.create(
        compartment_id=compartment_id,
        dossier_id=dossier_id,
        message_id=str(email["Message-ID"]),
        sender=_bare(str(email["From"])),
        recipients=[item.addr_spec for item in email["To"].addresses],
        subject=str(email["Subject"]),
        stored=keep(raw, compartment_id=compartment_id, now=now),
        attachments=list(attachments),
        queued_at=now,
        due_at=now,
    )
    ask(message.pk)
    return message


def resend(*, message: Message, by: User, now: datetime) -> Message:
    """Will queue again, under the same Message-ID and the same bytes, what failed or is uncertain.

    A person's decision only: the caller checks the right and journals it, in the same transaction.
    :raises NotResendable: the message is queued, being sent, or sent.
    """
    changed = Message.objects.filter(pk=message.pk, state__in=RESENDABLE).update(
        state=State.QUEUED,
        attempts=0,
        due_at=now,
        data_began_at=None,
        finished_at=None,
        resent_by=by,
        resent_at=now,
    )
    if not changed:
        raise NotResendable("Seul un message en échec ou dont l’envoi est incertain peut être renvoyé.")
    message.refresh_from_db()
    ask(message.pk)
    return message


def mail_domain() -> str:
    """Will return the domain of the Office's own address, for Message-IDs."""
    return _bare(settings.MAIL_FROM).rpartition("@")[2]


def _bare(text: str) -> str:
    return parseaddr(text)[1]
