"""Jobs whose worker died in the middle: back to the queue, or failed when they kill every worker they meet.

Serves « nothing lost, nothing doubled »; procrastinate by itself leaves such a job « doing » for ever.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction

# A worker signs every ten seconds; three signatures missing, and it is taken for dead.
STALLED_AFTER = timedelta(seconds=30)
MOST_ATTEMPTS = 5

# The signatures are written by the database's clock, so they are compared with it.
_STALLED = """
select j.id, j.attempts from procrastinate_jobs j
left join procrastinate_workers w on w.id = j.worker_id
where j.status = 'doing'
and (w.id is null or w.last_heartbeat < clock_timestamp() - make_interval(secs => %s))
order by j.id for update of j skip locked
"""
_AGAIN = "select procrastinate_retry_job_v2(%s, %s, null, null, null)"
_FAILED = "select procrastinate_finish_job_v1(%s, 'failed', false)"


def requeue_stalled(*, now: datetime, after: timedelta = STALLED_AFTER) -> tuple[list[int], list[int]]:
    """Will put back the jobs of workers silent for `after`, and return the numbers put back, then given up.

    A job is given up after five attempts, or when its twin already waits (one waiting at most).
    """
    again: list[int] = []
    given_up: list[int] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STALLED, [after.total_seconds()])
        for job_id, attempts in cursor.fetchall():
            done = attempts < MOST_ATTEMPTS and _put_back(job_id, now)
            if not done:
                cursor.execute(_FAILED, [job_id])
            (again if done else given_up).append(job_id)
    return again, given_up


def _put_back(job_id: int, now: datetime) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_AGAIN, [job_id, now])
    except IntegrityError:
        return False
    return True
