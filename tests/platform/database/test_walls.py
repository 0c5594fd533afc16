"""The walls hold for real rows and the real application role; each refusal has its positive twin.

The access context is written by hand here: egide_enter() and the gate have their own tests.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db.migrations.operations.special import RunSQL

from egide.platform.database.walls import (
    SETTING_FUNCTIONS_REVERSE_SQL,
    SETTING_FUNCTIONS_SQL,
    anchor,
    predicate,
    protect,
    window,
    without_wall,
)
from tests.database import TestServer
from tests.platform.database.conftest import Bare, bare_database

FUNCTIONS = RunSQL(SETTING_FUNCTIONS_SQL, SETTING_FUNCTIONS_REVERSE_SQL)
TABLES = RunSQL(
    """
    create table dossiers_dossier (id bigint primary key, compartment_id bigint not null);
    create table note (id bigint primary key, dossier_id bigint not null, compartment_id bigint not null);
    create table line (id bigint primary key, note_id bigint not null, compartment_id bigint not null);
    """,
    "drop table line, note, dossiers_dossier",
)
WALLS = (
    anchor("dossiers_dossier"),
    *protect("dossiers_dossier", dossier="id"),
    anchor("note"),
    *protect("note", dossier="dossier_id"),
    *protect("line", parent=("note_id", "note", "id")),
)
# Two dossiers of the Office (1), one of another compartment (2); one note and one line in each.
ROWS = """
    insert into dossiers_dossier values (10, 1), (11, 1), (20, 2);
    insert into note values (100, 10, 1), (110, 11, 1), (200, 20, 2);
    insert into line values (1000, 100, 1), (1100, 110, 1), (2000, 200, 2);
"""
DENIED = psycopg.errors.InsufficientPrivilege


@pytest.fixture(scope="module")
def walled(test_server: TestServer) -> Iterator[Bare]:
    """Three walled tables with a few rows, which no test changes for good."""
    with bare_database(test_server, "walled") as bare:
        bare.migrate(FUNCTIONS, TABLES, *WALLS)
        with bare.enter("egide_owner") as owner:
            owner.execute(ROWS)
        yield bare


@pytest.fixture
def app(walled: Bare) -> "Iterator[psycopg.Connection[Any]]":
    """The application's own connection."""
    with walled.enter("egide_app") as connection:
        yield connection


def _seen(
    app: "psycopg.Connection[Any]",
    query: str,
    *,
    conflicts: str = "{}",
    external: str = "0",
    grants: str = "{}",
) -> list[int]:
    with app.transaction(force_rollback=True):
        _enter(app, compartments="{1}", conflicts=conflicts, external=external, grants=grants)
        return sorted(row[0] for row in app.execute(query))


def _enter(app: "psycopg.Connection[Any]", **context: str) -> None:
    for name, value in context.items():
        app.execute("select set_config(%s, %s, true)", [f"egide.{name}", value])


@pytest.mark.parametrize("table", ["dossiers_dossier", "note", "line"])
def test_nobody_entered_sees_no_row(app: "psycopg.Connection[Any]", table: str) -> None:
    assert app.execute(f"select id from {table}").fetchall() == []


@pytest.mark.parametrize(
    ("table", "rows"), [("dossiers_dossier", [10, 11]), ("note", [100, 110]), ("line", [1000, 1100])]
)
def test_an_actor_sees_the_rows_of_his_compartment_only(
    app: "psycopg.Connection[Any]", table: str, rows: list[int]
) -> None:
    assert _seen(app, f"select id from {table}") == rows


@pytest.mark.parametrize(("table", "rows"), [("dossiers_dossier", [11]), ("note", [110]), ("line", [1100])])
def test_a_declared_conflict_hides_the_dossier_and_all_that_hangs_on_it(
    app: "psycopg.Connection[Any]", table: str, rows: list[int]
) -> None:
    assert _seen(app, f"select id from {table}", conflicts="{10}") == rows


@pytest.mark.parametrize(("table", "rows"), [("dossiers_dossier", [10]), ("note", [100]), ("line", [1000])])
def test_an_outsider_sees_what_was_granted_and_nothing_else(
    app: "psycopg.Connection[Any]", table: str, rows: list[int]
) -> None:
    assert _seen(app, f"select id from {table}", external="1", grants="{10}") == rows
    assert _seen(app, f"select id from {table}", external="1") == []


def test_the_context_ends_with_its_transaction(app: "psycopg.Connection[Any]") -> None:
    assert _seen(app, "select id from note") == [100, 110]
    assert app.execute("select id from note").fetchall() == []


def test_a_row_is_written_in_ones_own_compartment(app: "psycopg.Connection[Any]") -> None:
    assert _seen(app, "insert into note values (101, 10, 1) returning id") == [101]


def test_a_row_is_not_written_in_another_compartment(app: "psycopg.Connection[Any]") -> None:
    with pytest.raises(DENIED):
        _seen(app, "insert into note values (201, 20, 2) returning id")


def test_a_row_does_not_attach_to_the_dossier_of_another_compartment(app: "psycopg.Connection[Any]") -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        _seen(app, "insert into note values (102, 20, 1) returning id")


def test_a_row_does_not_move_to_another_compartment(app: "psycopg.Connection[Any]") -> None:
    with pytest.raises(DENIED):
        _seen(app, "update note set compartment_id = 2, dossier_id = 20 where id = 100 returning id")


def test_the_owner_passes_the_walls_for_the_migrations(walled: Bare) -> None:
    with walled.enter("egide_owner") as owner:
        assert owner.execute("select count(*) from note").fetchone() == (3,)


def test_the_application_neither_empties_nor_alters_a_table(app: "psycopg.Connection[Any]") -> None:
    for statement in (
        "truncate line",
        "alter table note disable row level security",
        "drop policy walls on note",
    ):
        with pytest.raises(DENIED):
            app.execute(statement)


def test_the_walls_are_built_and_taken_down_by_their_migration(bare: Bare) -> None:
    operations = (FUNCTIONS, TABLES, *WALLS, without_wall("note", reason="essai d’apostrophe '"))

    bare.migrate(*operations)
    bare.undo(*operations)
    bare.migrate(*operations)


# --- Windows ----------------------------------------------------------------------------------------------
COUNT = window(
    "note_total",
    arguments="lowest bigint default 0",
    returns="bigint",
    body=f"select count(*) from public.note where id >= lowest and {predicate(dossier='dossier_id')}",
)


def test_a_window_counts_behind_the_same_walls(walled: Bare) -> None:
    walled.migrate(COUNT)

    with walled.enter("egide_app") as app:
        assert _seen(app, "select note_total()") == [2]
        assert _seen(app, "select note_total()", conflicts="{10}") == [1]
        assert _seen(app, "select note_total()", external="1") == [0]
        assert app.execute("select note_total()").fetchone() == (0,)


def test_a_window_runs_as_the_reader_who_can_do_nothing_else(walled: Bare) -> None:
    walled.migrate(COUNT)

    query = """
        select proowner::regrole::text, prosecdef, proconfig[1],
               has_function_privilege('public', oid, 'execute'),
               has_schema_privilege('egide_reader', 'public', 'create'),
               has_table_privilege('egide_reader', 'note', 'insert, update, delete, truncate')
        from pg_proc where proname = 'note_total'
    """
    with walled.enter("egide_owner") as owner:
        row = owner.execute(query).fetchone()
    assert row == ("egide_reader", True, "search_path=pg_catalog, public, pg_temp", False, False, False)


def test_a_window_can_be_changed_and_removed_by_a_later_migration(walled: Bare) -> None:
    walled.migrate(COUNT)
    walled.migrate(COUNT)
    walled.undo(COUNT)

    with walled.enter("egide_app") as app, pytest.raises(psycopg.errors.UndefinedFunction):
        app.execute("select note_total()")
