"""Open and closed days, site by site, and the arithmetic on working days.
Not the lists of holidays themselves: see test_holidays.py."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.law.calendars import Calendar, Closure
from egide.law.holidays import public_service

STORM = Closure(date(2026, 2, 12), "tempête", site="quebec", holiday=False)
OFFICE = public_service(range(2026, 2028), "2026-1", [STORM])
DAYS = st.dates(date(2026, 2, 1), date(2027, 11, 30))


def test_it_says_why_a_day_is_closed() -> None:
    assert OFFICE.why_closed(date(2026, 12, 24)) == "jour férié (veille de Noël)"
    assert OFFICE.why_closed(date(2026, 12, 19)) == "fin de semaine"
    assert OFFICE.why_closed(date(2026, 12, 18)) is None


def test_it_names_the_holiday_before_the_weekend() -> None:
    assert OFFICE.why_closed(date(2026, 12, 26)) == "jour férié (lendemain de Noël)"


@pytest.mark.parametrize(("site", "is_open"), [("quebec", False), ("montreal", True), (None, True)])
def test_it_closes_only_the_site_of_the_storm(site: str | None, is_open: bool) -> None:
    assert OFFICE.is_open(STORM.day, site) is is_open


def test_it_skips_the_storm_only_where_it_fell() -> None:
    wednesday = date(2026, 2, 11)

    assert OFFICE.add_business_days(wednesday, 1, "quebec") == date(2026, 2, 13)
    assert OFFICE.add_business_days(wednesday, 1, "montreal") == date(2026, 2, 12)


def test_it_finds_the_nearest_open_days() -> None:
    assert OFFICE.next_open(date(2026, 12, 24)) == date(2026, 12, 28)
    assert OFFICE.previous_open(date(2026, 12, 27)) == date(2026, 12, 23)
    assert (
        OFFICE.next_open(date(2026, 12, 28)) == OFFICE.previous_open(date(2026, 12, 28)) == date(2026, 12, 28)
    )


def test_it_refuses_a_week_without_any_open_day() -> None:
    with pytest.raises(ValueError, match="au moins un jour ouvert"):
        Calendar("none", "Jamais", "1", frozenset(range(7)), ())


def test_it_keeps_six_closed_weekdays() -> None:
    only_monday = Calendar("monday", "Lundi", "1", frozenset(range(1, 7)), ())

    assert only_monday.next_open(date(2026, 12, 1)) == date(2026, 12, 7)


def test_it_survives_storage() -> None:
    stored = OFFICE.to_json()

    assert Calendar.from_json(stored) == OFFICE
    assert Calendar.from_json(stored).why_closed(STORM.day, "quebec") == "fermeture (tempête)"


def test_it_knows_the_years_that_it_describes() -> None:
    assert OFFICE.describes(2027)
    assert not OFFICE.describes(2028)
    assert Calendar("any", "Sans bornes", "1", frozenset(), ()).describes(1999)


@given(day=DAYS, n=st.integers(0, 60), site=st.sampled_from([None, "quebec", "montreal"]))
def test_it_counts_back_what_it_counted(day: date, n: int, site: str | None) -> None:
    day = OFFICE.next_open(day, site)
    end = OFFICE.add_business_days(day, n, site)

    assert OFFICE.add_business_days(end, -n, site) == day
    assert OFFICE.business_days_between(day, end, site) == n


@given(day=DAYS, n=st.integers(1, 60))
def test_it_lands_on_open_days_and_adds_up(day: date, n: int) -> None:
    end = OFFICE.add_business_days(day, n)

    assert OFFICE.is_open(end)
    assert OFFICE.add_business_days(OFFICE.add_business_days(day, 1), n - 1) == end


@given(day=DAYS)
def test_it_leaves_no_open_day_between_a_closed_day_and_its_neighbours(day: date) -> None:
    after, before = OFFICE.next_open(day), OFFICE.previous_open(day)
    span = [before + timedelta(days=n) for n in range((after - before).days + 1)]

    assert before <= day <= after
    assert [d for d in span if OFFICE.is_open(d)] == sorted({before, after})
