"""The scene of the queue's tests: a clone with a table for marks, and real worker processes over it.

A worker here is another Python process with the application's login, as in production.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.jobs.app import Task, enqueue
from tests.database import Pair, as_owner
from tests.patience import SECONDS
from tests.platform.jobs import demo

Worker = subprocess.Popen[bytes]
START = """
from datetime import timedelta
import django
django.setup()
from tests.patience import SECONDS
from tests.platform.jobs import demo
from egide.platform.jobs.worker import run_worker
run_worker(
    wait={wait}, queues={queues}, signature_every=timedelta(seconds=0.2), stalled_after=timedelta(seconds=1)
)
"""


@pytest.fixture
def marks(fresh: Pair) -> Callable[[], list[str]]:
    """A table for marks; returns what reads them, in order."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(demo.TABLE_SQL)

    def read() -> list[str]:
        return [row[0] for row in rows("select what from demo_mark order by what")]

    return read


@pytest.fixture
def worker(fresh: Pair, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Will start a worker process; whatever still runs at the end is killed."""
    started: list[Worker] = []

    def start(*, wait: bool = False, queues: tuple[str, ...] = ("default",)) -> Worker:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "egide.config.settings_test",
            "DATABASE_URL": _url("default"),
            "KEYS_DATABASE_URL": _url("keys"),
            "DEMO_FOLDER": str(tmp_path),
        }
        command = [sys.executable, "-c", START.format(wait=wait, queues=queues)]
        process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[3])
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(SECONDS)


def ask(task: Task, **ids: Any) -> int:
    """Will ask for a job as a service, and commit."""
    with acting_as(service("scheduler")) as actor:
        number = enqueue(task, actor=actor, **ids)
    assert number is not None
    return number


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Will return the rows of a query, as the application's role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def status(job_id: int) -> str:
    """Will return the state of a job in the queue."""
    return str(rows("select status::text from procrastinate_jobs where id = %s", job_id)[0][0])


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    return f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
