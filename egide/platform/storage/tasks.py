"""The store's periodic tasks: orphans each night, files in quarantine every five minutes.

Serves the promise that nothing half-written stays and nothing unscanned passes.
"""

from datetime import datetime

from egide.platform.jobs.app import task
from egide.platform.storage.scanning import rescan_quarantined
from egide.platform.storage.sweep import sweep_orphans


@task(name="storage.sweep", queue="housekeeping", cron="41 8 * * *", acts_as="scheduler")
def nightly_sweep(*, now: datetime) -> None:
    """Will remove blobs and keys that no row names after a day (8 h 41 UTC is night at the Office)."""
    sweep_orphans(now=now)


@task(name="storage.rescan", queue="housekeeping", cron="*/5 * * * *", acts_as="scheduler")
def rescan(*, now: datetime) -> None:
    """Will scan again what waits because the scanner was down."""
    rescan_quarantined(now=now)
