"""The Office’s hours as a table: what is open, and when what waits will leave.

8 h 30 to noon, 13 h to 16 h 30, Monday to Friday; a closure of one site closes that site only.
"""

from datetime import date, datetime, timedelta

import pytest

from egide.law.calendars import Calendar, Closure
from egide.law.office_hours import is_open_at, next_opening

STORM = date(2026, 11, 24)
CALENDAR = Calendar(
    code="public_service",
    name="Fonction publique",
    version="essai",
    closed_weekdays=frozenset({5, 6}),
    closures=(
        Closure(day=STORM, name="tempête", site="quebec", holiday=False),
        Closure(day=date(2026, 12, 25), name="Noël"),
    ),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "site", "opening"),
    [
        ("2026-11-23T08:29", "quebec", "2026-11-23T08:30"),
        ("2026-11-23T08:30", "quebec", "2026-11-23T08:30"),
        ("2026-11-23T11:59", "quebec", "2026-11-23T11:59"),
        ("2026-11-23T12:00", "quebec", "2026-11-23T13:00"),
        ("2026-11-23T16:29", "quebec", "2026-11-23T16:29"),
        ("2026-11-23T16:30", "montreal", "2026-11-24T08:30"),
        ("2026-11-23T16:30", "quebec", "2026-11-25T08:30"),  # the storm closes Québec only
        ("2026-11-27T17:00", "quebec", "2026-11-30T08:30"),  # Friday evening
        ("2026-12-24T20:00", "quebec", "2026-12-28T08:30"),  # Christmas, then a week-end
    ],
)
def test_what_waits_leaves_at_the_opening(now: str, site: str, opening: str) -> None:
    found = next_opening(at(now), calendar=CALENDAR, site=site)

    assert found == at(opening)
    assert is_open_at(found, calendar=CALENDAR, site=site)
    assert is_open_at(at(now), calendar=CALENDAR, site=site) is (now == opening)


def test_without_a_calendar_the_five_days_of_the_week_are_worked() -> None:
    assert is_open_at(at("2026-12-25T09:00"), calendar=None)
    assert next_opening(at("2026-11-28T09:00"), calendar=None) == at("2026-11-30T08:30")


def test_a_calendar_that_never_opens_is_said() -> None:
    days = tuple(Closure(day=date(2026, 11, 1) + timedelta(days=n), name="fermé") for n in range(120))
    closed = Calendar(code="x", name="x", version="x", closed_weekdays=frozenset({5, 6}), closures=days)

    with pytest.raises(ValueError, match="aucun jour"):
        next_opening(at("2026-11-23T09:00"), calendar=closed)
