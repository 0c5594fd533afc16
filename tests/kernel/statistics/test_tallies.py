"""The tallies follow every change of a dossier or a deadline, whoever writes it, and folding changes no sum.

Their proof is the one of `egide verify`: they equal a count of the rows.
"""

from datetime import timedelta
from random import Random

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.windows import deadline_results, open_counts
from egide.kernel.statistics import tallies
from egide.kernel.statistics.tasks import fold_tallies
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.scene import Scene, open_scene
from tests.kernel.statistics.world import START, World

# On these days some deadlines are behind, some ahead, or all of them one or the other.
DAYS = [TODAY + timedelta(days=days) for days in (-30, -4, 0, 1, 30)]


def sums(cast: Cast) -> tuple[object, ...]:
    """What two readers are told."""
    told = []
    for name in ("nadia", "bruno"):
        actor = cast.actor(name)
        with acting_as(actor):
            results = deadline_results(actor, periods=[(START, TODAY)], today=TODAY)
            told += [
                sorted((r.rule, r.month, r.met, r.late) for r in results),
                *(
                    sorted(
                        (c.state, c.total, c.late, c.soon, c.unassigned, c.mine, c.mine_late, c.mine_soon)
                        for c in open_counts(actor, today=today, near=today + timedelta(days=soon))
                    )
                    for today in DAYS
                    for soon in (0, 3)
                ),
            ]
    return tuple(told)


def test_they_follow_random_changes_and_folding_changes_nothing(cast: Cast) -> None:
    world, random = World(cast, seed=5, size=30), Random(5)
    units = list(Unit.objects.filter(compartment__code="office")[:3])
    people = [None, cast.user("nadia"), cast.user("marc")]
    with as_owner():
        for n in range(40):
            if n == 20:  # what comes after is added to what is folded
                fold_tallies.function(now=NOW)
            dossier = Dossier.objects.get(pk=random.choice(world.files).id)
            if dossier.compartment.code == "office" and n % 3 == 0:
                dossier.unit = random.choice(units)
            dossier.closed_on = random.choice((None, TODAY))
            dossier.next_due_on = random.choice((None, TODAY + timedelta(days=random.randrange(-9, 9))))
            dossier.state = random.choice(("received", "triage", "closed"))
            dossier.assignee = random.choice(people)
            dossier.save()
            DueDate.objects.filter(dossier=dossier).update(
                status=random.choice(("open", "met", "late", "cancelled", "suspended")),
                settled_on=TODAY - timedelta(days=random.randrange(30)),
            )
        assert list(tallies.problems()) == []

    before = sums(cast)
    fold_tallies.function(now=NOW)

    assert sums(cast) == before
    with as_owner():
        assert list(tallies.problems()) == []
        with connection.cursor() as cursor:
            cursor.execute(
                "select (select count(*) from statistics_deadlinetally where not folded),"
                " (select count(*) from statistics_owntally where not folded)"
            )
            assert cursor.fetchone() == (0, 0)


def test_they_follow_a_move_and_its_undo(scene: Scene) -> None:
    scene.give()
    told = sums(scene.cast)

    scene.move("start_triage")
    moved = sums(scene.cast)
    scene.undo()

    assert moved != told
    assert sums(scene.cast) == told
    with as_owner():
        assert list(tallies.problems()) == []


def test_verification_names_a_count_that_differs_and_rebuilding_mends_it(scene: Scene) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("update statistics_opentally set n = n + 2")

        assert any("Compte des dossiers ouverts" in fault for fault in tallies.problems())

        tallies.rebuild()
        assert list(tallies.problems()) == []


def test_verification_tells_a_standing_that_differs_and_rebuilding_mends_it(scene: Scene) -> None:
    scene.give()
    fold_tallies.function(now=NOW)
    for table in ("statistics_openstanding", "statistics_ownstanding"):
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(f"update {table} set until = array[7]")

            assert any("Sommes des comptes" in fault for fault in tallies.problems())

            tallies.rebuild()
            assert list(tallies.problems()) == []


@pytest.mark.parametrize(
    "table",
    [
        "statistics_deadlinetally",
        "statistics_opentally",
        "statistics_owntally",
        "statistics_openstanding",
        "statistics_ownstanding",
    ],
)
@pytest.mark.parametrize("act", ["select * from {0}", "delete from {0}", "update {0} set n = 0"])
def test_the_application_reaches_them_by_the_windows_only(scene: Scene, table: str, act: str) -> None:
    with (
        acting_as(scene.cast.actor("marc")),
        pytest.raises(ProgrammingError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table))

    assert isinstance(raised.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_two_people_of_one_unit_never_wait_for_each_other(fresh: Pair, test_server: TestServer) -> None:
    scene = open_scene(seed_office())
    other = open_scene(scene.cast, received_at=NOW + timedelta(minutes=1))
    settle = "update deadlines_duedate set status = 'met', settled_on = %s where dossier_id = %s"
    login = test_server.cluster.url("egide_owner", fresh.default)
    with psycopg.connect(login) as one, psycopg.connect(login) as two:
        for each in (one, two):
            each.execute("set lock_timeout = '2s'")

        # The same unit, kind, rule, state and day: each would write the other's row.
        one.execute(settle, [TODAY, scene.dossier.pk])
        two.execute(settle, [TODAY, other.dossier.pk])
        two.commit()
        one.commit()

    with as_owner():
        assert list(tallies.problems()) == []
