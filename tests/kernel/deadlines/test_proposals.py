"""What a late closure would move: shown before, applied by choice, provable after, undone by another version.

The acknowledgment of 5 working days of a request received on Monday 2026-11-23 is due on Monday 11-30.
"""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.kernel.deadlines import calendars, proposals
from egide.kernel.deadlines.models import CalendarVersion, ClosureDay, DueDate
from egide.kernel.deadlines.proposals import Change
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site
from egide.platform.errors.failures import Refused, Stale
from egide.platform.journal.append import dossier_chain
from egide.platform.journal.models import Event
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.interfaces.staff.conftest import opened

STORM = date(2026, 11, 26)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return opened(cast)


def storm(site: str | None = "quebec", *, removed: bool = False) -> Change:
    place = Site.objects.get(code=site) if site else None
    return Change(calendar="public_service", day=STORM, name="Tempête", site=place, removed=removed)


def moved(change: Change) -> dict[str, tuple[date, date]]:
    found = proposals.moves(proposals.draft(change, now=NOW), days=(change.day,))
    return {move.due.rule: (move.due.due_date, move.after.due_date) for move in found}


def acknowledgment(dossier: Dossier) -> DueDate:
    with as_owner():
        due = DueDate.objects.filter(dossier_id=dossier.pk, rule="interventions.acknowledgment")
        return due.order_by("rank")[0]


def accept(change: Change) -> CalendarVersion:
    return proposals.accept(change=change, seen=calendars.newest("public_service").version, now=NOW)


def apply(version: CalendarVersion) -> int:
    found = list(proposals.moves(calendars.read(version), days=(STORM,)))
    return proposals.rebind(found, version=version, now=NOW)


def test_it_shows_what_would_move_and_writes_nothing(cast: Cast, dossier: Dossier) -> None:
    before = acknowledgment(dossier).due_date
    with acting_as(cast.actor("marc")):
        found = moved(storm())

    assert found["interventions.acknowledgment"] == (before, date(2026, 12, 1))
    assert acknowledgment(dossier).due_date == before
    assert ClosureDay.objects.count() == 0


def test_a_storm_elsewhere_moves_nothing_here(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("marc")):
        assert moved(storm("montreal")) == {}
        assert "interventions.acknowledgment" in moved(storm(None))


def test_nobody_else_sees_it_move(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("claire")):
        assert moved(storm()) == {}


def test_accepting_publishes_and_leaves_the_deadlines_until_they_are_chosen(
    cast: Cast, dossier: Dossier
) -> None:
    with acting_as(cast.actor("marc")):
        version = accept(storm())
        waiting = [move.due.rule for move in proposals.pending("public_service")]

    assert version.version == "2026-2"
    assert "interventions.acknowledgment" in waiting
    assert acknowledgment(dossier).due_date == date(2026, 11, 30)
    with as_owner():
        assert list(dossiers_problems(dossier.number)) == []


def test_a_deadline_that_moved_is_journaled_and_still_proven(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("marc")):
        version = accept(storm())
        assert apply(version) >= 1
        assert list(proposals.pending("public_service")) == []
    with as_owner():
        dossier.refresh_from_db()

    assert acknowledgment(dossier).due_date == dossier.next_due_on == date(2026, 12, 1)
    assert acknowledgment(dossier).calendar_id == version.pk
    with as_owner():
        chain = Event.objects.filter(chain=dossier_chain(dossier.pk), code="deadline.rebound")
        assert '"before":"2026-11-30"' in chain.order_by("seq")[0].body
        assert list(dossiers_problems(dossier.number)) == []


def test_a_mistake_is_taken_back_by_another_version(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("marc")):
        apply(accept(storm()))
        undone = accept(storm(removed=True))
        apply(undone)

    assert undone.version == "2026-3"
    assert acknowledgment(dossier).due_date == date(2026, 11, 30)
    assert CalendarVersion.objects.filter(code="public_service").count() == 3
    with as_owner():
        assert list(dossiers_problems(dossier.number)) == []


def test_it_refuses_a_day_already_closed_and_one_already_open(cast: Cast) -> None:
    with acting_as(cast.actor("marc")):
        with pytest.raises(Refused, match="plus au calendrier"):
            proposals.check(storm(removed=True))
        accept(storm())
        with pytest.raises(Refused, match="déjà fermé"):
            accept(storm())


def test_the_second_of_two_administrators_is_told_what_changed(cast: Cast) -> None:
    seen = calendars.newest("public_service").version
    with acting_as(cast.actor("marc")):
        proposals.accept(change=storm(), seen=seen, now=NOW)
        with pytest.raises(Stale, match="autre version"):
            proposals.accept(change=storm("montreal"), seen=seen, now=NOW)


def test_a_settled_deadline_does_not_move(cast: Cast, dossier: Dossier) -> None:
    with as_owner():
        DueDate.objects.filter(dossier_id=dossier.pk).update(status="cancelled")
    with acting_as(cast.actor("marc")):
        assert moved(storm()) == {}


def test_many_deadlines_take_a_time_that_stays_small(cast: Cast, dossier: Dossier) -> None:
    first = acknowledgment(dossier)
    with as_owner():
        for rank in range(100, 400):
            first.pk, first.rank = None, rank
            first.save(force_insert=True)
    began = time.process_time()
    with acting_as(cast.actor("marc")), CaptureQueriesContext(connection) as asked:
        version = accept(storm())
        assert apply(version) >= 300

    assert time.process_time() - began < 5
    assert len(asked) < 2 * 300
