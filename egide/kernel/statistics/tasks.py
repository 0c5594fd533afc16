"""The tallies' periodic task: differences that triggers appended are added up, so that reading stays short.

Missing it changes no figure, only their cost.
"""

from datetime import datetime

from egide.kernel.statistics.tallies import fold
from egide.platform.jobs.app import task


@task(name="statistics.fold", queue="housekeeping", retry=3, cron="*/5 * * * *", acts_as="scheduler")
def fold_tallies(*, now: datetime) -> None:
    """Will fold the tallies, and write again the standings of what they touch."""
    fold()
