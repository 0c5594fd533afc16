"""A worker killed -9 in mid job: nothing lost, nothing doubled.

Each test counts the marks of real processes; the first mark of a killed job died with its transaction.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from egide.platform.jobs.cleaning import remove_old_jobs
from egide.platform.jobs.stalled import MOST_ATTEMPTS, requeue_stalled
from egide.platform.jobs.tasks import stalled
from tests.database import as_owner
from tests.patience import SECONDS
from tests.platform.jobs.conftest import Worker, ask, rows, status
from tests.platform.jobs.demo import die_after_commit, die_once, leave_mark
from tests.platform.jobs.test_worker import wait_until

Marks = Callable[[], list[str]]
Start = Callable[..., Worker]
SILENCE = timedelta(seconds=1)


def _requeued() -> tuple[list[int], list[int]]:
    # The dead worker's last signature must be old enough.
    found: list[tuple[list[int], list[int]]] = []

    def look() -> bool:
        found.append(requeue_stalled(now=datetime.now(UTC), after=SILENCE))
        return any(found[-1])

    wait_until(look)
    return found[-1]


def test_a_job_killed_before_its_commit_is_done_once(marks: Marks, worker: Start) -> None:
    job, other = ask(die_once, number=1), ask(leave_mark, number=2)

    assert worker().wait(SECONDS) == -9
    assert status(job) == "doing"
    assert "die 1" not in marks()
    assert _requeued()[0][0] == job
    assert worker().wait(SECONDS) == 0

    assert marks() == ["die 1", "mark 2"]
    assert (status(job), status(other)) == ("succeeded", "succeeded")


def test_a_job_killed_after_its_commit_is_not_done_again(marks: Marks, worker: Start) -> None:
    job = ask(die_after_commit, number=1)

    assert worker().wait(SECONDS) == -9
    assert (status(job), marks()) == ("doing", ["after 1"])
    assert _requeued() == ([job], [])
    assert worker().wait(SECONDS) == 0

    assert (status(job), marks()) == ("succeeded", ["after 1"])


def test_a_job_of_a_living_worker_is_left_alone(marks: Marks) -> None:
    job = ask(leave_mark, number=1)
    _doing(job, heartbeat="now()")

    assert requeue_stalled(now=datetime.now(UTC)) == ([], [])
    assert status(job) == "doing"

    rows("update procrastinate_workers set last_heartbeat = now() - interval '31 seconds' returning id")
    stalled.function(now=datetime.now(UTC))
    assert status(job) == "todo"


def test_a_job_that_kills_every_worker_is_given_up(marks: Marks) -> None:
    job = ask(leave_mark, number=1)
    _doing(job, attempts=MOST_ATTEMPTS)

    assert requeue_stalled(now=datetime.now(UTC)) == ([], [job])
    assert status(job) == "failed"


def test_a_periodic_job_whose_twin_waits_is_given_up_without_harm(marks: Marks) -> None:
    job, twin, other = ask(leave_mark, number=1), ask(leave_mark, number=2), ask(leave_mark, number=3)
    _doing(job)
    _doing(other)
    rows("update procrastinate_jobs set queueing_lock = 'one' where id = any(%s) returning id", [job, twin])

    assert requeue_stalled(now=datetime.now(UTC)) == ([other], [job])
    assert [status(number) for number in (job, twin, other)] == ["failed", "todo", "todo"]


@pytest.mark.parametrize(("days", "kept"), [(29, 1), (31, 0)])
def test_old_finished_jobs_leave_with_their_marks_and_failed_ones_stay(
    marks: Marks, days: int, kept: int
) -> None:
    job, failed = ask(leave_mark, number=1), ask(leave_mark, number=2)
    now = datetime.now(UTC)
    rows("insert into jobs_done values (%s, %s) returning job_id", job, now)
    for number, end in ((job, "succeeded"), (failed, "failed")):
        rows("select procrastinate_finish_job_v1(%s, %s, false)", number, end)

    remove_old_jobs(now=now + timedelta(days=days))

    with as_owner():
        assert rows("select count(*) from procrastinate_jobs where id = %s", job) == [(kept,)]
        assert rows("select count(*) from jobs_done") == [(kept,)]
    assert status(failed) == "failed"


def _doing(job: int, *, heartbeat: str = "now() - interval '1 hour'", attempts: int = 0) -> None:
    (worker,) = rows(f"insert into procrastinate_workers (last_heartbeat) values ({heartbeat}) returning id")
    rows(
        "update procrastinate_jobs set status = 'doing', worker_id = %s, attempts = %s "
        "where id = %s returning id",
        worker[0],
        attempts,
        job,
    )
