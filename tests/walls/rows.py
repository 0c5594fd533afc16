"""The rows of every walled table, as the attacks of the second lock look at them: which are empty, how one enters.

Tables themselves are read from pg_catalog (sql.py).
"""

import psycopg

from tests.walls import sql
from tests.walls.house import House
from tests.walls.planted import PLACES
from tests.walls.sql import Connection

DENIED = "42501"
CODES = sorted(PLACES)
# Behind a wall, but of no compartment's content: nothing to find.
EMPTY = {
    "journal_leaf",
    "joining_dossierlink",
    "joining_sameperson",
}  # made by the hourly seal; links two dossiers, the house has one


def compartment_id(house: House, code: str) -> int:
    return house.plants[code].dossier.compartment_id


def enter_as_insider(app: Connection, house: House, code: str) -> None:
    sql.enter(app, "staff", house.plants[code].insider.pk)


FORGED = {
    "id": 900_000_001, "rank": 30_000, "number": 30_000, "reference": "REC-2026-99999",
    "message_id": "<forged@office.example>",
}  # fmt: skip


def insertion(app: Connection, table: str, row: dict[str, object]) -> str:
    """Will try to insert a row, undo it, and return the SQLSTATE of the refusal."""
    try:
        with sql.attempt(app):
            sql.insert(app, table, row)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return "accepted"
