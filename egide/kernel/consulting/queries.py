"""What others read of consultations, on the asking side: what waits, what is late, the hours, what came back.

The caller opened the dossier through the gate.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from egide.kernel.consulting.models import WAITING, Consultation, ConsultationDocument, State
from egide.kernel.dossiers.models import Dossier


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where the consultations of a dossier stand; `hours` are decimal hours of search, answers only."""

    total: int
    open: int
    answered: int
    late: int
    hours: Decimal
    found: bool


def consultations_of(dossier: Dossier) -> tuple[Consultation, ...]:
    """Will return the consultations of the dossier in their order, with their unit and what came back."""
    back = ConsultationDocument.objects.select_related("version__document").order_by("pk")
    rows = Consultation.objects.filter(dossier_id=dossier.pk).select_related("unit", "asked_by")
    return tuple(rows.prefetch_related(Prefetch("documents", queryset=back)).order_by("rank"))


def standing_of(dossier: Dossier, *, today: date) -> Standing:
    """Will count them; one query."""
    rows = list(
        Consultation.objects.filter(dossier_id=dossier.pk).values_list("state", "due_on", "hours", "found")
    )
    answered = [row for row in rows if row[0] == State.ANSWERED]
    return Standing(
        total=len(rows),
        open=sum(row[0] in WAITING for row in rows),
        answered=len(answered),
        late=sum(row[0] in WAITING and row[1] < today for row in rows),
        hours=sum((row[2] or Decimal(0) for row in rows), Decimal(0)),
        found=any(row[3] for row in answered),
    )


def consultations_open(dossier: Dossier) -> int:
    """Will count those that still wait for an answer: a guard's fact."""
    return Consultation.objects.filter(dossier_id=dossier.pk, state__in=WAITING).count()


def units_waited_for(dossier: Dossier) -> tuple[str, ...]:
    """Will name the units whose answer has not come: the words of a guard's refusal."""
    rows = Consultation.objects.filter(dossier_id=dossier.pk, state__in=WAITING)
    return tuple(rows.order_by("rank").values_list("unit__name", flat=True))


def hours_of(dossier: Dossier) -> Decimal:
    """Will add up the hours of search that units declared, in decimal hours."""
    return sum(
        (
            hours
            for hours in Consultation.objects.filter(dossier_id=dossier.pk).values_list("hours", flat=True)
            if hours is not None
        ),
        Decimal(0),
    )
