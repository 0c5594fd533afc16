"""The holidays of each regime: the lists of the reference, and a second opinion from a public package.
Not the Office's own closures, which staff enter."""

from datetime import date

import holidays as public_holidays
import pytest

from egide.law.holidays import (
    civil_procedure,
    disciplinary,
    easter,
    interpretation_act,
    interpretation_act_days,
    public_service,
    thirteen_days,
)

YEARS = range(2015, 2041)


def _days(year: int, listed: str) -> list[date]:
    return [date(year, *map(int, day.split("-"))) for day in listed.split(", ")]


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        (2026, "01-01, 01-02, 04-03, 04-06, 05-18, 06-24, 07-01, 09-07, 10-12, 12-24, 12-25, 12-26, 12-31"),
        (2027, "01-01, 01-02, 03-26, 03-29, 05-24, 06-24, 07-01, 09-06, 10-11, 12-24, 12-25, 12-26, 12-31"),
        (2028, "01-01, 01-02, 04-14, 04-17, 05-22, 06-24, 07-01, 09-04, 10-09, 12-24, 12-25, 12-26, 12-31"),
    ],
)
def test_it_lists_the_thirteen_days(year: int, listed: str) -> None:
    assert [closure.day for closure in thirteen_days(year)] == _days(year, listed)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2019, date(2019, 4, 21)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_it_finds_easter(year: int, sunday: date) -> None:
    assert easter(year) == sunday


@pytest.mark.parametrize("year", YEARS)
def test_it_agrees_with_a_public_list_of_quebec_holidays(year: int) -> None:
    # The package moves nothing when `observed` is off. It has no Easter Monday and none of the year's end,
    # which the public service adds; those are checked against the lists above.
    theirs = set(public_holidays.country_holidays("CA", subdiv="QC", years=year, observed=False))
    ours = {closure.day: closure.name for closure in thirteen_days(year)}
    added = {
        "lundi de Pâques",
        "lendemain du jour de l’An",
        "veille de Noël",
        "lendemain de Noël",
        "veille du jour de l’An",
    }

    assert {day for day, name in ours.items() if name not in added} == theirs & set(ours)
    assert theirs - set(ours) <= {date(year, 9, 30)}  # a federal day, outside these lists


@pytest.mark.parametrize("year", YEARS)
def test_it_agrees_on_easter_with_a_public_list(year: int) -> None:
    theirs = public_holidays.country_holidays("CA", subdiv="QC", years=year)

    assert easter(year).toordinal() - 2 in {day.toordinal() for day in theirs}


def test_it_moves_canada_day_from_a_sunday_only_in_the_interpretation_act() -> None:
    # 1 July 2029 is a Sunday.
    assert date(2029, 7, 2) in {closure.day for closure in interpretation_act_days(2029)}
    assert date(2029, 7, 1) in {closure.day for closure in thirteen_days(2029)}
    assert date(2029, 7, 2) not in {closure.day for closure in thirteen_days(2029)}


def test_it_takes_the_monday_before_25_may_never_that_day() -> None:
    # 25 May 2026 is a Monday: the holiday is the 18th.
    assert [c.day for c in thirteen_days(2026) if "patriotes" in c.name] == [date(2026, 5, 18)]


@pytest.mark.parametrize(
    ("day", "closed_in"),
    [
        # Saturday: every regime but the Interpretation Act.
        (date(2026, 3, 21), {"public_service", "disciplinary", "civil_procedure"}),
        (date(2026, 3, 22), {"public_service", "disciplinary", "civil_procedure", "interpretation_act"}),
        # 2 January 2026 is a Friday: no holiday in the Interpretation Act.
        (date(2026, 1, 2), {"public_service", "disciplinary", "civil_procedure"}),
        (date(2026, 12, 24), {"public_service", "disciplinary"}),
        (date(2026, 12, 31), {"public_service", "disciplinary"}),
        # 26 December 2028 is a Tuesday: added by art. 82 of the Code of Civil Procedure.
        (date(2028, 12, 26), {"public_service", "disciplinary", "civil_procedure"}),
        (date(2026, 10, 12), {"public_service", "disciplinary", "civil_procedure", "interpretation_act"}),
        (date(2026, 10, 13), set()),
    ],
)
def test_it_closes_each_regime_by_its_own_list(day: date, closed_in: set[str]) -> None:
    regimes = (public_service, disciplinary, interpretation_act, civil_procedure)
    calendars = [build(range(2026, 2029), "2026-1") for build in regimes]

    assert {calendar.code for calendar in calendars if not calendar.is_open(day)} == closed_in


def test_it_refuses_years_with_a_hole() -> None:
    with pytest.raises(ValueError, match="se suivre"):
        public_service([2026, 2028], "2026-1")
