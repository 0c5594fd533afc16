"""The day that a delay of the guide gives, once the person says when it began: raw, with its proof.

From an approximate date it counts from the earliest day it may have been, and says so (domain.md, C.4).
"""

from dataclasses import dataclass
from datetime import date

from egide.interfaces.public.approximations import When
from egide.kernel.deadlines import calendars
from egide.law.deadlines import compute
from egide.law.orientation import Delay
from egide.ui.formats import day, days_away
from egide.ui.pages import DeadlineView

UNKNOWN = (
    "Nous ne pouvons pas calculer de date à partir de «\u00a0{}\u00a0»\u00a0: donnez au moins le mois et l’année. "
    "Dans le doute, agissez sans attendre."
)
NO_CALENDAR = (
    "Le calcul n’est pas offert pour le moment\u00a0: comptez les jours à partir du lendemain de cette date."
)


@dataclass(frozen=True, kw_only=True)
class CountedDay:
    """The deadline with its proof, or a note that says why there is none."""

    deadline: DeadlineView | None = None
    note: str = ""


def counted_day(delay: Delay, when: When, *, today: date) -> CountedDay | None:
    """Will count the delay from what the person said; None for a delay without length."""
    rule = delay.as_deadline()
    if rule is None:
        return None
    if when.first is None:
        return CountedDay(note=UNKNOWN.format(when.words))
    try:
        calendar = calendars.read(calendars.newest(rule.calendar))
    except calendars.NoCalendar:
        return CountedDay(note=NO_CALENDAR)
    dates = compute(rule, start=when.first, calendar=calendar)
    return CountedDay(
        deadline=DeadlineView(
            label="Date obtenue",
            words=days_away(dates.raw_date, today) if dates.raw_date >= today else "date passée",
            date=day(dates.raw_date, weekday=True),
            iso=dates.raw_date.isoformat(),
            note="" if when.exact else _approximate(when),
            steps=dates.steps,
            source=dates.source,
        )
    )


def _approximate(when: When) -> str:
    assert when.first is not None
    return (
        f"À titre indicatif\u00a0: vous avez écrit «\u00a0{when.words}\u00a0», et nous comptons à partir du "
        f"{day(when.first)}, le premier jour possible. La vraie date peut être plus tardive."
    )
