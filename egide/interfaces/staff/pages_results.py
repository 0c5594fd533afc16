"""Deadlines kept, month by month: real counts over the dossiers that the reader sees, through a window.

A deadline counts in the month when it was settled, or when it passed without being met.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from egide.kernel.gate.windows import ResultCount, keeping, kept_among
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import Prepared
from egide.ui import formats
from egide.ui.pages import Bar, Chart

MONTHS_SHOWN = 6
FISCAL_MONTH = 4  # the fiscal year starts on 1 April


@dataclass(frozen=True, kw_only=True)
class Month:
    """What one month gave; `rate` is None when no deadline fell in it."""

    first: date
    met: int
    total: int

    @property
    def rate(self) -> int | None:
        """The share kept, in hundredths, rounded down: 99.6 % is not 100 %."""
        return self.met * 100 // self.total if self.total else None


@dataclass(frozen=True, kw_only=True)
class Results:
    """The rate since the fiscal year began, and the last six months."""

    since: date
    year: Month
    months: tuple[Month, ...]

    @property
    def chart(self) -> Chart | None:
        """The six months as bars; nothing when no deadline fell in any of them."""
        if not any(month.total for month in self.months):
            return None
        told = [f"{formats.MONTHS[m.first.month - 1]} {_shown(m)}" for m in self.months]
        return Chart(
            title="Délais tenus, 6 mois",
            measure="Délais tenus",
            summary=f"Délais tenus\u00a0: {', '.join(told)}.",
            bars=tuple(
                Bar(label=formats.SHORT_MONTHS[m.first.month - 1], value=m.rate, shown=_shown(m))
                for m in self.months
            ),
        )


def counting(actor: Actor, *, today: date) -> Prepared:
    """Will write the statement that counts the deadlines kept and missed, of the Office's own clock only."""
    return keeping(actor, since=min(_year(today), _months(today)[0]), today=today)


def results(found: Sequence[ResultCount], *, today: date) -> Results:
    """Will tell what `counting` read."""
    months, since = _months(today), _year(today)
    counted = {row.month: Month(first=row.month, met=row.met, total=row.total) for row in kept_among(found)}
    return Results(
        since=since,
        year=_sum(since, (month for month in counted.values() if month.first >= since)),
        months=tuple(counted.get(first, Month(first=first, met=0, total=0)) for first in months),
    )


def _months(today: date) -> list[date]:
    return [_months_before(today, n) for n in reversed(range(MONTHS_SHOWN))]


def _year(today: date) -> date:
    return date(today.year if today.month >= FISCAL_MONTH else today.year - 1, FISCAL_MONTH, 1)


def _sum(first: date, months: Iterable[Month]) -> Month:
    kept = list(months)
    return Month(first=first, met=sum(m.met for m in kept), total=sum(m.total for m in kept))


def _months_before(day: date, n: int) -> date:
    whole = day.year * 12 + day.month - 1 - n
    return date(whole // 12, whole % 12 + 1, 1)


def _shown(month: Month) -> str:
    return "—" if month.rate is None else formats.percent(month.rate)
