"""The worker's part in the register: each box visited every two minutes, its messages read, older letters entered.

Jobs carry ids only; each acts in the compartment of the box's unit and in no other.
"""

from datetime import datetime

from egide.modules.correspondence.models import Arrival, Mailbox, ReceivedEmail
from egide.modules.correspondence.outgoing import enter_letters, enter_messages
from egide.modules.correspondence.reading_mail import AT_ONCE, read_box
from egide.modules.correspondence.taking import visit_box
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment
from egide.platform.jobs.app import enqueue, task


@task(name="correspondence.boxes", queue="mail", cron="*/2 * * * *", acts_as="mail_intake")
def boxes_round(*, now: datetime) -> None:
    """Will ask for a visit of each active box, once at a time."""
    for box in Mailbox.objects.filter(active=True).order_by("pk"):
        ask_visit(box)


@task(name="correspondence.visit", queue="mail", own_transactions=True)
def visit(*, box: int, actor: Actor, now: datetime) -> None:
    """Will take what came in one box, and ask for its reading, which another thread begins meanwhile."""
    found = Mailbox.objects.select_related("unit").filter(pk=box).first()
    if found is None or not found.active:
        return
    intake = intake_of(found)

    def ask() -> None:
        with acting_as(intake):
            if ReceivedEmail.objects.filter(mailbox=found, became=Arrival.UNREAD).exists():
                _ask_reading(found)

    visit_box(box=found, actor=intake, now=now, kept=ask)
    ask()


@task(name="correspondence.read", queue="reading", own_transactions=True)
def read(*, box: int, actor: Actor, now: datetime) -> None:
    """Will read some of the messages that wait, and ask for the rest."""
    found = Mailbox.objects.select_related("unit").filter(pk=box).first()
    if found is not None and read_box(box=found, actor=intake_of(found), now=now) == AT_ONCE:
        with acting_as(intake_of(found)):
            _ask_reading(found)


@task(name="correspondence.catch_up", cron="40 6 * * *", acts_as="scheduler", retry=3)
def catch_up(*, now: datetime) -> None:
    """Will enter the letters and messages that left before the register was whole, compartment by compartment."""
    for place in Compartment.objects.filter(pk__in=service("scheduler").compartment_ids).order_by("pk"):
        enter_letters(compartment=place, now=now)
        enter_messages(compartment=place, now=now)


def ask_visit(box: Mailbox) -> int | None:
    """Will ask for a visit in the current transaction; None when one already waits."""
    return enqueue(visit, actor=service("mail_intake"), lock=f"box{box.pk}", unless_waiting=True, box=box.pk)


def intake_of(box: Mailbox) -> Actor:
    """Will return the service that receives mail, in the compartment of the box's unit alone."""
    return service("mail_intake", compartment_id=box.unit.compartment_id)


def _ask_reading(box: Mailbox) -> None:
    enqueue(read, actor=service("mail_intake"), lock=f"boxread{box.pk}", unless_waiting=True, box=box.pk)
