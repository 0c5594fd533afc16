"""The progress notices against a calendar counted by hand: 90 days, then every 30, and what each letter counts for.

Property: whatever the days on which notices leave, each period is in time when a notice fell in it, late otherwise.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egide.kernel.deadlines.facts import record_letter_sent
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import LetterState
from egide.kernel.lifecycle.gathering import gather
from egide.kernel.lifecycle.retelling import deadline_problems
from egide.modules.admission_complaints.progressing import expected
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from tests.cast import Cast
from tests.database import as_owner
from tests.modules.admission_complaints.notices import leave, monday
from tests.modules.admission_complaints.scene import COMPLAINT, RECEIVED, Scene, delegated, open_scene

START = RECEIVED.date()
# Days closed between the receipt and the end of the walk (13-day calendar), written by hand.
CLOSED = {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 18), date(2026, 6, 24), date(2026, 7, 1)}
CLOSED |= {date(2026, 9, 7), date(2026, 10, 12), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31)}


def _open_on(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def _limit(number: int) -> date:
    day = START + timedelta(days=90 + 30 * (number - 1))
    while not _open_on(day):
        day += timedelta(days=1)
    return day


def _by_hand(sent: list[date]) -> list[tuple[int, str]]:
    """Each period up to the last one that a notice reached: met when one fell in it, late otherwise."""
    told: list[tuple[int, str]] = []
    opens, number, left = START, 1, sorted(sent)
    while left:
        inside = [day for day in left if opens <= day <= _limit(number)]
        after = [day for day in left if day > _limit(number)]
        if not inside and not after:
            break
        told.append((number, "met" if inside else "late"))
        opens, number, left = _limit(number) + timedelta(days=1), number + 1, after
    return [*told, (number, "open")]


def test_the_series_is_anchored_on_the_receipt(scene: Scene) -> None:
    for day in (date(2026, 6, 15), date(2026, 7, 14), date(2026, 8, 13)):
        leave(scene, day)
    raws = [(due.raw_date, due.measured_on) for due in scene.dues("progress_notice")]
    assert raws == [
        (date(2026, 6, 14), date(2026, 6, 15)),
        (date(2026, 7, 14), date(2026, 7, 14)),
        (date(2026, 8, 13), date(2026, 8, 13)),
        (date(2026, 9, 12), date(2026, 9, 14)),
    ]
    assert [due.status for due in scene.dues("progress_notice")] == ["met", "met", "met", "open"]


def test_an_early_notice_brings_the_next_target_forward_and_verification_agrees(scene: Scene) -> None:
    leave(scene, date(2026, 5, 20))
    first, second = scene.dues("progress_notice")
    assert (first.status, second.raw_date) == ("met", date(2026, 7, 14))
    assert second.internal_target == date(2026, 6, 19)
    assert "30 jours" in second.proof
    with as_owner():
        assert list(deadline_problems(*gather([Dossier.objects.get(number=scene.number)]))) == []


def test_two_notices_in_one_period_count_once(scene: Scene) -> None:
    leave(scene, date(2026, 4, 10))
    leave(scene, date(2026, 6, 1))
    assert [due.status for due in scene.dues("progress_notice")] == ["met", "open"]


def test_nothing_is_due_after_the_conclusions(scene: Scene) -> None:
    leave(scene, date(2026, 6, 10))
    scene.at(date(2026, 7, 1))
    scene.act(
        "claire",
        lambda a, d: record_letter_sent(
            dossier=d, template="conclusions", sent_on=date(2026, 7, 1), actor_code=a.code, now=scene.now
        ),
    )
    assert [due.status for due in scene.dues("progress_notice")] == ["met", "cancelled"]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(gaps=st.lists(st.integers(0, 95), max_size=4))
def test_whatever_the_days_of_the_notices_each_counts_for_its_period(cast: Cast, gaps: list[int]) -> None:
    scene, day, sent = open_scene(cast), START, []
    for gap in gaps:
        day = min(day + timedelta(days=gap), date(2026, 12, 20))
        sent.append(day)
        leave(scene, day)
    rows = [(due.occurrence, str(due.status)) for due in scene.dues("progress_notice")]
    assert rows == _by_hand(sent)
    with as_owner():
        raws = DueDate.objects.filter(dossier__number=scene.number, rule__endswith="progress_notice")
        assert all(due.raw_date == START + timedelta(days=60 + 30 * due.occurrence) for due in raws)


def test_the_notice_is_drafted_on_monday_with_its_number_and_its_period(scene: Scene) -> None:
    scene.give()
    at = datetime(2026, 6, 8, 10, 7, tzinfo=UTC)
    assert monday(scene.cast, datetime(2026, 5, 18, 10, 7, tzinfo=UTC)) == 0  # not within fourteen days
    assert (monday(scene.cast, at), monday(scene.cast, at)) == (1, 0)  # once
    (letter,) = scene.letters("progress_notice")
    assert letter.state == LetterState.DRAFT
    assert "n°\u00a01" in letter.subject
    assert "du 16 mars 2026 au 15 juin 2026" in letter.body
    assert "premier avis" in letter.body


def test_a_draft_of_a_period_that_is_over_gives_way_to_the_next(scene: Scene) -> None:
    scene.give()
    monday(scene.cast, datetime(2026, 6, 8, 10, 7, tzinfo=UTC))
    leave(scene, date(2026, 6, 12))
    scene.at(date(2026, 7, 6))
    assert monday(scene.cast, scene.now) == 1
    assert [letter.state for letter in scene.letters("progress_notice")] == ["cancelled", "draft"]
    assert "du 16 juin 2026 au 14 juillet 2026" in scene.letters("progress_notice")[-1].body


def test_the_list_shows_the_late_first_and_only_what_one_may_read(scene: Scene) -> None:
    other = open_scene(scene.cast, at=datetime(2026, 3, 30, 14, tzinfo=UTC))
    today = date(2026, 6, 20)

    def listed(who: str) -> list[tuple[str, bool]]:
        with acting_as(actor_for_user(scene.cast.user(who), on=today)) as actor:
            rows = expected(actor, today=today)
            return [(row.dossier.number, row.due.status == Status.OPEN) for row in rows]

    assert [number for number, _ in listed("claire")] == [scene.number, other.number]
    assert [listed(who) for who in ("simon", "yvette", "bruno", "helene", "irene")] == [[]] * 5


def test_a_person_without_address_is_told_to_the_commissioner_and_nothing_is_drafted(cast: Cast) -> None:
    from dataclasses import replace

    from egide.kernel.notices.models import Notice

    scene = open_scene(cast, replace(COMPLAINT, email="", address=""))
    assert monday(cast, datetime(2026, 6, 8, 10, 7, tzinfo=UTC)) == 0
    with as_owner():
        codes = Notice.objects.filter(dossier__number=scene.number).values_list("code", "user__full_name")
        assert list(codes) == [("progress.blocked", "Claire Morin")]


def test_a_notice_is_signed_by_delegation_and_refused_once_it_ended(scene: Scene) -> None:
    from egide.platform.errors.failures import Refused

    scene.give()
    delegated(scene, "progress", until=date(2026, 6, 9))
    monday(scene.cast, datetime(2026, 6, 8, 10, 7, tzinfo=UTC))
    with pytest.raises(Refused, match="a pris fin le 9 juin 2026"):
        scene.at(date(2026, 6, 10)).send("progress_notice", "simon")
    scene.at(date(2026, 6, 9)).send("progress_notice", "simon")
    assert [due.status for due in scene.dues("progress_notice")] == ["met", "open"]
