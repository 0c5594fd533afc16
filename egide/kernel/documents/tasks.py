"""The jobs of reading: one part of one version at a time, so that a long file never holds the queue.

A job carries the version's key; what it must do is read again when it runs.
"""

from datetime import datetime

from egide.kernel.documents.resuming import ask_forgotten
from egide.platform.accounts.actors import Actor
from egide.platform.jobs.app import task


@task(name="documents.read", queue="reading", retry=3, own_transactions=True)
def read_version(*, version: int, part: str, actor: Actor, now: datetime) -> None:
    """Will read one part of a version; killed in the middle, the next attempt goes on where it was."""
    from egide.kernel.documents.pipeline import read_part

    read_part(version_id=version, part=part, actor=actor, now=now)


@task(name="documents.resume", queue="housekeeping", cron="23 * * * *", acts_as="scheduler")
def resume(*, now: datetime) -> None:
    """Will ask again for the readings that no job carries any more: those of a restored backup, or given up."""
    ask_forgotten(now=now)
