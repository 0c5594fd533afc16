"""The jobs of exports: making a file as the person who asked, and, at night, removing what has expired.

A job carries the export's key and the person; everything else is read again when it runs.
"""

from datetime import datetime

from egide.kernel.exports.keeping import remove_expired
from egide.kernel.exports.making import make
from egide.platform.accounts.actors import Actor
from egide.platform.jobs.app import task


@task(name="exports.make", queue="exports", own_transactions=True)
def make_file(*, export: str, actor: Actor, now: datetime) -> None:
    """Will make the file, or say why it could not be made; a killed attempt starts again from nothing."""
    make(export=export, actor=actor, now=now)


@task(name="exports.expire", queue="housekeeping", cron="3 9 * * *", acts_as="scheduler")
def expire(*, now: datetime) -> None:
    """Will destroy the files that have expired, with their keys (9 h 03 UTC is night at the Office)."""
    remove_expired(now=now)
