"""The nightly job of uploads.

It carries nothing: what has expired is read again when it runs.
"""

from datetime import datetime

from egide.kernel.uploads.sweeping import sweep
from egide.platform.jobs.app import task


@task(name="uploads.sweep", queue="housekeeping", cron="21 9 * * *", acts_as="scheduler")
def nightly_sweep(*, now: datetime) -> None:
    """Will forget the uploads that nobody finished in a day (9 h 21 UTC is night at the Office)."""
    sweep(now=now)
