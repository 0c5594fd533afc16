"""Working days and closures: which days count, which are skipped, and why, for one dated version.
Not the list of holidays (see holidays.py) nor the table that staff edit: a version never changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Self

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Closure:
    """One closed day: a holiday for everybody, or the closing of one site (a storm in Québec only)."""

    day: date
    name: str
    site: str | None = None
    holiday: bool = True

    def reason(self) -> str:
        """Will say in French why the day is closed."""
        return f"{'jour férié' if self.holiday else 'fermeture'} ({self.name})"


@dataclass(frozen=True)
class Calendar:
    """An immutable snapshot of the days on which the Office (or a court) is closed.

    `closed_weekdays` counts from Monday = 0. A closure with a site closes that site only; when the site
    is not given, only the closures of every site count. `first_year` and `last_year` bound the years
    whose holidays were entered, when known.
    """

    code: str
    name: str
    version: str
    closed_weekdays: frozenset[int]
    closures: tuple[Closure, ...]
    first_year: int | None = None
    last_year: int | None = None
    _by_day: dict[date, tuple[Closure, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.closed_weekdays >= frozenset(range(7)):
            # Otherwise the search for the next open day would never end.
            raise ValueError("Un calendrier doit garder au moins un jour ouvert par semaine.")
        by_day: dict[date, tuple[Closure, ...]] = {}
        for closure in self.closures:
            by_day[closure.day] = (*by_day.get(closure.day, ()), closure)
        object.__setattr__(self, "_by_day", by_day)

    @property
    def label(self) -> str:
        """The code and version under which a computation remembers this calendar."""
        return f"{self.code} {self.version}"

    def why_closed(self, day: date, site: str | None = None) -> str | None:
        """Will say in French why the day is closed at the site, or None when it is a working day."""
        for closure in self._by_day.get(day, ()):
            if closure.site is None or closure.site == site:
                return closure.reason()
        if day.weekday() in self.closed_weekdays:
            return "fin de semaine" if day.weekday() in (SATURDAY, SUNDAY) else "fermeture hebdomadaire"
        return None

    def is_open(self, day: date, site: str | None = None) -> bool:
        """Will tell whether the day is a working day at the site."""
        return self.why_closed(day, site) is None

    def next_open(self, day: date, site: str | None = None) -> date:
        """Will give the day itself when it is open, else the first working day after it."""
        return self._walk_to_open(day, site, ONE_DAY)

    def previous_open(self, day: date, site: str | None = None) -> date:
        """Will give the day itself when it is open, else the last working day before it."""
        return self._walk_to_open(day, site, -ONE_DAY)

    def add_business_days(self, day: date, n: int, site: str | None = None) -> date:
        """Will count n working days after the day (before it when n is negative), the day itself excluded."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        for _ in range(abs(n)):
            day = self._walk_to_open(day + step, site, step)
        return day

    def business_days_between(self, after: date, until: date, site: str | None = None) -> int:
        """Will count the working days after the first day, up to the second one included."""
        return sum(self.is_open(day, site) for day in days_between(after, until))

    def describes(self, year: int) -> bool:
        """Will tell whether the holidays of the year were entered, as far as this version knows."""
        return (self.first_year or year) <= year <= (self.last_year or year)

    def to_json(self) -> dict[str, Any]:
        """Will give the snapshot as plain JSON values, to be stored beside what was computed with it."""
        return {
            "code": self.code,
            "name": self.name,
            "version": self.version,
            "closed_weekdays": sorted(self.closed_weekdays),
            "closures": [[c.day.isoformat(), c.name, c.site, c.holiday] for c in self.closures],
            "first_year": self.first_year,
            "last_year": self.last_year,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Will rebuild the snapshot stored by `to_json`."""
        closures = ((date.fromisoformat(day), *rest) for day, *rest in stored["closures"])
        return cls(
            code=stored["code"],
            name=stored["name"],
            version=stored["version"],
            closed_weekdays=frozenset(stored["closed_weekdays"]),
            closures=tuple(Closure(*closure) for closure in closures),
            first_year=stored["first_year"],
            last_year=stored["last_year"],
        )

    def _walk_to_open(self, day: date, site: str | None, step: timedelta) -> date:
        while not self.is_open(day, site):
            day += step
        return day


def days_between(after: date, until: date) -> Iterator[date]:
    """Will run through the days after the first one, up to the second one included."""
    for number in range(1, (until - after).days + 1):
        yield after + timedelta(days=number)
