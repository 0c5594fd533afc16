"""The second lock’s door: an unknown kind, a forged identity, an id of nobody; the actor ends with the transaction.

What is behind it is tried in test_row_level.py.
"""

import psycopg
import pytest

from tests.walls import sql
from tests.walls.house import House
from tests.walls.rows import compartment_id, enter_as_insider
from tests.walls.sql import Connection


@pytest.mark.parametrize("kind", ["owner", "", "Staff", "staff ", "superuser", "staff'; reset all; --"])
def test_it_refuses_an_unknown_kind_of_actor(app: Connection, kind: str) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        sql.enter(app, kind, 1)


def test_it_refuses_a_service_that_does_not_exist(app: Connection) -> None:
    with pytest.raises(psycopg.errors.NoDataFound):
        sql.enter(app, "service", 987_654)


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("staff", "denis"),  # an outsider who claims to be staff
        ("staff", "guest-office"),
        ("staff", "inactive"),
        ("external", "bruno"),  # a member of the staff who claims to be an outsider
        ("external", "office"),
    ],
)
def test_a_forged_identity_opens_nothing(house: House, app: Connection, kind: str, who: str) -> None:
    sql.enter(app, kind, house.user(who).pk)

    assert {table: n for table in sql.walled(app) if (n := sql.seen(app, table))} == {}


@pytest.mark.parametrize("who", [-1, 0, 2**62])
def test_an_id_that_names_nobody_opens_nothing(house: House, app: Connection, who: int) -> None:
    sql.enter(app, "staff", who)

    assert {table: n for table in sql.walled(app) if (n := sql.seen(app, table))} == {}


def test_one_active_compartment_narrows_and_never_widens(house: House, app: Connection) -> None:
    helene = house.user("helene").pk
    for code, expected in {"office": 1, "presidency": 1, "commissioner": 0}.items():
        app.execute("select egide_enter('staff', %s, %s::int)", [helene, compartment_id(house, code)])
        assert sql.seen(app, "dossiers_dossier") == expected, code


@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_the_next_transaction_of_the_same_connection_is_nobody_s(
    house: House, app: Connection, ending: str
) -> None:
    enter_as_insider(app, house, "office")
    assert sql.seen(app, "dossiers_dossier") == 1

    getattr(app, ending)()

    assert sql.seen(app, "dossiers_dossier") == 0


def test_a_savepoint_given_up_gives_the_former_actor_back(house: House, app: Connection) -> None:
    enter_as_insider(app, house, "office")
    with sql.attempt(app):
        enter_as_insider(app, house, "discipline")
        assert sql.seen(app, "letters_letter", f"compartment_id = {compartment_id(house, 'discipline')}") == 2

    assert sql.seen(app, "letters_letter", f"compartment_id = {compartment_id(house, 'discipline')}") == 0
    assert sql.seen(app, "letters_letter", f"compartment_id = {compartment_id(house, 'office')}") == 2
