"""The one helper of ordered pages: its plan has one stretch of an index for each place that the reader reaches.

The table holds some thousands of rows, counted by ANALYZE: with a handful, the planner takes any road.
"""

import json
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from egide.interfaces.staff.filters import Filters
from egide.interfaces.staff.keyset import NEAREST, ORDERS, first_of
from egide.interfaces.staff.list_rows import _opening
from egide.kernel.gate.visibility import own_parts, places, visible
from egide.kernel.parties.models import ConcernedOrder
from egide.law import roles
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, ActorKind, Assignment
from egide.platform.accounts.models import Unit
from egide.platform.database import roles as roles_of_database
from tests.cast import TODAY, Cast, seed_office
from tests.database import as_owner, become
from tests.kernel.scene import open_scene
from tests.plans import weigh

KIND = "intervention_request"
SETTLED_SOONER = import_module("egide.kernel.dossiers.migrations.0011_settled_sooner")


MANY = 3_000
COPIES = """
insert into dossiers_dossier
select (jsonb_populate_record(d, jsonb_build_object(
    'id', 1000000 + n, 'number', 'INT-2000-' || n, 'year', 2000, 'unit_id', (%(units)s::bigint[])[1 + n %% %(size)s],
    'received_on', d.received_on - n %% 900, 'received_at', d.received_at - make_interval(days => n %% 900)
))).* from dossiers_dossier d, generate_series(1, %(many)s) n
"""


# One copy in six concerns the order of the first dossier.
OF_ONE_ORDER = """
insert into parties_concernedorder
select (jsonb_populate_record(c, to_jsonb(d) || jsonb_build_object('id', d.id, 'dossier_id', d.id))).*
from parties_concernedorder c, dossiers_dossier d where d.id > 1000000 and d.id % 6 = 0
"""


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office, with thousands of dossiers in its units."""
    scene = open_scene(seed_office())
    with as_owner():
        units = list(
            Unit.objects.filter(compartment__code="office").order_by("pk").values_list("pk", flat=True)
        )
    with connection.cursor() as cursor:
        # A superuser, so that the triggers of tallies and texts do not run three thousand times.
        cursor.execute("reset role")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(COPIES, {"units": units, "size": len(units), "many": MANY})
        cursor.execute("set local session_replication_role = origin")
        cursor.execute(OF_ONE_ORDER)
    weigh("dossiers_dossier", "parties_concernedorder")
    return scene.cast


def analyst(cast: Cast, many: int) -> Actor:
    """Will return an analyst of the first units of the house's common compartment."""
    with as_owner():
        units = list(
            Unit.objects.filter(compartment__code="office").order_by("pk").select_related("compartment")
        )[:many]
    assert len(units) == many
    held = frozenset(
        Assignment(roles.ANALYST.code, u.pk, u.code, u.compartment_id, u.compartment.code) for u in units
    )
    user = cast.user("nadia")
    return Actor(
        kind=ActorKind.STAFF, id=user.pk, code=f"staff:{user.pk}", name="", roles=held, user_id=user.pk
    )


def plan(actor: Actor, order: Any = NEAREST) -> dict[str, Any]:
    """Will return the plan of the first page of what this actor sees."""
    rows = first_of(
        visible(actor, kind=KIND).filter(closed_on=None), places(actor, kind=KIND), order, limit=26
    )
    sql, params = rows.query.sql_with_params()
    with acting_as(actor, read_only=True), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
        cursor.execute("explain (format json) " + sql, params)
        told = cursor.fetchone()[0]
    found: dict[str, Any] = (told if isinstance(told, list) else json.loads(told))[0]["Plan"]
    return found


def nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Will list a plan's nodes, the top first."""
    return [node, *(inner for child in node.get("Plans", ()) for inner in nodes(child))]


def branches(top: dict[str, Any]) -> list[dict[str, Any]]:
    """Will list the bounded parts: the limits inside the union."""
    union = next(node for node in nodes(top) if node["Node Type"] in ("Append", "Merge Append"))
    return list(union["Plans"])


def without_rivals(table: str, index: str) -> None:
    """Will leave this index alone beside the keys, until the test's transaction goes back.

    In a small house never vacuumed, an index that reads rows costs as little: whether this one is enough alone is
    what is asked, not which of two the planner prefers that day.
    """
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "select indexrelid::regclass::text from pg_index where indrelid = %s::regclass"
            " and indexrelid <> %s::regclass and not exists (select from pg_constraint where conindid = indexrelid)",
            [table, index],
        )
        for (rival,) in cursor.fetchall():
            cursor.execute(f"drop index {rival}")
        become(roles_of_database.APP)


def test_a_reader_of_one_unit_walks_one_index_without_sorting(cast: Cast) -> None:
    walked = nodes(plan(analyst(cast, 1)))
    read = [n for n in walked if n.get("Relation Name") == "dossiers_dossier"]

    assert [n["Index Name"] for n in read] == ["dossiers_unit", "dossiers_dossier_pkey"]
    assert "unit_id" in read[0]["Index Cond"]
    found = next(
        n for n in walked if n["Node Type"] == "Limit" and read[0] in nodes(n) and read[1] not in nodes(n)
    )
    assert not [n for n in nodes(found) if n["Node Type"] == "Sort"], "all that the unit has is sorted"


@pytest.mark.parametrize("order", [NEAREST, ORDERS["newest", False]])
def test_a_reader_of_several_units_has_one_bounded_branch_for_each(cast: Cast, order: Any) -> None:
    parts = branches(plan(analyst(cast, 3), order))

    assert len(parts) == 3
    for part in parts:
        inside = nodes(part)
        assert inside[0]["Node Type"] == "Limit" or inside[1]["Node Type"] == "Limit"
        assert not [n for n in inside if n["Node Type"] == "Sort"], "a branch sorts all that its unit has"
        assert [n for n in inside if "unit_id" in n.get("Index Cond", "")]


def test_ones_own_dossiers_are_chosen_from_an_index_alone_whatever_kinds_are_reached(cast: Cast) -> None:
    actor = analyst(cast, 1)
    mine, *_ = own_parts(actor)
    rows = first_of(visible(actor).filter(closed_on=None), (mine,), NEAREST, limit=12)
    sql, params = rows.query.sql_with_params()
    without_rivals("dossiers_dossier", "dossiers_mine")
    with acting_as(actor, read_only=True), connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan"):
            cursor.execute(f"set local enable_{way} = off")
        cursor.execute("explain (format json) " + sql, params)
        told = cursor.fetchone()[0]
    walked = nodes((told if isinstance(told, list) else json.loads(told))[0]["Plan"])
    read = [n for n in walked if n.get("Relation Name") == "dossiers_dossier"]

    assert (read[0]["Node Type"], read[0]["Index Name"]) == ("Index Only Scan", "dossiers_mine")
    assert [n["Index Name"] for n in read[1:]] == ["dossiers_dossier_pkey"]


@pytest.mark.parametrize("table", SETTLED_SOONER.TABLES)
def test_rows_that_pages_count_are_known_settled_after_two_hundred_changes(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select reloptions from pg_class where relname = %s", [table])
        (told,) = cursor.fetchone()

    # Two changes in a hundred, otherwise: a list of a million dossiers would read a thousand pages to count a thousand.
    assert "autovacuum_vacuum_max_threshold=200" in told
    assert "autovacuum_vacuum_insert_threshold=200" in told


def test_a_whole_compartment_is_one_branch_whatever_its_units(cast: Cast) -> None:
    assert len(places(cast.actor("bruno"), kind=KIND)) == 1


@pytest.mark.parametrize(("sort", "index"), [("due", "concerned_open"), ("newest", "concerned_newest")])
def test_one_orders_list_reads_its_first_rows_and_no_dossier_but_these(
    cast: Cast, sort: str, index: str
) -> None:
    actor, asked = analyst(cast, 1), Filters(order=cast.order.slug, sort=sort)
    written = _opening(actor, KIND, asked, TODAY)
    with acting_as(actor, read_only=True), connection.cursor() as cursor:
        assert ConcernedOrder.objects.count() > MANY / 8
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
        cursor.execute("explain (analyze, format json) " + written.sql, written.values)
        told = cursor.fetchone()[0]
    page = nodes((told if isinstance(told, list) else json.loads(told))[0]["Plan"])
    read = [n for n in page if n.get("Relation Name") == "parties_concernedorder"]
    dossiers = [n for n in page if n.get("Relation Name") == "dossiers_dossier"]

    # The page, then the two counts: each from an index in its own order, none from what it designates.
    assert read[0]["Index Name"] == index
    assert read[0]["Actual Rows"] <= 26
    assert {n["Node Type"] for n in read} <= {"Index Scan", "Index Only Scan"}
    assert [n["Index Name"] for n in dossiers] == ["dossiers_dossier_pkey"]
    assert dossiers[0]["Actual Loops"] <= 26
