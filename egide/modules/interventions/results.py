"""The three results of the 90 days: answered in time, late with a timely notice of delay, late without.

Derived in one query from deadlines and letters sent: nothing is stored twice. The public rate counts the first only.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from egide.kernel.deadlines.models import DueDate, FactRecord, Status
from egide.kernel.dossiers.models import Dossier
from egide.law.outcomes import Outcome, result
from egide.modules.interventions.law import DELAY_NOTICE, REPLY

Dated = tuple[date, date | None, bool]
RULE = f"interventions.{REPLY.code}"


def results(dues: QuerySet[DueDate], *, today: date) -> Counter[Outcome]:
    """Will count the results of the 90 days among these deadlines in one query, those without object apart."""
    return Counter(read(dated(dues), today=today))


def result_of(dossier: Dossier, *, today: date) -> Outcome | None:
    """Will give the result of one dossier, or nothing when its commitment has no object any more."""
    return next(iter(read(dated(DueDate.objects.filter(dossier_id=dossier.pk)), today=today)), None)


def dated(dues: QuerySet[DueDate]) -> "QuerySet[DueDate, Dated]":
    """Will select what `read` needs of these deadlines, the newest first, for a page that asks several things."""
    warned = FactRecord.objects.filter(
        dossier_id=OuterRef("dossier_id"),
        code=f"letter_sent:{DELAY_NOTICE}",
        withdrawn_at=None,
        occurred_on__gte=OuterRef("starts_on"),
        occurred_on__lte=OuterRef("measured_on"),
    )
    rows = dues.filter(rule=RULE).exclude(status=Status.CANCELLED).annotate(warned=Exists(warned))
    return rows.order_by("-rank").values_list("measured_on", "settled_on", "warned")


def read(rows: Iterable[Dated], *, today: date) -> list[Outcome]:
    """Will read the results from what `dated` selected."""
    return [
        result(last_day=last_day, answered_on=answered_on, warned=warned, today=today)
        for last_day, answered_on, warned in rows
    ]
