"""What is asked of the dashboard, as its address carries it: a period, a unit, a kind, an order.

Pure: it reads an address and gives periods; what is not understood is the default, never an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from egide.interfaces.staff.filters import clean
from egide.kernel.statistics.periods import Period, fiscal_year_of, month_of, quarter_of
from egide.ui import formats

MONTH, QUARTER, YEAR, LAST_YEAR, OTHER = "mois", "trimestre", "exercice", "exercice-precedent", "autre"
PERIODS = (
    (YEAR, "Cet exercice (depuis le 1er avril)"),
    (QUARTER, "Ce trimestre"),
    (MONTH, "Ce mois-ci"),
    (LAST_YEAR, "Exercice précédent"),
    (OTHER, "Dates au choix"),
)
# A preset is compared with the same days that many months earlier.
MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12, LAST_YEAR: 12}
LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The choices; `problem` is the sentence to show when two dates make no period."""

    choice: str
    period: Period
    before: Period
    since: str = ""
    until: str = ""
    unit: str = ""
    kind: str = ""
    order: str = ""
    problem: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], *, today: date) -> Self:
        """Will read an address. `du` and `au` are days of the period, both included."""
        codes = {code for code, _ in PERIODS}
        choice = query.get("periode", "") if query.get("periode", "") in codes else YEAR
        since, until = clean(query.get("du", ""))[:10], clean(query.get("au", ""))[:10]
        period, problem = _between(since, until) if choice == OTHER else (_preset(choice, today), "")
        shown = period or _preset(YEAR, today)
        months = MONTHS.get(choice) if period else MONTHS[YEAR]
        return cls(
            choice=choice,
            period=shown,
            before=shown.shifted(months) if months else shown.before(),
            since=since,
            until=until,
            unit=clean(query.get("unite", ""))[:40],
            kind=clean(query.get("systeme", ""))[:40],
            order=clean(query.get("ordre", ""))[:80],
            problem=problem,
        )

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Will give the choices as the address names them."""
        free = self.choice == OTHER
        told = {
            "periode": self.choice,
            "du": self.since if free else "",
            "au": self.until if free else "",
            "unite": self.unit,
            "systeme": self.kind,
            "ordre": self.order,
        }
        return tuple((name, value) for name, value in told.items() if value)

    @property
    def words(self) -> str:
        """« Du 1er avril au 22 novembre 2026 »."""
        return f"Du {formats.day(self.period.since)} au {formats.day(self.period.last)}"


def _preset(choice: str, today: date) -> Period:
    if choice == LAST_YEAR:
        return fiscal_year_of(fiscal_year_of(today).since - timedelta(days=1))
    whole = {MONTH: month_of, QUARTER: quarter_of}.get(choice, fiscal_year_of)(today)
    # Days to come hold nothing: the period ends today, and is compared with as many days.
    return Period(whole.since, today + timedelta(days=1))


def _between(since: str, until: str) -> tuple[Period | None, str]:
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError:
        return (
            None,
            "Écrivez les deux dates ainsi\u00a0: 2026-04-01. L’exercice en cours est montré en attendant.",
        )
    if last < first:
        return None, "La date de fin précède la date de début. L’exercice en cours est montré en attendant."
    if last - first > LONGEST or last.year > 9000 or first.year < 1900:
        return None, "La période compte au plus cinq ans. L’exercice en cours est montré en attendant."
    return Period(first, last + timedelta(days=1)), ""
