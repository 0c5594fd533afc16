"""The nightly job of editing.

It carries nothing: what has ended is read again when it runs.
"""

from datetime import datetime

from egide.kernel.editing.sweeping import sweep
from egide.platform.jobs.app import task


@task(name="editing.sweep", queue="housekeeping", cron="26 9 * * *", acts_as="scheduler")
def nightly_sweep(*, now: datetime) -> None:
    """Will forget the addresses that ended (9 h 26 UTC is night at the Office)."""
    sweep(now=now)
