"""Tasks for the tests alone: each leaves a mark in a table, so that losing and doubling can be counted.

Imported by the tests and by the worker processes that they start and kill.
"""

import os
from datetime import datetime

from django.db import connection, transaction

from egide.platform.accounts.acting import acting_as, current_actor
from egide.platform.accounts.actors import Actor
from egide.platform.database.processes import wait_until
from egide.platform.jobs.app import enqueue, task
from tests.patience import SECONDS

TABLE_SQL = "create table demo_mark (id bigserial primary key, what text not null, who text not null)"


def mark(what: str) -> None:
    """Will leave one mark."""
    with connection.cursor() as cursor:
        cursor.execute("insert into demo_mark (what, who) values (%s, %s)", [what, current_actor().code])


@task(name="demo.mark")
def leave_mark(*, now: datetime, number: int) -> None:
    """Will mark once."""
    mark(f"mark {number}")


@task(name="demo.die_once")
def die_once(*, now: datetime, number: int) -> None:
    """Will mark, then kill its worker -9 the first time, before the commit."""
    mark(f"die {number}")
    if _first_time(number):
        os.kill(os.getpid(), 9)


@task(name="demo.die_after")
def die_after_commit(*, now: datetime, number: int) -> None:
    """Will mark, then kill its worker -9 once the effects are committed: the queue still says « doing »."""
    mark(f"after {number}")
    transaction.on_commit(lambda: os.kill(os.getpid(), 9))


@task(name="demo.fail", retry=3)
def fail(*, now: datetime, number: int) -> None:
    """Will mark and fail, every time."""
    mark(f"fail {number}")
    raise RuntimeError("The demonstration failed.")


@task(name="demo.ask")
def ask_then_fail(*, now: datetime, number: int) -> None:
    """Will ask for another job and fail: that other job must vanish."""
    enqueue(leave_mark, actor=current_actor(), number=number)
    raise RuntimeError("The demonstration failed.")


@task(name="demo.slow")
def slow(*, now: datetime, number: int) -> None:
    """Will last until the test lets it go."""
    go = os.path.join(os.environ["DEMO_FOLDER"], "go")
    assert wait_until(lambda: os.path.exists(go), seconds=SECONDS)
    mark(f"slow {number}")


@task(name="demo.parts", own_transactions=True)
def in_parts(*, actor: Actor, now: datetime, number: int) -> None:
    """Will commit twice."""
    for part in (1, 2):
        with acting_as(actor):
            mark(f"part {part} of {number}")


def _first_time(number: int) -> bool:
    # Outside the job's transaction, which dies with the worker: a file.
    path = os.path.join(os.environ["DEMO_FOLDER"], str(number))
    if os.path.exists(path):
        return False
    open(path, "x").close()
    return True
