"""Old finished jobs leave the queue; failed ones stay for a person to look at.

Serves the size of the queue; the history of what was done is the journal, not these rows.
"""

from datetime import datetime, timedelta

from django.db import connection

KEPT_FOR = timedelta(days=30)

_OLD = """
delete from procrastinate_jobs j where j.status in ('succeeded', 'cancelled', 'aborted')
and not exists (select from procrastinate_events e where e.job_id = j.id and e.at >= %s)
"""
_OLD_MARKS = """
delete from jobs_done d where d.done_at < %s
and not exists (select from procrastinate_jobs j where j.id = d.job_id)
"""


def remove_old_jobs(*, now: datetime) -> int:
    """Will delete the jobs finished for more than thirty days, with their marks, and return how many."""
    limit = now - KEPT_FOR
    with connection.cursor() as cursor:
        cursor.execute(_OLD, [limit])
        count = cursor.rowcount
        cursor.execute(_OLD_MARKS, [limit])
    return int(count)
