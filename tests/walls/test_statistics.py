"""The windows of counts, attacked by SQL with every reach that one can forge: no remainder tells of a hidden dossier.

A tally holds no dossier, so what a conflict hides is subtracted: never more nor less than what was added.
"""

import json
from typing import Any

import pytest

from tests.walls import sql
from tests.walls.house import House
from tests.walls.rows import CODES
from tests.walls.sql import Connection


def told(app: Connection, reach: list[dict[str, Any]]) -> list[Any]:
    """Will return every row that both windows give, for any period."""
    given = json.dumps(reach)
    results = app.execute(
        "select * from window_deadline_results(%s, '{}', null, '-infinity', 'infinity', 'infinity')", [given]
    ).fetchall()
    tallies = app.execute(
        "select * from window_open_tallies(%s, 0, '{}', 'infinity', 'infinity')", [given]
    ).fetchall()
    return [*results, *tallies]


def forged(kind: str, compartment: int, unit: int) -> list[list[dict[str, Any]]]:
    """Every shape of a reach: whole, by unit, both, twice, with keys missing, with nulls among the values."""
    whole, part = {"kind": kind, "compartments": [compartment]}, {"kind": kind, "units": [unit]}
    empty: dict[str, Any] = {"compartments": [], "units": [], "assigned": []}
    shapes: list[dict[str, Any]] = [
        whole,
        part,
        {**empty, **whole},
        {**empty, **part},
        {**empty, **whole, **part},
        {**part, "compartments": [None]},
        {**part, "compartments": [None, 999_999]},
        {**whole, "units": [unit, None]},
        {**whole, "compartments": [None, compartment], "units": [unit]},
        {"kind": kind, "assigned": [compartment]},
    ]
    return [*([shape] for shape in shapes), [whole, whole], [part, {**empty, **part}]]


@pytest.mark.parametrize("code", CODES)
def test_no_forged_reach_tells_of_a_dossier_in_conflict(house: House, app: Connection, code: str) -> None:
    dossier = house.plants[code].dossier
    reaches = forged(dossier.kind, dossier.compartment_id, dossier.unit_id)

    sql.enter(app, "staff", house.user(f"aside-{code}").pk)

    assert [(reach, rows) for reach in reaches if (rows := told(app, reach))] == []


@pytest.mark.parametrize("code", CODES)
def test_the_one_who_works_there_counts_it_and_nobody_elsewhere(
    house: House, app: Connection, code: str
) -> None:
    dossier = house.plants[code].dossier
    reaches = forged(dossier.kind, dossier.compartment_id, dossier.unit_id)

    sql.enter(app, "staff", house.plants[code].insider.pk)
    counted = [bool(told(app, reach)) for reach in reaches]
    for other in set(CODES) - {code}:
        sql.enter(app, "staff", house.plants[other].insider.pk)
        assert [(reach, rows) for reach in reaches if (rows := told(app, reach))] == []
    for kind, who in (("external", house.user("denis").pk), ("external", house.user(f"guest-{code}").pk)):
        sql.enter(app, kind, who)
        assert [(reach, rows) for reach in reaches if (rows := told(app, reach))] == []

    assert any(counted)
