"""The words of a dossier stand in one row, in step with its title, its names and itself, whoever writes them.

What several words find is compared with plain rows walked by hand; the proof is the one of `egide verify`.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.models import QuerySet

from egide.interfaces.staff import list_rows
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.filters import Filters
from egide.interfaces.staff.keyset import ORDERS, PAGE
from egide.interfaces.staff.list_rows import _found, wanted_rows
from egide.interfaces.staff.matching import Sought, meeting
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding import findable
from egide.kernel.finding.keeping import words_of
from egide.kernel.finding.models import Findable
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.visibility import units_of, visible
from egide.kernel.parties.models import Party, PartyRole
from egide.modules.interventions.access import KIND
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.database.processes import wait_until
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.scene import Scene, open_scene
from tests.kernel.statistics.world import World
from tests.locks import waits
from tests.patience import SECONDS

FIRST = ("Élise", "Elie", "Karim", "Marie-Ève", "Œdipe")
FAMILY = ("Tremblay", "Trembay", "D’Amours-Roy", "Élisée", "Benali")
MORE: tuple[dict[str, Any], ...] = ({}, {"late": True}, {"received": (None, TODAY)})
PAGES = (
    ("any", "", "due"),
    ("open", "", "newest"),
    ("closed", "", "due"),
    ("open", "triage", "due"),
    ("any", "closed", "newest"),
)
TITLES = ("Absence de nouvelles de Tremblay", "Délai d’une enquête", "Le compte de Karim", "")


def faults() -> list[str]:
    with as_owner():
        return list(findable.problems())


@pytest.fixture(autouse=True)
def nothing_differs(request: pytest.FixtureRequest) -> Iterator[None]:
    base = "fresh" if "fresh" in request.fixturenames else "db"
    request.getfixturevalue(base)
    yield
    assert faults() == []


def words(scene: Scene) -> set[str]:
    with as_owner():
        return set(Findable.objects.get(dossier__number=scene.number).words)


def test_a_title_and_names_are_followed_until_they_go(scene: Scene) -> None:
    with acting_as(scene.cast.actor("bruno")):
        someone = Party(**ranked(Party, scene.dossier), role=PartyRole.OTHER, name="Karim Benali")
        someone.save()
        assert {"karim", "benali"} <= words(scene)
        someone.name = "Karim Roy"
        someone.save()
        assert {"karim", "roy"} <= words(scene)
        assert "benali" not in words(scene)
        someone.delete()
        assert not {"karim", "roy"} & words(scene)
        dossier = scene.dossier
        dossier.title = "Une girafe"
        dossier.save()
        assert {"une", "girafe"} <= words(scene)


def test_moves_and_their_undo_are_followed(scene: Scene) -> None:
    scene.give()
    scene.move("start_triage")
    with as_owner():
        assert Findable.objects.get(dossier__number=scene.number).state == "triage"
    scene.undo()


def test_verification_names_a_dossier_that_differs_and_rebuilding_mends_it(scene: Scene) -> None:
    with as_owner():
        Findable.objects.update(words=["girafe"], state="closed")

        assert any(scene.number in fault for fault in findable.problems())
        findable.rebuild()


@pytest.fixture
def world(cast: Cast) -> World:
    """Thirty dossiers in three compartments, with one to three people each, changed at random afterwards."""
    made, random = World(cast, seed=11, size=30), Random(11)
    with as_owner():
        for file in made.files:
            dossier = Dossier.objects.get(pk=file.id)
            dossier.title = random.choice(TITLES)
            for _ in range(random.randrange(1, 4)):
                Party.objects.create(
                    **ranked(Party, dossier),
                    role=PartyRole.OTHER,
                    name=f"{random.choice(FIRST)} {random.choice(FAMILY)}",
                )
            dossier.closed_on = random.choice((None, None, TODAY))
            dossier.next_due_on = random.choice((None, TODAY + timedelta(days=random.randrange(-9, 9))))
            dossier.state = random.choice(("received", "triage", "closed"))
            dossier.save()
        for party in Party.objects.order_by("pk")[::7]:
            party.delete()
    return made


def by_hand(actor: Actor, q: str) -> set[int]:
    """The dossiers that the reader sees, whose title or names hold a word that each of these begins."""
    asked = words_of(q)
    found = set()
    for dossier in visible(actor, kind=KIND):
        names = Party.objects.filter(dossier_id=dossier.pk).values_list("name", flat=True)
        held = [word for text in (dossier.title, *names) for word in words_of(text)]
        if all(any(word.startswith(one) for word in held) for one in asked):
            found.add(dossier.pk)
    return found


def met(actor: Actor, q: str) -> set[int]:
    return set(within_reach(actor, Sought(words=words_of(q))).values_list("dossier_id", flat=True))


def within_reach(actor: Actor, sought: Sought) -> "QuerySet[Findable]":
    near = Horizon(today=TODAY, soon=TODAY)
    rows = meeting(sought, units_of(actor, KIND))
    return list_rows._beside_dossiers(rows, actor, KIND, Filters(standing="any"), near)


def told_of(q: str, units: tuple[int, ...] | None) -> set[int]:
    """What the window tells of these units, before the gate's reach."""
    return set(meeting(Sought(words=words_of(q)), units).values_list("dossier_id", flat=True))


def asked() -> list[str]:
    pairs = [f"{one} {other}" for one, other in product((*FIRST, "el", "ka"), (*FAMILY, "trem", "ro"))]
    return [*pairs, "tremblay absence", "de nouvelles", "elie karim", "compte ka be", "girafe tremblay"]


def test_several_words_find_what_plain_rows_hold_whoever_asks(world: World) -> None:
    seen = 0
    with acting_as(world.cast.actor("marc")) as marc:
        hidden = visible(marc, kind=KIND).get(pk=min(by_hand(marc, "el tremb")))
        declare_conflict(actor=marc, dossier=hidden, reason="Une connaissance.", now=NOW)
    for name in ("marc", "bruno", "odile"):
        with acting_as(world.cast.actor(name)) as actor:
            for q in asked():
                found = met(actor, q)
                assert found == by_hand(actor, q), (name, q)
                assert name != "marc" or hidden.pk not in found
                seen += len(found)
    assert seen > 100


def test_words_met_by_unit_are_those_of_the_whole_house_that_stand_there(world: World) -> None:
    every = tuple(Unit.objects.order_by("pk").values_list("pk", flat=True))
    many = (*every, *range(-findable.UNITS, 0))
    for name in ("marc", "bruno"):
        with acting_as(world.cast.actor(name)):
            at = dict(Dossier.objects.values_list("pk", "unit_id"))
            for q in asked():
                anywhere = told_of(q, None)
                assert told_of(q, every) == told_of(q, many) == anywhere, q
                assert told_of(q, ()) == set()
                for unit in every:
                    assert told_of(q, (unit,)) == {pk for pk in anywhere if at[pk] == unit}, (q, unit)


def test_one_unit_is_met_in_its_own_index_and_the_whole_house_in_the_other(world: World) -> None:
    with acting_as(world.cast.actor("marc")) as marc, connection.cursor() as cursor:
        inverted_alone(cursor)
        (one,) = units_of(marc, KIND) or ()
        assert read_in(cursor, (one,)) == (True, False)
        assert read_in(cursor, tuple(range(one, one + findable.UNITS + 1))) == (False, True)
        assert read_in(cursor, None) == (False, True)


def inverted_alone(cursor: Any) -> None:
    """Will leave no other way to the rows: thirty of them are read as well by their keys."""
    cursor.execute("reset role")
    for constraint in ("finding_findable_once", "finding_findable_pkey"):
        cursor.execute(f"alter table {findable.TABLE} drop constraint {constraint}")
    cursor.execute("set local enable_seqscan = off; set local role egide_app")


def read_in(cursor: Any, units: tuple[int, ...] | None) -> tuple[bool, bool]:
    """Whether the index of words by unit, and the one of words alone, are read for words of these units."""
    before = scans(cursor)
    assert told_of("el tremb", units)
    by_unit, alone = (after > first for after, first in zip(scans(cursor), before, strict=True))
    return by_unit, alone


def scans(cursor: Any) -> tuple[int, int]:
    names = ("finding_findable_by_unit", "finding_findable_words")
    cursor.execute(
        "select pg_stat_get_xact_numscans(%s::regclass), pg_stat_get_xact_numscans(%s::regclass)", names
    )
    found: tuple[int, int] = cursor.fetchone()
    return found


def test_the_units_told_are_those_of_whoever_reads_by_unit_alone(world: World) -> None:
    marc, bruno, farid = (world.cast.actor(name) for name in ("marc", "bruno", "farid"))

    assert units_of(marc, KIND) == tuple({held.unit_id for held in marc.roles})
    assert units_of(bruno, KIND) is None
    for actor in (marc, farid):
        with acting_as(actor):
            units = units_of(actor, KIND)
            assert units is not None
            assert set(visible(actor, kind=KIND).values_list("unit_id", flat=True)) <= set(units)


def test_a_dossier_that_changes_unit_is_met_in_the_new_one(scene: Scene) -> None:
    pk, here = scene.dossier.pk, scene.dossier.unit_id
    there = Unit.objects.get(code="secretariat").pk
    with acting_as(scene.cast.actor("bruno")):
        assert told_of("elise tremb", (here,)) == {pk}
        Dossier.objects.filter(pk=pk).update(unit_id=there)

        assert told_of("elise tremb", (here,)) == set()
        assert told_of("elise tremb", (there,)) == {pk}


def test_the_list_tells_the_same_by_either_road(world: World) -> None:
    near = Horizon(today=TODAY, soon=TODAY)
    with acting_as(world.cast.actor("bruno")) as actor:
        for too_many in (False, True):
            if too_many:
                one_at_most()
            for q, more in product(("el tremb", "Tremblay absence", "karim ka"), MORE):
                shape, told = Sought.read(q).stand_in()
                anywhere = wanted_rows(actor, KIND, Filters(standing="any", q=q, **more), near)
                every = Counter((row.state, row.closed_on is None) for row in anywhere)
                for standing, state, sort in PAGES:
                    filters = Filters(standing=standing, state=state, sort=sort, **more)
                    rows = wanted_rows(actor, KIND, replace(filters, q=q), near)
                    ids = list(rows.order_by(*ORDERS[sort, False]).values_list("pk", flat=True))
                    asked = filters, TODAY, shape, told
                    first, _ = _found(actor, KIND, *asked, whole=False)
                    found, _ = _found(actor, KIND, *asked, whole=True)

                    assert found.ids == ids, (q, filters)
                    assert first.ids == ids[: PAGE + 1]
                    assert first.counts == found.counts
                    assert {(state, is_open): n for state, is_open, n in found.counts} == every
                assert bool(met(actor, q)) is not too_many


def test_the_first_page_reads_no_more_ids_than_it_shows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egide.interfaces.staff.found.PAGE", 1)
    shape, told = Sought.read("el tremb").stand_in()
    with acting_as(world.cast.actor("bruno")) as actor:
        first, _ = _found(actor, KIND, Filters(standing="any"), TODAY, shape, told, whole=False)

    assert len(first.ids) == 2 < first.total


def test_what_met_is_told_by_the_window_alone_and_no_table_is_read_with_it(world: World) -> None:
    with acting_as(world.cast.actor("bruno"), read_only=True) as actor, connection.cursor() as cursor:
        sql, values = (
            within_reach(actor, Sought(words=("el", "tremb"))).values("state").query.sql_with_params()
        )
        cursor.execute("explain " + sql, values)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert f"Function Scan on {findable.WINDOW}" in plan
    assert "Scan on dossiers_dossier" not in plan
    assert " on finding_findable\n" not in plan.replace(f"{findable.WINDOW} finding_findable", "")


def test_the_window_tells_nothing_of_what_the_walls_hide(world: World) -> None:
    with acting_as(world.cast.actor("marc")), connection.cursor() as cursor:
        kept = set(Dossier.objects.values_list("pk", "compartment_id"))
        # Whatever units are told: those of the other compartments do not open them.
        for units in ("null::bigint[]", "(select array_agg(id) from accounts_unit)"):
            cursor.execute(
                f"select dossier_id, compartment_id from {findable.WINDOW}(array['el', 'tremb'], {units})"
            )
            told = cursor.fetchall()

            assert told
            assert set(told) <= kept


def one_at_most() -> None:
    """Will make the window tell nothing of words that designate several dossiers."""
    body = findable.BODY.replace(f"limit {findable.MOST}", "limit 1").replace(f"<= {findable.MOST}", "<= 1")
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            f"create or replace function public.{findable.WINDOW}({findable.ASKS})"
            f" returns {findable.TELLS}"
            f" language plpgsql stable security definer as $window${body}$window$"
        )
        cursor.execute("set local role egide_app")


def test_two_colleagues_who_each_add_a_name_leave_the_words_of_both(
    fresh: Pair, test_server: TestServer
) -> None:
    pk = open_scene(seed_office()).dossier.pk
    add = """
        insert into finding_word (dossier_id, compartment_id, source, party, word)
        select id, compartment_id, 'name', 9, %s from dossiers_dossier where id = %s
    """
    login = test_server.cluster.url("egide_owner", fresh.default)
    with psycopg.connect(login) as one, psycopg.connect(login) as two:
        one.execute(add, ["girafe", pk])
        adding = threading.Thread(target=two.execute, args=(add, ["hippopotame", pk]))
        adding.start()
        assert wait_until(lambda: waits(one, two), seconds=SECONDS)
        one.commit()
        adding.join(SECONDS)
        two.commit()

    with as_owner():
        assert {"girafe", "hippopotame"} <= set(Findable.objects.get(dossier_id=pk).words)
