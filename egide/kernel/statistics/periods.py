"""Periods of figures: half-open, in whole days of the Office; months, quarters, fiscal years to 31 March.

Pure: no clock, no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FISCAL_MONTH = 4  # the fiscal year starts on 1 April
QUARTER = 3


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `since`, included, to `until`, excluded."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise ValueError("Une période compte au moins un jour.")

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.until - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.until - self.since).days

    def months(self) -> Iterator[date]:
        """Will give the first day of each month that the period touches."""
        month = self.since.replace(day=1)
        while month < self.until:
            yield month
            month = next_month(month)

    def shifted(self, months: int) -> "Period":
        """Will give the same days that many months earlier; the 31st becomes the last day of a shorter month."""
        return Period(_earlier(self.since, months), _earlier(self.last, months) + timedelta(days=1))

    def before(self) -> "Period":
        """Will give the period of the same length that ends where this one starts: whole months stay whole."""
        if self.since.day == 1 and self.until.day == 1:
            months = sum(1 for _ in self.months())
            return Period(months_before(self.since, months), self.since)
        return Period(self.since - timedelta(days=self.days), self.since)


def _earlier(day: date, months: int) -> date:
    first = months_before(day, months)
    return first.replace(day=min(day.day, (next_month(first) - timedelta(days=1)).day))


def next_month(day: date) -> date:
    """Will give the first day of the month after the day's."""
    return months_before(day, -1)


def months_before(day: date, n: int) -> date:
    """Will give the first day of the month that is `n` months before the day's."""
    whole = day.year * 12 + day.month - 1 - n
    return date(whole // 12, whole % 12 + 1, 1)


def month_of(day: date) -> Period:
    """Will give the whole month that holds the day."""
    return Period(day.replace(day=1), next_month(day))


def quarter_of(day: date) -> Period:
    """Will give the whole quarter that holds the day: April to June is the first of the fiscal year."""
    first = months_before(day, (day.month - 1) % QUARTER)
    return Period(first, months_before(first, -QUARTER))


def fiscal_year_of(day: date) -> Period:
    """Will give the fiscal year, 1 April to 31 March, that holds the day."""
    first = date(day.year if day.month >= FISCAL_MONTH else day.year - 1, FISCAL_MONTH, 1)
    return Period(first, first.replace(year=first.year + 1))
