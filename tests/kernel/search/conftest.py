"""One dossier lived through by the real actions, a search as someone makes it, and a migration taken back."""

import importlib
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.db import connection
from django.db.migrations.operations.special import RunSQL

from egide.kernel.search.asking import understand
from egide.kernel.search.rebuilding import stale
from egide.kernel.search.windows import Found, Narrowing, newest
from egide.platform.accounts.acting import acting_as
from tests.database import as_owner
from tests.kernel.scene import Scene

Find = Callable[..., list[tuple[str, int]]]


@pytest.fixture
def nothing_stale(scene: Scene) -> Iterator[None]:
    """The index agrees with its sources once the test has lived."""
    yield
    with as_owner():
        assert list(stale(connection)) == []


@pytest.fixture
def find(scene: Scene) -> Find:
    """What someone finds with these words: source and rank of each text, newest first."""

    def ask(typed: str, who: str = "nadia", **narrowed: object) -> list[tuple[str, int]]:
        return [(hit.source, hit.rank) for hit in found(scene, typed, who, **narrowed).hits]

    return ask


def found(scene: Scene, typed: str, who: str = "nadia", **narrowed: object) -> Found:
    with acting_as(scene.cast.actor(who)) as actor:
        return newest(actor, understand(typed), narrowing=Narrowing(**narrowed), most=50)  # type: ignore[arg-type]


def remade(migration: str, *, functions: Sequence[str], column: str) -> None:
    """Will take a migration of the index back, check that these are gone, and make it again."""
    operations = importlib.import_module(f"egide.kernel.search.migrations.{migration}").Migration.operations
    steps = [
        step
        for operation in operations
        for step in getattr(operation, "database_operations", [operation])
        if isinstance(step, RunSQL)
    ]
    with as_owner(), connection.cursor() as cursor:
        # What waits for the end of the transaction would hold the table.
        cursor.execute("set constraints all immediate")
        for step in reversed(steps):
            if step.reverse_sql:
                cursor.execute(str(step.reverse_sql))
        cursor.execute(
            "select (select count(*) from pg_proc where proname = any(%s)), (select count(*) from pg_attribute"
            " where attrelid = 'search_entry'::regclass and attname = %s and not attisdropped)",
            [list(functions), column],
        )
        assert cursor.fetchone() == (0, 0)
        for step in steps:
            cursor.execute(str(step.sql))
        cursor.execute("set constraints all deferred")
