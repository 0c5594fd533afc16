"""The monthly report to the presidency: mandates given, delivered, late on both dates, median time, by unit.

Each figure is defined once, here. Live until it is presented; from then on, what was presented, byte for byte.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Max, Min, Q

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.gate.visibility import visible
from egide.modules.mandates.access import KIND
from egide.modules.mandates.law import ASKED, CANCELLED, DELIVERED, RETURNED
from egide.modules.mandates.models import MonthlyReport
from egide.modules.mandates.workload import end_of_month
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

ALL_UNITS = "Toutes les unités"


@dataclass(frozen=True, kw_only=True)
class UnitMonth:
    """One unit’s month. Counts are of mandates; `days` is a median, in calendar days, None without a delivery.

    `given`: asked during the month. `delivered`: last delivered during the month. `late` and `late_first`: of those
    delivered, how many came after the running date, and after the date first given. `overdue` and `overdue_first`:
    at the end of the month (or today, if it is not over), not delivered and past one date or the other, suspended
    ones apart. `days`: from the request to the delivery. `open`: neither delivered, closed nor cancelled at that day.
    """

    unit: str
    given: int = 0
    delivered: int = 0
    late: int = 0
    late_first: int = 0
    overdue: int = 0
    overdue_first: int = 0
    open: int = 0
    held: int = 0
    days: float | None = None


@dataclass(frozen=True, kw_only=True)
class Life:
    """One mandate, as the report counts it."""

    unit: str
    asked_on: date
    delivered_on: date | None
    cancelled_on: date | None
    first_due_on: date
    due_on: date
    held: bool


WORDS: tuple[tuple[str, str, str], ...] = (
    ("given", "Confiés", "Mandats demandés pendant le mois."),
    ("delivered", "Livrés", "Mandats dont la dernière livraison est du mois, et n’a pas été retournée."),
    ("late", "Livrés en retard", "Des livrés, ceux qui l’ont été après la date en vigueur, révisée ou non."),
    (
        "late_first",
        "Livrés après la date d’origine",
        "Des livrés, ceux qui l’ont été après la première date donnée.",
    ),
    (
        "days",
        "Durée médiane (jours)",
        "De la demande à la livraison, en jours civils; la moitié prend moins.",
    ),
    (
        "open",
        "À livrer",
        "À la fin du mois\u00a0: ni livrés, ni annulés. Un mandat retourné est encore à livrer.",
    ),
    (
        "overdue",
        "En retard",
        "De ceux-là, ceux dont la date en vigueur est passée; les suspendus n’y sont pas.",
    ),
    (
        "overdue_first",
        "Passé la date d’origine",
        "De ceux-là, ceux dont la première date est passée.",
    ),
    ("held", "Suspendus", "De ceux-là, ceux qui sont suspendus."),
)


def month_of(day: date) -> date:
    """Will return the first day of the month."""
    return day.replace(day=1)


def counted(actor: Actor, *, month: date, today: date) -> tuple[UnitMonth, ...]:
    """Will count the month over the mandates that the actor may read: one line by unit, then all of them."""
    lives = lives_of(actor, until=end_of_month(month))
    units = sorted({life.unit for life in lives})
    lines = [_line(unit, [life for life in lives if life.unit == unit], month, today) for unit in units]
    kept = [line for line in lines if any((line.given, line.delivered, line.open))]
    return (*kept, _line(ALL_UNITS, lives, month, today))


def lives_of(actor: Actor, *, until: date) -> list[Life]:
    """Will read the mandates asked up to that day; two queries."""
    rows = visible(actor, kind=KIND).filter(received_on__lte=until)
    told = rows.values_list(
        "pk",
        "unit__name",
        "received_on",
        "state",
        "office_mandate__first_due_on",
        "office_mandate__due_on",
    )
    facts = FactRecord.objects.filter(
        dossier__in=rows,
        withdrawn_at=None,
        code__in=(ASKED.code, DELIVERED.code, RETURNED.code, CANCELLED.code),
    )
    dated = {
        row["dossier_id"]: row
        for row in facts.order_by()
        .values("dossier_id")
        .annotate(
            asked=Min("occurred_on", filter=Q(code=ASKED.code)),
            delivered=Max("occurred_on", filter=Q(code=DELIVERED.code, occurred_on__lte=until)),
            # By rank among the facts: a return of the very day of the delivery comes after it.
            last=Max("pk", filter=Q(code=DELIVERED.code, occurred_on__lte=until)),
            sent_back=Max("pk", filter=Q(code=RETURNED.code, occurred_on__lte=until)),
            cancelled=Max("occurred_on", filter=Q(code=CANCELLED.code, occurred_on__lte=until)),
        )
    }
    nothing: dict[str, Any] = dict.fromkeys(("asked", "delivered", "last", "sent_back", "cancelled"))
    lives = []
    for pk, unit, received_on, state, first, due in told:
        known = dated.get(pk, nothing)
        lives.append(
            Life(
                unit=unit,
                asked_on=known["asked"] or received_on,
                delivered_on=None if (known["sent_back"] or 0) > (known["last"] or 0) else known["delivered"],
                cancelled_on=known["cancelled"],
                first_due_on=first,
                due_on=due,
                held=state == "on_hold",
            )
        )
    return lives


def present(*, actor: Actor, month: date, compartment_id: int, now: datetime, today: date) -> MonthlyReport:
    """Will freeze the figures of a month that is over, as the actor reads them.

    :raises Refused: the month is not over, or was presented already.
    """
    if end_of_month(month) >= today:
        raise Refused("Ce mois n’est pas terminé\u00a0: ses chiffres bougent encore.")
    if MonthlyReport.objects.filter(compartment_id=compartment_id, month=month).exists():
        raise Refused("Ce mois a déjà été présenté\u00a0: ses chiffres ne changent plus.")
    kept = [asdict(line) for line in counted(actor, month=month, today=today)]
    return MonthlyReport.objects.create(
        compartment_id=compartment_id,
        month=month,
        figures=kept,
        sha256=fingerprint(kept),
        presented_at=now,
        presented_by=actor.code,
        presented_name=actor.name[:200],
    )


def presented(compartment_id: int, month: date) -> MonthlyReport | None:
    """Will return what was presented of this month, if anything."""
    return MonthlyReport.objects.filter(compartment_id=compartment_id, month=month).first()


def thawed(report: MonthlyReport) -> tuple[UnitMonth, ...]:
    """Will give back the lines that were presented."""
    names = {field.name for field in fields(UnitMonth)}
    return tuple(UnitMonth(**{k: v for k, v in line.items() if k in names}) for line in report.figures)


def fingerprint(kept: Iterable[Mapping[str, Any]]) -> str:
    """Will return the hash of the figures, in one order of keys."""
    return hashlib.sha256(json.dumps(list(kept), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _line(unit: str, lives: Iterable[Life], month: date, today: date) -> UnitMonth:
    last = end_of_month(month)
    at = min(last + timedelta(days=1), today) if last >= today else last + timedelta(days=1)
    among = list(lives)
    done = [one for one in among if one.delivered_on and month <= one.delivered_on <= last]
    still = [one for one in among if one.delivered_on is None and one.cancelled_on is None]
    moving = [one for one in still if not one.held]
    spent = [(one.delivered_on - one.asked_on).days for one in done if one.delivered_on]
    return UnitMonth(
        unit=unit,
        given=sum(month <= one.asked_on <= last for one in among),
        delivered=len(done),
        late=sum(one.delivered_on > one.due_on for one in done if one.delivered_on),
        late_first=sum(one.delivered_on > one.first_due_on for one in done if one.delivered_on),
        overdue=sum(one.due_on < at for one in moving),
        overdue_first=sum(one.first_due_on < at for one in moving),
        open=len(still),
        held=sum(one.held for one in still),
        days=float(median(spent)) if spent else None,
    )
