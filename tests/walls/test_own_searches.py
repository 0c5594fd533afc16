"""A kept search, attacked by SQL: the words that someone typed are read and changed as that person, and no other way.

The look of every ten minutes begins as the scheduler: it learns whose searches wait, and no word of them.
"""

import importlib

import pytest

from tests.walls import sql
from tests.walls.house import House
from tests.walls.rows import DENIED, insertion
from tests.walls.sql import Connection

TABLE = "search_savedsearch"
FAR = 1_000_000_000
WALL = importlib.import_module("egide.kernel.search.migrations.0013_own_searches").Migration.operations


@pytest.fixture
def keeper(house: House, app: Connection) -> int:
    """Someone of the Office, who keeps a search in the attacker's own transaction."""
    user = house.plants["office"].insider.pk
    sql.enter(app, "staff", user)
    sql.insert(app, TABLE, row(user))
    return int(user)


def row(user: int, name: str = "Élise") -> dict[str, object]:
    return {
        "id": 900_000_001, "key": f"00000000-0000-4000-8000-{user:012d}", "user_id": user, "name": name,
        "asked": "élise tremblay", "narrowing": "{}", "address": "q=tremblay", "paused": False, "new": 0,
        "created_at": "2026-01-01T00:00Z", "opened_at": "2026-01-01T00:00Z", "looked_to": 0,
    }  # fmt: skip


def keepers(app: Connection) -> list[int]:
    return [key for (key,) in app.execute("select user_id from window_search_keepers(%s)", [FAR])]


def test_it_is_read_and_changed_by_its_person(app: Connection, keeper: int) -> None:
    assert sql.seen(app, TABLE) == 1
    assert sql.outcome(app, f"update {TABLE} set new = 3") == "1"
    assert sql.outcome(app, f"delete from {TABLE}") == "1"


@pytest.mark.parametrize("kind", ["staff", "external", "anonymous", "service"])
def test_for_anyone_else_it_does_not_exist(
    house: House, app: Connection, owner: Connection, keeper: int, kind: str
) -> None:
    scheduler = owner.execute("select id from accounts_serviceactor where code = 'scheduler'").fetchone()
    assert scheduler
    who = {
        "staff": house.user("aside-office").pk, "external": house.user("denis").pk, "anonymous": 0,
        "service": scheduler[0],
    }[kind]  # fmt: skip
    sql.enter(app, kind, who)

    assert sql.seen(app, TABLE) == 0
    assert sql.outcome(app, f"update {TABLE} set asked = 'x'") == "0"
    assert sql.outcome(app, f"delete from {TABLE}") == "0"
    assert insertion(app, TABLE, row(keeper, "Forgée") | {"id": 900_000_002}) == DENIED


def test_the_scheduler_alone_learns_whose_wait(
    house: House, app: Connection, owner: Connection, keeper: int
) -> None:
    scheduler = owner.execute("select id from accounts_serviceactor where code = 'scheduler'").fetchone()
    assert scheduler
    assert keepers(app) == []
    sql.enter(app, "staff", house.plants["commissioner"].insider.pk)
    assert keepers(app) == []

    sql.enter(app, "service", scheduler[0])

    assert keepers(app) == [keeper]


def test_the_wall_is_taken_down_and_put_up_again(owner: Connection) -> None:
    def walled() -> tuple[bool, bool]:
        policy = owner.execute(
            "select from pg_policy where polname = 'own_row' and polrelid = %s::regclass", [TABLE]
        )
        asked = owner.execute("select to_regproc('window_search_keepers') is not null").fetchone()
        return policy.rowcount == 1, bool(asked and asked[0])

    assert walled() == (True, True)
    for operation in reversed(WALL):
        owner.execute(operation.reverse_sql)
    assert walled() == (False, False)
    for operation in WALL:
        owner.execute(operation.sql)
    assert walled() == (True, True)
