"""The jobs of dispositions: each night the approved lists whose window is over, each morning the alarm.

A list also runs at once when someone asks for it, as the scheduler: nobody destroys by hand.
"""

from datetime import datetime

from django.utils import timezone

from egide.kernel.disposal.alarms import tell
from egide.kernel.disposal.executing import due_lists, run_list
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.jobs.app import task


@task(
    name="disposal.run_due",
    queue="housekeeping",
    cron="47 5 * * *",
    acts_as="scheduler",
    own_transactions=True,
)
def run_due(*, actor: Actor, now: datetime) -> None:
    """Will run what is due (5 h 47 UTC is night at the Office)."""
    with acting_as(actor, read_only=True):
        waiting = due_lists(today=timezone.localtime(now).date())
    for key, place in waiting:
        run_list(list_id=key, compartment_id=place, now=now)


@task(name="disposal.run", queue="exports", own_transactions=True, retry=3)
def run_one(*, list: int, place: int, actor: Actor, now: datetime) -> None:
    """Will run one list that someone asked to run now that its window is over."""
    run_list(list_id=list, compartment_id=place, now=now)


@task(name="disposal.alarm", queue="housekeeping", cron="23 11 * * *", acts_as="scheduler")
def morning_alarm(*, now: datetime) -> None:
    """Will tell what did not run (11 h 23 UTC is early morning at the Office)."""
    tell(now=now)
