"""Who carries what: open mandates, late, due soon, suspended, by unit and person; one grouped query over one’s reach.

Each figure is defined here once; the page, its chart and the monthly report read the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from egide.kernel.gate.visibility import visible
from egide.modules.mandates.access import KIND
from egide.platform.accounts.actors import Actor

NOBODY = "À confier"


@dataclass(frozen=True, kw_only=True)
class Load:
    """The open mandates of one person, or of a unit: each of the following figures is part of `total`.

    `late`: the running date has passed, nothing delivered. `late_first`: the date first given has passed, nothing
    delivered, whatever was revised since; suspended ones are in neither. `week` and `month`: due from today to the
    end of the week (Sunday), of the month. `held`: suspended. `waiting`: delivered, to be approved.
    """

    unit: str
    person: str = ""
    total: int = 0
    late: int = 0
    late_first: int = 0
    week: int = 0
    month: int = 0
    held: int = 0
    waiting: int = 0


FIGURES = ("total", "late", "late_first", "week", "month", "held", "waiting")


def end_of_week(day: date) -> date:
    """Will return the Sunday of the week."""
    return day + timedelta(days=6 - day.weekday())


def end_of_month(day: date) -> date:
    """Will return the last day of the month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def loads(actor: Actor, *, today: date) -> tuple[Load, ...]:
    """Will count the open mandates that the actor may read, by unit and person in charge; one query."""
    undelivered = ~Q(state__in=("delivered", "approved"))
    running = undelivered & ~Q(state="on_hold")
    rows = (
        visible(actor, kind=KIND)
        .filter(closed_on=None)
        .order_by()
        .values("unit__name", "assignee__full_name")
        .annotate(
            total=Count("pk"),
            late=Count("pk", filter=Q(next_due_on__lt=today)),
            late_first=Count("pk", filter=running & Q(office_mandate__first_due_on__lt=today)),
            week=Count("pk", filter=Q(next_due_on__range=(today, end_of_week(today)))),
            month=Count("pk", filter=Q(next_due_on__range=(today, end_of_month(today)))),
            held=Count("pk", filter=Q(state="on_hold")),
            waiting=Count("pk", filter=Q(state="delivered")),
        )
    )
    found = (
        Load(
            unit=row["unit__name"],
            person=row["assignee__full_name"] or NOBODY,
            **{name: row[name] for name in FIGURES},
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda load: (load.unit, -load.late, -load.total, load.person)))


def by_unit(found: Iterable[Load]) -> tuple[Load, ...]:
    """Will add the people of each unit up, the unit with the most late ones first."""
    units: dict[str, Load] = {}
    for load in found:
        held = units.get(load.unit, Load(unit=load.unit))
        units[load.unit] = Load(
            unit=load.unit, **{name: getattr(held, name) + getattr(load, name) for name in FIGURES}
        )
    return tuple(sorted(units.values(), key=lambda load: (-load.late, -load.total, load.unit)))
