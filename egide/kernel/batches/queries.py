"""What a person reads of the acts that they asked for on many dossiers.

Rows that the walls now hide are neither shown nor named: only their number can be deduced from the total.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.query import QuerySet

from egide.kernel.batches.models import Batch, BatchRow, RowState
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor

LATEST = 30


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a batch is; `hidden` rows left the reader's reach since they were asked for."""

    total: int
    done: int
    refused: int
    waiting: int

    @property
    def over(self) -> int:
        """The rows that have their line."""
        return self.done + self.refused

    @property
    def hidden(self) -> int:
        """The rows that are no longer within reach."""
        return max(0, self.total - self.over - self.waiting)


def own_batch(*, user_id: int | None, public_id: UUID) -> Batch | None:
    """Will return the batch of this person, or nothing."""
    return Batch.objects.filter(user_id=user_id, public_id=public_id).first() if user_id else None


def own_batches(*, user_id: int | None) -> list[Batch]:
    """Will return the latest batches of this person, newest first."""
    return list(Batch.objects.filter(user_id=user_id).order_by("-asked_at")[:LATEST]) if user_id else []


def progress_of(batch: Batch, actor: Actor) -> Progress:
    """Will count the rows of each state that the actor may still read, in one query."""
    states = {state: Count("pk", filter=Q(state=state)) for state in RowState.values}
    counted = rows_of(batch, actor).order_by().aggregate(**states)
    return Progress(
        total=batch.total,
        done=counted[RowState.DONE],
        refused=counted[RowState.REFUSED],
        waiting=counted[RowState.WAITING],
    )


def rows_of(batch: Batch, actor: Actor) -> "QuerySet[BatchRow]":
    """Will return the rows with their dossiers, those that the actor may still read, in the order asked."""
    rows = BatchRow.objects.filter(batch=batch, dossier__in=visible(actor))
    return rows.select_related("dossier").order_by("place")


def next_number(*, batch: int) -> tuple[str, str] | None:
    """Will return the number of the next waiting dossier and the code of the act, or nothing."""
    waiting = BatchRow.objects.filter(batch_id=batch, state=RowState.WAITING).order_by("place")
    found: tuple[str, str] | None = waiting.values_list("dossier__number", "batch__action").first()
    return found
