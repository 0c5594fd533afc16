"""Taking back what a move did to deadlines: each returns to the picture that the journal kept of it.

Serves undo; nothing is guessed: a deadline that the move did not touch is not touched here either.
"""

from collections.abc import Iterable
from datetime import date, datetime

from egide.kernel import registry
from egide.kernel.deadlines.duedates import recompute, refresh_next
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.deadlines.storing import Picture, change, copy_dates, journal
from egide.kernel.dossiers.models import Dossier


def restore(*, dossier: Dossier, before: Iterable[Picture], now: datetime) -> None:
    """Will put the deadlines back as they were, dates included when an extension is taken back."""
    for past in before:
        due = _of_rank(dossier, past["rank"])
        settled = past["settled_on"]
        due.status, due.settled_on = past["status"], date.fromisoformat(settled) if settled else None
        if due.extended != past["extended"]:
            due.extended = past["extended"]
            module = registry.module_of_kind(dossier.kind)
            copy_dates(due, recompute(due, module.deadline(due.rule.rpartition(".")[2])))
        due.save()
        journal(dossier, "deadline.restored", due, now)
    refresh_next(dossier)


def annul(*, dossier: Dossier, ranks: Iterable[int], now: datetime) -> None:
    """Will cancel the deadlines that the move had started."""
    for rank in ranks:
        due = _of_rank(dossier, rank)
        change(dossier=dossier, due=due, code="deadline.cancelled", status=Status.CANCELLED, on=None, now=now)
    refresh_next(dossier)


def _of_rank(dossier: Dossier, rank: int) -> DueDate:
    return DueDate.objects.select_related("calendar").get(dossier_id=dossier.pk, rank=rank)
