"""The periodic task of holds: each night, the mirror in the key database is compared with the holds.

Before the store's own sweep, which deletes keys that no row claims.
"""

from datetime import datetime

from egide.kernel.records.mirroring import reconcile
from egide.platform.jobs.app import task


@task(name="records.mirror", queue="housekeeping", cron="11 8 * * *", acts_as="scheduler")
def nightly_mirror(*, now: datetime) -> None:
    """Will hold what should be and release what should not (8 h 11 UTC is night at the Office)."""
    reconcile(now=now)
