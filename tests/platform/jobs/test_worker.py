"""A real worker process over a real database: it acts as whoever asked, retries, stops gently.

The killed workers are in test_killed.py.
"""

import re
import signal
from collections.abc import Callable
from pathlib import Path

from egide.platform.database import processes
from tests.patience import SECONDS
from tests.platform.jobs.conftest import Worker, ask, rows, status
from tests.platform.jobs.demo import ask_then_fail, fail, in_parts, leave_mark, slow

Marks = Callable[[], list[str]]
Start = Callable[..., Worker]


def test_it_runs_what_was_asked_as_whoever_asked(marks: Marks, worker: Start) -> None:
    first, second = ask(leave_mark, number=1), ask(in_parts, number=2)

    assert worker().wait(SECONDS) == 0

    assert marks() == ["mark 1", "part 1 of 2", "part 2 of 2"]
    assert {row[0] for row in rows("select who from demo_mark")} == {"service:scheduler"}
    assert (status(first), status(second)) == ("succeeded", "succeeded")


def test_a_failed_job_leaves_nothing_and_will_be_tried_again(marks: Marks, worker: Start) -> None:
    failed, asked = ask(fail, number=1), ask(ask_then_fail, number=2)

    assert worker().wait(SECONDS) == 0

    assert marks() == []
    assert (status(failed), status(asked)) == ("todo", "failed")
    # The job asked for by the job that failed has vanished with its transaction.
    assert rows("select count(*) from procrastinate_jobs where task_name like 'demo.%%'") == [(2,)]
    assert rows("select attempts, scheduled_at > now() from procrastinate_jobs where id = %s", failed) == [
        (1, True)
    ]


def test_a_job_of_someone_who_is_gone_fails(marks: Marks, worker: Start) -> None:
    number = ask(leave_mark, number=1)
    _rename_actor(number, "staff:999999")

    assert worker().wait(SECONDS) == 0

    assert (status(number), marks()) == ("failed", [])


def test_it_finishes_what_runs_when_told_to_stop(marks: Marks, worker: Start, tmp_path: Path) -> None:
    running = ask(slow, number=1)
    process = worker(wait=True)
    wait_until(lambda: status(running) == "doing")

    process.send_signal(signal.SIGTERM)
    wait_until(lambda: heard(process))
    waiting = ask(leave_mark, number=2)
    (tmp_path / "go").touch()

    assert process.wait(SECONDS) == 0
    assert (status(running), status(waiting), marks()) == ("succeeded", "todo", ["slow 1"])


def test_the_clock_asks_for_the_periodic_tasks(marks: Marks, worker: Start) -> None:
    process = worker(wait=True, queues=("housekeeping",))
    query = "select status::text, args->>'actor' from procrastinate_jobs where task_name = 'jobs.stalled'"

    # In a second minute, the next one is asked for beside it.
    wait_until(lambda: ("succeeded", "service:scheduler") in rows(query))

    process.send_signal(signal.SIGTERM)
    assert process.wait(SECONDS) == 0


def wait_until(condition: Callable[[], bool]) -> None:
    """Will wait for another process."""
    assert processes.wait_until(condition, seconds=SECONDS), "waited too long"


def heard(process: Worker) -> bool:
    """Will say whether no signal waits for this process any more."""
    told = Path(f"/proc/{process.pid}/status").read_text()
    return not any(int(found, 16) for found in re.findall(r"^S(?:ig|hd)Pnd:\s*(\w+)$", told, re.MULTILINE))


def _rename_actor(number: int, code: str) -> None:
    rows(
        "update procrastinate_jobs set args = args || jsonb_build_object('actor', %s::text) "
        "where id = %s returning id",
        code,
        number,
    )
