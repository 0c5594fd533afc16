"""A destroyed dossier attacked with raw SQL, as the application: no row of content enters it, in any table.

Each refusal has its success: the same statement passes for a dossier of the same place that stands.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.entering import STILL_WRITTEN
from egide.kernel.records.holds import lift_holds
from egide.kernel.records.models import Disposed, DisposedAs, Hold
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.database.processes import wait_until
from tests.database import as_owner
from tests.locks import waits
from tests.patience import SECONDS
from tests.walls.house import House
from tests.walls.planted import CLOCK
from tests.walls.sql import attempt, columns, enter, hanging

REFUSED = "ended: nothing enters a destroyed dossier"
# Written again elsewhere by one statement, so that no key of the row itself stands in the way.
WRITTEN = (
    "with gone as (delete from {table} where dossier_id is not distinct from %(here)s::bigint "
    "and compartment_id = %(place)s returning *) insert into {table} ({names}) overriding system value "
    "select {names} from (select (jsonb_populate_record(null::{table}, "
    "to_jsonb(gone) || jsonb_build_object('dossier_id', %(there)s::bigint)"
    ")).* from gone) again"
)
MOVED = (
    "update {table} set dossier_id = %(there)s "
    "where dossier_id is not distinct from %(here)s::bigint and compartment_id = %(place)s"
)
# Those whose rows are never erased nor moved: one more row.
ADDED = (
    "insert into {table} ({names}) overriding system value select {names} from ("
    "select (jsonb_populate_record(null::{table}, to_jsonb(one) || jsonb_build_object("
    "'dossier_id', %(there)s::bigint, 'id', -one.id, 'message_id', 'autre'))).* "
    "from {table} one where dossier_id is not distinct from %(here)s::bigint) again"
)
ONLY_ADDED = {"mail_message", "records_hold", "planning_edition", "planning_publication"}
OF_TWO_DOSSIERS = {"joining_dossierlink", "joining_sameperson"}  # the house has none in each place


def beside(dossier: Dossier, number: str) -> Dossier:
    """Another dossier of the same place."""
    twin = Dossier.objects.get(pk=dossier.pk)
    twin.pk, twin.number = None, number
    return Dossier.objects.bulk_create([twin])[0]  # without its words, which its rows would meet


def said(connection: "psycopg.Connection[Any]", statement: str, values: dict[str, int | None]) -> str:
    try:
        with attempt(connection):
            return "" if connection.execute(statement, values).rowcount else "no row"
    except psycopg.Error as error:
        return str(error).split("\n")[0]


@pytest.mark.parametrize("who", ["app", "owner"])
def test_no_row_of_content_enters_a_destroyed_dossier(
    house: House, app: "psycopg.Connection[Any]", owner: "psycopg.Connection[Any]", who: str
) -> None:
    plant = house.plants["office"]
    with acting_as(service("scheduler")):
        held = Hold.objects.filter(dossier_id=plant.dossier.pk, lifted_at=None)
        lift_holds(
            dossier=plant.dossier, ranks=list(held.values_list("rank", flat=True)),
            actor_code="service:scheduler", now=CLOCK, why="Essai",
        )  # fmt: skip
    with as_owner():
        standing, ended = beside(plant.dossier, f"INT-1-{who}"), beside(plant.dossier, f"INT-2-{who}")
        Disposed.objects.create(
            dossier=ended, compartment_id=ended.compartment_id, fate=DisposedAs.DESTROYED, decision="LD-1",
            certificate="CD-1", rule="6200", disposed_at=CLOCK,
        )  # fmt: skip
    connection = app if who == "app" else owner
    if who == "app":
        enter(app, "staff", plant.insider.pk)
    connection.execute("set constraints all deferred")

    met, others = set(), {}
    for table in sorted(set(hanging(owner)) - set(STILL_WRITTEN) - OF_TWO_DOSSIERS):
        names = ", ".join(f'"{name}"' for name in sorted(columns(owner, table)))
        found = owner.execute(
            f"select dossier_id from {table} where compartment_id = %s order by dossier_id = %s desc limit 1",
            [ended.compartment_id, plant.dossier.pk],
        ).fetchone()
        assert found, table
        for statement in (ADDED,) if table in ONLY_ADDED else (WRITTEN, MOVED):
            asked = statement.format(table=table, names=names)
            answers = [
                said(connection, asked, {"here": found[0], "there": one.pk, "place": one.compartment_id})
                for one in (ended, standing)
            ]
            if answers == [REFUSED, ""]:
                met.add(table)
            else:
                others[table, statement[:6]] = answers
    assert others == {}
    assert len(met) > 70


def test_what_comes_while_the_dossier_is_being_destroyed_waits_and_is_refused(
    house: House, app: "psycopg.Connection[Any]", owner: "psycopg.Connection[Any]"
) -> None:
    plant = house.plants["access"]
    with as_owner():
        ended = beside(plant.dossier, "INT-3")
    enter(app, "staff", plant.insider.pk)
    names = ", ".join(f'"{name}"' for name in sorted(columns(owner, "notes_note")))
    asked = ADDED.format(table="notes_note", names=names)
    values: dict[str, int | None] = {
        "here": plant.dossier.pk,
        "there": ended.pk,
        "place": ended.compartment_id,
    }
    owner.rollback()
    owner.execute("select from dossiers_dossier where id = %s for update", [ended.pk])
    owner.execute(
        "insert into records_disposed (dossier_id, compartment_id, fate, decision, certificate, rule, objects_count, "
        "disposed_at) values (%s, %s, 'destroyed', 'LD-1', 'CD-1', '6200', 0, now())",
        [ended.pk, ended.compartment_id],
    )

    with ThreadPoolExecutor(1) as beside_it:
        answer = beside_it.submit(said, app, asked, values)
        assert wait_until(lambda: waits(owner, app), seconds=SECONDS)
        assert not answer.done()
        owner.commit()

        assert answer.result(timeout=SECONDS) == REFUSED
