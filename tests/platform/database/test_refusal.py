"""A role that could step over the walls may not serve, nor a database where one is missing.

Real roles of a real server; the sentences are the ones that the operator reads.
"""

from collections.abc import Iterator

import psycopg
import pytest
from django.db.migrations.operations.special import RunSQL

from egide.platform.database.refusal import refusal
from egide.platform.database.walls import (
    SETTING_FUNCTIONS_REVERSE_SQL,
    SETTING_FUNCTIONS_SQL,
    protect,
    without_wall,
)
from tests.platform.database.conftest import Bare

FUNCTIONS = RunSQL(SETTING_FUNCTIONS_SQL, SETTING_FUNCTIONS_REVERSE_SQL)
CONTENT = RunSQL("create table content (id bigint, compartment_id bigint not null)", "drop table content")


def _refusal(bare: Bare, role: str) -> str | None:
    with bare.enter(role) as connection:
        return refusal(connection)


def test_the_application_may_serve_behind_complete_walls(bare: Bare) -> None:
    bare.migrate(FUNCTIONS, CONTENT, *protect("content"))

    assert _refusal(bare, "egide_app") is None


def test_the_owner_may_not_serve(bare: Bare) -> None:
    assert "peut contourner les murs" in str(_refusal(bare, "egide_owner"))


def test_a_superuser_may_not_serve(bare: Bare) -> None:
    assert "est superutilisateur" in str(_refusal(bare, "postgres"))


def test_a_superuser_disguised_as_the_application_may_not_serve(bare: Bare) -> None:
    with bare.enter("postgres") as connection:
        connection.execute("set role egide_app")

        assert "est superutilisateur" in str(refusal(connection))


@pytest.fixture
def stranger(bare: Bare) -> Iterator[str]:
    """A login that owns a table and nothing more."""
    with bare.enter("postgres") as server:
        server.execute("create role egide_stranger login")
        server.execute(f"grant connect on database {bare.name} to egide_stranger")
        server.execute("create table theirs (id int); alter table theirs owner to egide_stranger")
        yield "egide_stranger"
        server.execute("drop table theirs; drop owned by egide_stranger; drop role egide_stranger")


def test_the_owner_of_a_table_may_not_serve(bare: Bare, stranger: str) -> None:
    assert "est propriétaire" in str(_refusal(bare, stranger))


def test_a_table_with_a_compartment_and_no_wall_stops_the_start(bare: Bare) -> None:
    bare.migrate(CONTENT)

    assert _refusal(bare, "egide_app") == (
        "Ces tables portent un compartiment mais n’ont pas de mur forcé\u00a0: content."
    )


def test_a_wall_that_does_not_bind_the_owner_stops_the_start(bare: Bare) -> None:
    bare.migrate(FUNCTIONS, CONTENT, *protect("content"))
    with bare.enter("egide_owner") as owner:
        owner.execute("alter table content no force row level security")

    assert "content" in str(_refusal(bare, "egide_app"))


def test_a_table_said_to_have_no_wall_is_accepted_with_its_reason(bare: Bare) -> None:
    bare.migrate(CONTENT, without_wall("content", reason="ne contient que des noms d’unités"))

    assert _refusal(bare, "egide_app") is None


def test_the_application_has_only_what_it_needs(bare: Bare) -> None:
    with bare.enter("egide_app") as app:
        for statement in (
            "create table mine (id int)",
            "create temporary table mine (id int)",
            "set role egide_reader",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)
