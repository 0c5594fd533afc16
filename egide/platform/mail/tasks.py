"""The worker's part: send one message, and each minute take up what waits or was left by a dead worker.

The job carries the message's id only. Running a job twice is harmless: the second finds nothing to claim.
"""

from datetime import datetime

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.jobs.app import enqueue, task
from egide.platform.mail.mailbox import Mailbox
from egide.platform.mail.recovery import due, recover
from egide.platform.mail.returns import collect
from egide.platform.mail.transmission import transmit


@task(name="mail.transmit", queue="mail", own_transactions=True)
def transmit_message(*, message: int, actor: Actor, now: datetime) -> None:
    """Will try once; a retry is due later, and the minute round asks for it."""
    transmit(message_pk=message, actor=actor, now=now)


@task(name="mail.round", queue="mail", cron="* * * * *", acts_as="scheduler", own_transactions=True)
def minute_round(*, actor: Actor, now: datetime) -> None:
    """Will settle what dead workers left, then ask again for all that is due."""
    recover(actor=actor, now=now)
    with acting_as(actor):
        for message_pk in due(now=now).values_list("pk", flat=True):
            ask(message_pk)


@task(name="mail.returns", queue="mail", cron="*/5 * * * *", acts_as="scheduler", own_transactions=True)
def returns_round(*, actor: Actor, now: datetime) -> None:
    """Will look for returns in the mailbox of the settings, when there is one."""
    if mailbox := Mailbox.configured():
        collect(mailbox=mailbox, actor=actor, now=now)


def ask(message_pk: int) -> None:
    """Will ask for a message's dispatch in the current transaction, once at a time."""
    # Sending is the house's duty: it must not stop because the person who asked has left her unit.
    enqueue(transmit_message, actor=service("scheduler"), unless_waiting=True, message=message_pk)
