"""What the notifications of the mailbox change: a message is known as returned, or as delayed.

Each is matched by the Message-ID of what left: nothing else in a notification is believed.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.mail.mailbox import Mailbox, visit
from egide.platform.mail.models import Message, State
from egide.platform.mail.outcomes import tell_return
from egide.platform.mail.reports import DELAYED, Report, read_report

# Servers give up within five days (RFC 5321, 4.5.4.1). A recipient knows the Message-ID and can forge a return:
# an old letter is not taken back for it. [design]
LATEST = timedelta(days=30)


def collect(*, mailbox: Mailbox, actor: Actor, now: datetime) -> list[Message]:
    """Will examine the mailbox once and return the messages of which something was learned.

    Must be called outside a transaction: each notification commits by itself, and is then marked.
    :raises OSError, imaplib.IMAP4.error: the mailbox does not answer; the next round tries again.
    """
    touched = []
    with visit(mailbox) as open_box:
        for uid, raw in open_box.notifications():
            message = note(report, actor=actor, now=now) if (report := read_report(raw)) else None
            # Marked after the commit: a worker that dies in between reads it again, which changes nothing.
            open_box.examined(uid, read=message is not None)
            if message is not None:
                touched.append(message)
    return touched


def note(report: Report, *, actor: Actor, now: datetime) -> Message | None:
    """Will write down what a server said of one of our messages, and tell of a return the first time.

    What is said of a message that left more than `LATEST` ago is not believed.
    """
    with acting_as(actor):
        handed = Q(state=State.SENT) | Q(state=State.UNCERTAIN)
        recent = Message.objects.filter(finished_at__gte=now - LATEST)
        found = recent.select_for_update().filter(handed, message_id__in=report.message_ids)
        message = found.order_by("pk").first()
        if message is None or not _concerns(report, message):
            return None
        if report.action == DELAYED:
            message.delayed_at = message.delayed_at or now
            message.save(update_fields=["delayed_at"])
        elif message.bounced_at is None:
            message.bounced_at = now
            message.bounce_status, message.bounce_words = report.status[:20], report.words[:1000]
            message.save(update_fields=["bounced_at", "bounce_status", "bounce_words"])
            tell_return(message, at=now)
        return message


def _concerns(report: Report, message: Message) -> bool:
    # A server that forwards names an address that we never wrote to: with one recipient there is no doubt.
    ours = {address.lower() for address in message.recipients}
    return len(ours) == 1 or not any(report.recipients) or bool(ours & set(report.recipients))
