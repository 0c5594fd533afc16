"""The journal's periodic task: the hourly seal.

Serves proof; verification is not a job, because a worker does not have the owner's sight.
"""

from datetime import datetime

from egide.platform.jobs.app import task
from egide.platform.journal.sealing import SEALER, seal


@task(name="journal.seal", queue="housekeeping", retry=3, cron="0 * * * *", acts_as=SEALER)
def hourly_seal(*, now: datetime) -> None:
    """Will seal what changed in the last hour and export the seal."""
    seal(now=now)
