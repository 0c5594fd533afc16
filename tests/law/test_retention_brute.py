"""Retention against a calculator written apart, from domain.md F alone, that walks the days one by one.

It knows no anniversary: it turns the pages of the calendar until the day of the month comes back.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egide.law.facts import Fact
from egide.law.retention import Disposition, RetentionRule, retention_dates
from egide.law.sources import Source

EVENT, SECOND = Fact("closure", "fermeture du dossier"), Fact("departure", "départ")
ONE_DAY = timedelta(days=1)
DAYS = st.dates(min_value=date(1973, 1, 1), max_value=date(2095, 12, 31))
YEARS = st.one_of(st.none(), st.integers(min_value=0, max_value=60))


def walked(start: date, years: int) -> date:
    """The last day of so many years, by walking: a year is over on the eve of the day after its anniversary."""
    day, left = start, years
    while left:
        # To the same day of the same month; in a year without it, to the last day of that month.
        day += ONE_DAY
        same = (day.month, day.day) == (start.month, start.day)
        missing = (start.month, start.day) == (2, 29) and (day.month, day.day) == (2, 28)
        if same or (missing and (day + ONE_DAY).month == 3):
            left -= 1
    return day


def stage(day: date, start: date, active: int | None, semi: int | None) -> str:
    """The age of a dossier on one day, said without computing any date of the product."""
    if active is None or day <= walked(start, active):
        return "active"
    return "semi" if semi is None or day <= walked(start, active + semi) else "over"


@settings(max_examples=60, deadline=None)
@given(start=DAYS, active=YEARS, semi=YEARS)
def test_the_two_dates_are_those_that_walking_the_calendar_finds(
    start: date, active: int | None, semi: int | None
) -> None:
    proof = retention_dates(rule(active, semi), trigger_on=start)

    assert proof.active_until == (None if active is None else walked(start, active))
    total = None if active is None or semi is None else active + semi
    assert proof.semi_active_until == (None if total is None else walked(start, total))


@settings(max_examples=40, deadline=None)
@given(start=DAYS, active=YEARS, semi=YEARS, after=st.integers(min_value=-2, max_value=2))
def test_around_each_end_the_age_is_that_of_the_walker(
    start: date, active: int | None, semi: int | None, after: int
) -> None:
    proof = retention_dates(rule(active, semi), trigger_on=start)
    ends = [end for end in (proof.active_until, proof.semi_active_until, start) if end is not None]

    for end in ends:
        day = end + timedelta(days=after)
        mine = "active"
        if proof.active_until is not None and day > proof.active_until:
            last = proof.semi_active_until
            mine = "semi" if last is None or day <= last else "over"
        assert mine == stage(day, start, active, semi)


@settings(max_examples=40, deadline=None)
@given(start=DAYS, second=DAYS, active=st.integers(0, 20), semi=st.integers(0, 20))
def test_a_second_event_counts_the_semi_active_years_and_never_ends_before_the_active_ones(
    start: date, second: date, active: int, semi: int
) -> None:
    proof = retention_dates(rule(active, semi, semi_trigger=SECOND), trigger_on=start, semi_trigger_on=second)

    assert proof.active_until == walked(start, active)
    assert proof.semi_active_until == max(walked(start, active), walked(second, semi))


def test_a_second_event_that_is_awaited_leaves_the_end_open() -> None:
    proof = retention_dates(rule(2, 5, semi_trigger=SECOND), trigger_on=date(2026, 11, 23))

    assert (proof.active_until, proof.semi_active_until) == (date(2028, 11, 23), None)
    assert "Semi-actif\u00a0: en attente (départ)" in proof.steps


@pytest.mark.parametrize(
    ("years", "last"), [(1, date(2025, 2, 28)), (4, date(2028, 2, 29)), (0, date(2024, 2, 29))]
)
def test_a_leap_day_comes_back_only_in_leap_years(years: int, last: date) -> None:
    assert walked(date(2024, 2, 29), years) == last
    assert retention_dates(rule(years, 0), trigger_on=date(2024, 2, 29)).active_until == last


def rule(active: int | None, semi: int | None, *, semi_trigger: Fact | None = None) -> RetentionRule:
    return RetentionRule(
        "6200",
        "Essai",
        active=active,
        semi_active=semi,
        disposition=Disposition.SAMPLE,
        trigger=EVENT,
        source=Source("essai", "1"),
        semi_trigger=semi_trigger,
    )
