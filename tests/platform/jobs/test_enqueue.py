"""Asking for a job: in the transaction of the change, for someone, with ids and never content.

The refusals have their success in the first tests, with the same scene.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ANONYMOUS, Actor, service
from egide.platform.jobs.app import enqueue, task
from egide.platform.jobs.arguments import stored_arguments
from tests.platform.jobs.conftest import ask, rows, status
from tests.platform.jobs.demo import leave_mark

Marks = Callable[[], list[str]]


@pytest.fixture
def scheduler(db: None) -> Actor:
    """Someone to act for."""
    return service("scheduler")


def test_it_keeps_the_actor_and_the_ids_only(scheduler: Actor) -> None:
    key = UUID("0197b3a0-0000-7000-8000-000000000001")

    number = enqueue(leave_mark, actor=scheduler, number=12, letter=key, kind="access_request")

    ((arguments,),) = rows("select args::text from procrastinate_jobs where id = %s", number)
    assert json.loads(arguments) == {
        "actor": "service:scheduler",
        "number": 12,
        "letter": str(key),
        "kind": "access_request",
    }


def test_it_keeps_the_active_compartment_of_the_actor(db: None) -> None:
    (assignment, *_) = service("scheduler").roles
    narrowed = service("scheduler", compartment_id=assignment.compartment_id)

    assert stored_arguments(narrowed, {}) == {
        "actor": "service:scheduler",
        "compartment": assignment.compartment_id,
    }


def test_a_rollback_removes_the_job(fresh: Any) -> None:
    kept = ask(leave_mark, number=1)
    with transaction.atomic():
        lost = ask(leave_mark, number=2)
        transaction.set_rollback(True)

    assert rows("select id from procrastinate_jobs") == [(kept,)]
    assert lost != kept


def test_it_refuses_to_ask_outside_of_a_transaction(fresh: Any) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        enqueue(leave_mark, actor=service("scheduler"), number=1)


@pytest.mark.parametrize(
    "content",
    [
        "Élise Tremblay",
        "Une phrase.",
        "elise tremblay",
        "Majuscule",
        "a" * 65,
        "",
        "a\n",
        1.5,
        True,
        None,
        Decimal(1),
        b"x",
        [1],
        {"a": 1},
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
)
def test_it_refuses_content(scheduler: Actor, content: Any) -> None:
    with pytest.raises(TypeError, match="never content"):
        enqueue(leave_mark, actor=scheduler, number=content)
    assert rows("select count(*) from procrastinate_jobs") == [(0,)]


@pytest.mark.parametrize("name", ["compartment", "timestamp", "now"])
def test_it_refuses_a_reserved_name(scheduler: Actor, name: str) -> None:
    with pytest.raises(ValueError, match="Reserved"):
        enqueue(leave_mark, actor=scheduler, **{name: 1})


def test_it_refuses_a_job_for_nobody(db: None) -> None:
    with pytest.raises(ValueError, match="acts for"):
        enqueue(leave_mark, actor=ANONYMOUS, number=1)


def test_it_asks_once_while_the_same_job_waits(fresh: Any) -> None:
    with acting_as(service("scheduler")) as actor:
        first = enqueue(leave_mark, actor=actor, unless_waiting=True, number=1)
        again = enqueue(leave_mark, actor=actor, unless_waiting=True, number=1)
        other = enqueue(leave_mark, actor=actor, unless_waiting=True, number=2)

    assert (first is None, again, other is None) == (False, None, False)


def test_it_waits_for_the_hour_that_was_asked(scheduler: Actor) -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)

    number = enqueue(leave_mark, actor=scheduler, run_at=at, number=1)

    assert status(number or 0) == "todo"
    assert rows("select scheduled_at from procrastinate_jobs") == [(at,)]


def test_a_periodic_task_names_its_service() -> None:
    with pytest.raises(ValueError, match="names the service"):
        task(name="demo.never", cron="0 * * * *")


def test_the_tables_of_the_queue_hold_no_text_column_for_content(db: None) -> None:
    """The queue has no row-level security: a new column of a later version must be looked at."""
    columns = rows(
        "select table_name, column_name from information_schema.columns where table_schema = 'public' "
        "and (table_name like 'procrastinate%%' or table_name like 'jobs%%') "
        "and data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea') order by 1, 2"
    )

    assert columns == [
        ("procrastinate_jobs", "args"),
        ("procrastinate_jobs", "lock"),
        ("procrastinate_jobs", "queue_name"),
        ("procrastinate_jobs", "queueing_lock"),
        ("procrastinate_jobs", "task_name"),
        ("procrastinate_periodic_defers", "periodic_id"),
        ("procrastinate_periodic_defers", "task_name"),
    ]
