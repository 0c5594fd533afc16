"""The reference cases of the law, each told in words with its arithmetic, then the dates expected.
Not the Office's declarations, which stand in the modules: the same lengths are repeated here on purpose."""

from datetime import date

import pytest

from egide.law.calendars import Calendar
from egide.law.computation import Computation, compute
from egide.law.recurrence import occurrences, period_met, target_after
from egide.law.terms import Deadline
from tests.law.rules import ART_123_1, CALENDARS, S1, S2, S4, S6
from tests.law.vectors import CASES, Case


def _compute(case: Case) -> Computation:
    return compute(case.rule, start=case.start, calendar=_calendar(case.rule), extended=case.extended)


def _calendar(rule: Deadline) -> Calendar:
    return CALENDARS[rule.calendar]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story)
def test_it_gives_the_dates_of_the_reference(case: Case) -> None:
    computed = _compute(case)

    assert (computed.raw_date, computed.due_date) == (case.raw, case.due)
    if case.target:
        assert computed.internal_target == case.target


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story)
def test_it_shows_the_raw_date_to_those_whose_clock_it_is(case: Case) -> None:
    computed = _compute(case)

    if case.rule.runs_against:
        assert (computed.shown_date, computed.presumed_closed) == (case.raw, case.due)
    else:
        assert (computed.shown_date, computed.presumed_closed) == (case.due, None)


def test_it_never_counts_the_roll_in_favour_of_a_commitment() -> None:
    # S2: 90 days end on the holiday of 1 July and are measured there, though 2 July is shown.
    assert compute(S2, start=date(2026, 4, 2), calendar=_calendar(S2)).measured_on == date(2026, 7, 1)


def test_it_moves_the_measure_of_a_legal_limit_with_its_roll() -> None:
    assert compute(S4, start=date(2026, 3, 16), calendar=_calendar(S4)).measured_on == date(2026, 3, 23)


def test_it_anchors_the_commissioners_notices_on_the_raw_series() -> None:
    # 16 March + 90 = Sun 14 June -> Mon 15; then + 30 from the 14th: 14 July, 13 August, Sat 12
    # September -> Mon 14.
    series = occurrences(S6, start=date(2026, 3, 16), calendar=_calendar(S6), count=4)

    assert [one.raw_date for one in series] == [
        date(2026, 6, 14),
        date(2026, 7, 14),
        date(2026, 8, 13),
        date(2026, 9, 12),
    ]
    assert [series[0].due_date, series[3].due_date] == [date(2026, 6, 15), date(2026, 9, 14)]


def test_it_repeats_the_syndics_progress_every_sixty_days() -> None:
    # 14 June + 60 = 13 August, + 60 = 12 October, a holiday. The syndic's clock: shown raw.
    series = occurrences(ART_123_1, start=date(2026, 3, 16), calendar=_calendar(ART_123_1), count=3)
    expected = [date(2026, 6, 14), date(2026, 8, 13), date(2026, 10, 12)]

    assert [one.raw_date for one in series] == expected
    assert [one.shown_date for one in series] == expected


def test_it_brings_the_target_forward_after_an_early_notice() -> None:
    # First notice 20 May, + 30 = Fri 19 June, earlier than the anchored 14 July.
    target = target_after(
        S6, anchored=date(2026, 7, 14), last_notice=date(2026, 5, 20), calendar=_calendar(S6)
    )

    assert target == date(2026, 6, 19)


def test_it_counts_an_early_notice_for_its_own_period_only() -> None:
    series = occurrences(S6, start=date(2026, 3, 16), calendar=_calendar(S6), count=2)

    assert period_met(series, occurrence=1, notices=[date(2026, 5, 20)])
    assert not period_met(series, occurrence=2, notices=[date(2026, 5, 20)])


def test_it_keeps_the_two_five_day_rules_apart() -> None:
    # Same start, Friday 18 December 2026: five working days, or five days of any kind (Wed 23).
    start = date(2026, 12, 18)

    assert compute(S1, start=start, calendar=_calendar(S1)).due_date == date(2026, 12, 29)
    assert compute(S4, start=start, calendar=_calendar(S4)).due_date == date(2026, 12, 23)
