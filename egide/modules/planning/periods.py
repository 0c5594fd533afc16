"""The period of a report: a quarter or a year of the Office (1 April to 31 March), or two chosen days.

Pure: names and choices; the days are those of the figures (kernel/statistics/periods.py), half-open as there.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from egide.kernel.statistics.periods import Period, fiscal_year_of
from egide.kernel.statistics.periods import quarter_of as whole_quarter
from egide.law.dates_fr import plain_date

QUARTER, YEAR, CUSTOM = "quarter", "fiscal_year", "custom"
LABELS = {QUARTER: "Trimestre", YEAR: "Année financière", CUSTOM: "Autre période"}
_ORDINALS = ("1er", "2e", "3e", "4e")


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
        year = fiscal_year_of(self.since).since
        years = f"{year.year}-{year.year + 1}"
        if self.kind == QUARTER:
            return f"{_ORDINALS[(self.since.month - year.month) % 12 // 3]} trimestre {years}"
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
        return _named(self.kind, Period(self.since, self.until).before())


def quarter_of(day: date) -> ReportPeriod:
    """Will give the quarter of the Office in which the day falls."""
    return _named(QUARTER, whole_quarter(day))


def year_of(day: date) -> ReportPeriod:
    """Will give the Office's year in which the day falls."""
    return _named(YEAR, fiscal_year_of(day))


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


def _named(kind: str, period: Period) -> ReportPeriod:
    return ReportPeriod(kind=kind, since=period.since, until=period.until)
