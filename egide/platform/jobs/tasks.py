"""The queue's own periodic tasks: the stalled jobs every minute, the old ones every night.

Serves the worker; other apps declare theirs in their own tasks.py, which is found by itself.
"""

from datetime import datetime

from egide.platform.jobs.app import task
from egide.platform.jobs.cleaning import remove_old_jobs
from egide.platform.jobs.stalled import requeue_stalled


@task(name="jobs.stalled", queue="housekeeping", cron="* * * * *", acts_as="scheduler")
def stalled(*, now: datetime) -> None:
    """Will put back the jobs of dead workers."""
    requeue_stalled(now=now)


@task(name="jobs.cleaning", queue="housekeeping", cron="17 8 * * *", acts_as="scheduler")
def cleaning(*, now: datetime) -> None:
    """Will delete old finished jobs, at night (8 h 17 UTC is 3 h 17 or 4 h 17 at the Office)."""
    remove_old_jobs(now=now)
