"""The job queue: declare a task, ask for it in the transaction of the change, run it as whoever asked.

Serves every action with work that a page should not wait for. It does not schedule deadlines or letters:
those are facts of the dossier, read again when the job runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.jobs.arguments import Id, short_code, stored_arguments
from egide.platform.jobs.identity import actor_from_code
from egide.platform.jobs.models import Done

OFFICE_ZONE = ZoneInfo("America/Toronto")
WAIT_BASE = 4  # seconds: a failed job waits 4, 16, 64, 256… before its next attempt

Function = Callable[..., None]

# Always Django's own connection, in a worker too: a job asked by a job must vanish with its transaction.
_manager = JobManager(connector=DjangoConnector(alias="default"))


@dataclass(frozen=True, slots=True)
class Task:
    """A declared task: its name in the queue, and the function it runs (callable in tests as it is)."""

    name: str
    queue: str
    function: Function


def task(
    *,
    name: str,
    queue: str = "default",
    retry: int = 0,
    cron: str | None = None,
    acts_as: str | None = None,
    own_transactions: bool = False,
) -> Callable[[Function], Task]:
    """Will declare a function as a task. It takes keyword arguments only: `now` (aware), then its ids.

    `retry`: attempts after a failure. `cron` (five fields, UTC) with `acts_as` (a service's code): asked for
    by the clock. By default the function runs in one transaction as the actor, and its effects in the
    database are committed exactly once. `own_transactions`: the function also takes `actor`, opens
    `acting_as` itself as often as it must (a letter is marked « sending » before the connection opens) and
    answers for running twice.

    :raises ValueError: `cron` without `acts_as`, or the reverse.
    """
    if (cron is None) != (acts_as is None):
        raise ValueError("A periodic task names the service it acts as.")

    def declare(function: Function) -> Task:
        strategy = RetryStrategy(max_attempts=retry, exponential_wait=WAIT_BASE) if retry else False
        queued = app.task(name=name, queue=queue, retry=strategy, pass_context=True)(
            _in_parts(function) if own_transactions else _in_one_transaction(function)
        )
        if cron is not None:
            # One waiting at most: a worker that was stopped for a day does not seal twenty-four times.
            app.periodic(cron=cron, queueing_lock=name, task_kwargs={"actor": f"service:{acts_as}"})(queued)
        return Task(name=name, queue=queue, function=function)

    return declare


def enqueue(
    task: Task,
    *,
    actor: Actor,
    run_at: datetime | None = None,
    lock: str | None = None,
    unless_waiting: bool = False,
    **ids: Id,
) -> int | None:
    """Will ask for a job in the current transaction, and return its number: a rollback removes it.

    `run_at` (aware): not before. `lock` (a short code): two jobs with one lock never run together.
    `unless_waiting`: nothing is asked, and None returned, when the same job for the same actor already waits.

    :raises RuntimeError: no transaction is open.
    :raises TypeError: an argument is not an id or a short code.
    :raises ValueError: nobody acts, or an id takes a reserved name.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A job is asked for in the transaction of the change that needs it.")
    arguments = stored_arguments(actor, ids)
    waiting = f"{task.name} {sorted(arguments.items())}" if unless_waiting else None
    deferrer = configure_task(
        name=task.name,
        job_manager=_manager,
        queue=task.queue,
        lock=None if lock is None else short_code("lock", lock),
        queueing_lock=waiting,
        schedule_at=run_at,
        task_kwargs={**arguments},
    )
    if waiting is None:  # nothing can refuse it: no savepoint, two round trips less
        return int(deferrer.defer())
    try:
        with transaction.atomic():
            return int(deferrer.defer())
    except AlreadyEnqueued:
        return None


def enqueue_all(task: Task, *, actor: Actor, jobs: Mapping[str, Mapping[str, Id]]) -> None:
    """Will ask for several jobs of one task in one statement, in the current transaction; each has its own lock.

    Raises what `enqueue` raises.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A job is asked for in the transaction of the change that needs it.")
    asked = [
        configure_task(
            name=task.name,
            job_manager=_manager,
            queue=task.queue,
            lock=short_code("lock", lock),
            task_kwargs={**stored_arguments(actor, dict(ids))},
        ).job
        for lock, ids in jobs.items()
    ]
    if asked:
        _manager.batch_defer_jobs(asked)


def _in_one_transaction(function: Function) -> Callable[..., None]:
    def run(context: JobContext, *, actor: str, **arguments: Any) -> None:
        who, now, ids = _prepared(actor, arguments)
        with acting_as(who):
            if _first_time(int(context.job.id or 0), now):
                function(now=now, **ids)

    return run


def _in_parts(function: Function) -> Callable[..., None]:
    def run(context: JobContext, *, actor: str, **arguments: Any) -> None:
        who, now, ids = _prepared(actor, arguments)
        function(actor=who, now=now, **ids)

    return run


def _prepared(code: str, arguments: dict[str, Any]) -> tuple[Actor, datetime, dict[str, Any]]:
    now = timezone.now()  # the worker is an edge of the house: the clock enters here
    on = now.astimezone(OFFICE_ZONE).date()
    arguments.pop("timestamp", None)  # what the clock adds to a periodic job
    compartment = arguments.pop("compartment", None)
    return actor_from_code(code, on=on, compartment_id=compartment), now, arguments


def _first_time(job_id: int, now: datetime) -> bool:
    # If another worker is at it, this waits for its commit (then it is done) or its rollback (then: ours).
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {Done._meta.db_table} (job_id, done_at) values (%s, %s) on conflict do nothing",
            [job_id, now],
        )
        return bool(cursor.rowcount == 1)
