"""The period of a report: a quarter or a year of the Office (1 April to 31 March), or two chosen days.

Pure. Half-open: `until` is the first day that no longer counts.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from egide.law.dates_fr import plain_date

QUARTER, YEAR, CUSTOM = "quarter", "fiscal_year", "custom"
LABELS = {QUARTER: "Trimestre", YEAR: "Année financière", CUSTOM: "Autre période"}
_ORDINALS = ("1er", "2e", "3e", "4e")
YEAR_STARTS = 4  # April


class WrongPeriod(ValueError):
    """The days given make no period; the sentence is for the screen."""


@dataclass(frozen=True, kw_only=True)
class ReportPeriod:
    """A period with its kind."""

    kind: str
    since: date
    until: date

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        return self.until - timedelta(days=1)

    @property
    def label(self) -> str:
        """The period's name: « 2e trimestre 2026-2027 », « Année financière 2025-2026 »."""
        year = fiscal_year(self.since)
        years = f"{year}-{year + 1}"
        if self.kind == QUARTER:
            return f"{_ORDINALS[(self.since.month - YEAR_STARTS) % 12 // 3]} trimestre {years}"
        if self.kind == YEAR:
            return f"Année financière {years}"
        return self.days

    @property
    def days(self) -> str:
        """The first and the last day in words."""
        return f"du {plain_date(self.since)} au {plain_date(self.last_day)}"

    @property
    def before(self) -> "ReportPeriod":
        """The period just before, of the same length: what the report compares with."""
        if self.kind == CUSTOM:
            return ReportPeriod(kind=CUSTOM, since=self.since - (self.until - self.since), until=self.since)
        months = 3 if self.kind == QUARTER else 12
        return ReportPeriod(kind=self.kind, since=_months_later(self.since, -months), until=self.since)


def fiscal_year(day: date) -> int:
    """Will give the calendar year in which the Office's year of that day began."""
    return day.year if day.month >= YEAR_STARTS else day.year - 1


def quarter_of(day: date) -> ReportPeriod:
    """Will give the quarter of the Office in which the day falls."""
    since = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return ReportPeriod(kind=QUARTER, since=since, until=_months_later(since, 3))


def year_of(day: date) -> ReportPeriod:
    """Will give the Office's year in which the day falls."""
    since = date(fiscal_year(day), YEAR_STARTS, 1)
    return ReportPeriod(kind=YEAR, since=since, until=since.replace(year=since.year + 1))


def custom(since: date, last_day: date) -> ReportPeriod:
    """Will make a period of two days, both counted.

    :raises WrongPeriod: the end comes before the start, or the period is longer than two years.
    """
    if last_day < since:
        raise WrongPeriod("La période finit avant de commencer.")
    if (last_day - since).days > 731:
        raise WrongPeriod("Une période compte au plus deux ans.")
    return ReportPeriod(kind=CUSTOM, since=since, until=last_day + timedelta(days=1))


def recent_quarters(today: date, *, how_many: int = 8) -> tuple[ReportPeriod, ...]:
    """Will list the quarters that have ended, newest first, then nothing of the one that runs."""
    found, running = [], quarter_of(today)
    for _ in range(how_many):
        running = running.before
        found.append(running)
    return tuple(found)


def recent_years(today: date, *, how_many: int = 4) -> tuple[ReportPeriod, ...]:
    """Will list the Office's years that have ended, newest first."""
    found, running = [], year_of(today)
    for _ in range(how_many):
        running = running.before
        found.append(running)
    return tuple(found)


def _months_later(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, day.day)
