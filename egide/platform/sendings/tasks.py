"""The periodic task of sendings: the old ones go each night.

Found by the worker.
"""

from datetime import datetime

from egide.platform.jobs.app import task
from egide.platform.sendings.remembering import forget


@task(name="sendings.forget", queue="housekeeping", cron="19 8 * * *", acts_as="scheduler")
def forget_old(*, now: datetime) -> None:
    """Will delete the sendings of more than thirty days (8 h 19 UTC is 3 h 19 or 4 h 19 at the Office)."""
    forget(now=now)
