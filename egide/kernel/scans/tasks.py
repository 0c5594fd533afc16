"""The scanner’s round, each minute, and what it lets go of at night.

It carries nothing: what lies in the folder is read when it runs. Two rounds never run together.
"""

from datetime import datetime

from egide.kernel.scans.forgetting import forget_filed
from egide.kernel.scans.taking import take_all
from egide.platform.accounts.actors import Actor
from egide.platform.jobs.app import task


@task(name="scans.take", queue="reading", cron="* * * * *", acts_as="scheduler", own_transactions=True)
def take_scans(*, actor: Actor, now: datetime) -> None:
    """Will take what the scanner left since the last round."""
    take_all(actor=actor, now=now)


@task(name="scans.forget", queue="housekeeping", cron="27 9 * * *", acts_as="scheduler")
def forget(*, now: datetime) -> None:
    """Will let go of copies of what was filed a month ago (9 h 27 UTC is night at the Office)."""
    forget_filed(now=now)
