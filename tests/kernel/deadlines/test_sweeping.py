"""The nightly sweep over open deadlines: who is told of what is overdue or near, once, wherever the dossier lives.

The clock moves from one night to the next; the walls and the conflicts hold for what the scheduler writes.
"""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.kernel.deadlines.models import DueDate, Status, Sweep
from egide.kernel.deadlines.sweeping import sweep
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notices.models import Notice
from egide.modules.mandates.opening import NewMandate, give
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner

Told = set[tuple[str, str]]


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def due_on(
    cast: Cast, day: date, *, lead: str = "nadia", who: str = "helene", unit: str = "interventions"
) -> Dossier:
    new = NewMandate(
        unit=Unit.objects.select_related("compartment", "site").get(code=unit),
        title="Un mandat",
        purpose="Objet.",
        deliverable="Note.",
        due_on=day,
        lead=cast.user(lead) if lead else None,
    )
    with acting_as(cast.actor(who)) as actor:
        return give(actor=actor, new=new, now=NOW)


def night(days: int) -> Told:
    at = NOW + timedelta(days=days)
    with acting_as(service("scheduler")):
        sweep(now=at)
    return told(at)


def told(at: datetime) -> Told:
    with as_owner():
        rows = Notice.objects.filter(told_at=at, code__startswith="deadline.")
        return set(rows.values_list("user__full_name", "code"))


def test_what_becomes_near_then_overdue_is_told_once_each_to_whoever_answers_for_it(cast: Cast) -> None:
    due_on(cast, TODAY + timedelta(days=20))

    nights = [night(days) for days in (0, 10, 13, 14, 20, 21, 22)]

    assert nights[0] == nights[1] == set()
    assert ("Nadia Bouchard", "deadline.soon") in set().union(*nights[2:4])
    assert nights[4] == set()
    assert nights[5] == {
        ("Nadia Bouchard", "deadline.late"),
        ("Marc Gagnon", "deadline.late"),
    }
    assert nights[6] == set()


def test_the_same_night_twice_and_a_night_missed_tell_nobody_twice_and_forget_nobody(cast: Cast) -> None:
    due_on(cast, TODAY + timedelta(days=2))
    first, twice, late = night(0), night(0), night(9)

    assert first == twice == {("Nadia Bouchard", "deadline.soon")}
    assert len(late) == 2
    with as_owner():
        assert Notice.objects.filter(code="deadline.soon").count() == 1
        assert Sweep.objects.count() == 2


def test_nobody_in_conflict_nor_gone_is_told_and_nobody_of_another_compartment(cast: Cast) -> None:
    mine, theirs = (
        due_on(cast, TODAY + timedelta(days=1)),
        due_on(cast, TODAY + timedelta(days=1), lead="simon", who="claire", unit="commission"),
    )
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=mine, reason="parenté", now=NOW)

    soon, late = night(0), night(5)

    # The conflict left the mandate to nobody: whoever gives it to someone is told.
    assert soon == {("Simon Lefebvre", "deadline.soon"), ("Marc Gagnon", "deadline.soon")}
    assert {name for name, _ in late} == {"Marc Gagnon", "Simon Lefebvre", "Claire Morin"}
    with as_owner():
        assert {n.compartment_id for n in Notice.objects.filter(dossier=theirs)} == {theirs.compartment_id}


def test_what_is_suspended_settled_or_closed_is_left_alone(cast: Cast) -> None:
    held, met, closed = (due_on(cast, TODAY + timedelta(days=1)) for _ in range(3))
    with as_owner():
        DueDate.objects.filter(dossier=held).update(status=Status.SUSPENDED)
        DueDate.objects.filter(dossier=met).update(status=Status.MET, settled_on=TODAY)
        Dossier.objects.filter(pk=closed.pk).update(closed_on=TODAY)

    assert (night(0), night(5)) == (set(), set())


def test_it_asks_the_same_few_statements_whatever_there_is(cast: Cast) -> None:
    def statements(days: int) -> int:
        with (
            acting_as(service("scheduler")),
            CaptureQueriesContext(connection) as asked,
        ):
            sweep(now=NOW + timedelta(days=days))
        return len(asked)

    few = statements(0)
    for _ in range(4):
        due_on(cast, TODAY + timedelta(days=3))

    assert statements(5) <= few + 1
