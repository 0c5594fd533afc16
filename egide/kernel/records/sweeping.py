"""What has reached the end of its retention, found in one statement at the level of the dossier.

Ten million documents are never read to decide: the dates are the dossier's (docs/operations/performance.md).
Neither holds nor approvals are lifted here: a dossier on hold is left out, and a list is only a list.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.query import QuerySet

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Filing, Hold
from egide.law.retention import Disposition


def due_for_disposition(
    *, today: date, compartments: Iterable[int], dispositions: Iterable[Disposition] = Disposition
) -> "QuerySet[Dossier]":
    """Will return the closed dossiers of these compartments whose last semi-active day is past, without a hold.

    The longest past comes first. The walls apply as everywhere; one index serves it.
    """
    return (
        Dossier.objects.filter(
            compartment_id__in=sorted(compartments),
            semi_active_until__lt=today,
            disposition__in=[one.value for one in dispositions],
        )
        .filter(~Exists(_holds()))
        .order_by("semi_active_until", "pk")
    )


def held_beyond(*, today: date, compartments: Iterable[int]) -> "QuerySet[Dossier]":
    """Will return those whose last day is past and that a hold keeps."""
    rows = Dossier.objects.filter(compartment_id__in=sorted(compartments), semi_active_until__lt=today)
    return rows.filter(Exists(_holds())).order_by("semi_active_until", "pk")


def documents_due(*, today: date, compartments: Iterable[int]) -> "QuerySet[Document]":
    """Will return the documents that nothing keeps any more: their dossier is due, and so is every other one
    where they are also filed.
    """
    due = due_for_disposition(today=today, compartments=compartments).order_by()
    return Document.objects.filter(dossier_id__in=due.values("pk")).filter(~Exists(_other_filings(today)))


def kept_elsewhere(dossier: Dossier, *, today: date) -> "QuerySet[Document]":
    """Will return the documents of this dossier that another dossier still keeps: they follow the longest."""
    rows = Document.objects.filter(dossier_id=dossier.pk).filter(Exists(_other_filings(today)))
    return rows.order_by("rank")


def _other_filings(today: date) -> "QuerySet[Filing]":
    # A dossier without a last day (open, active without end, event awaited) keeps what is filed in it.
    others = Filing.objects.filter(document_id=OuterRef("pk"), withdrawn_at=None)
    keeps = Q(dossier__semi_active_until=None) | Q(dossier__semi_active_until__gte=today)
    held = Exists(_holds("dossier_id"))
    return others.filter(keeps | Q(held))


def _holds(column: str = "pk") -> "QuerySet[Hold]":
    # A hold on one document keeps its whole dossier too.
    return Hold.objects.filter(dossier_id=OuterRef(column), lifted_at=None)
