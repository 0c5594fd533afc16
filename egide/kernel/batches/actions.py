"""Asking for an act on many dossiers, doing its next row, stopping it.

Each row is locked, done and marked in one transaction: a job run again after a kill doubles nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from egide.kernel.batches.models import Batch, BatchRow, BatchState, RowState
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import HouseFailure, Refused
from egide.platform.errors.translating import failure_of

LARGEST = 5_000  # dossiers in one batch
AT_ONCE = 500  # rows written by one statement
# What a row's transaction does, given the waiting row; returns its line, or raises the failure to show.
Doing = Callable[[BatchRow], str]


def ask(
    *,
    actor: Actor,
    action: str,
    answers: Mapping[str, Any],
    dossiers: Sequence[Dossier],
    now: datetime,
) -> Batch:
    """Will keep the act and its rows, in the order given, at the versions that these dossiers have now.

    :raises Refused: nobody asks, no dossier, too many, or dossiers of several kinds or compartments.
    """
    if actor.user_id is None or not dossiers:
        raise Refused("Choisissez au moins un dossier.")
    if len(dossiers) > LARGEST:
        raise Refused(f"Au plus {LARGEST} dossiers à la fois\u00a0: resserrez le filtre.")
    if len({(dossier.compartment_id, dossier.kind) for dossier in dossiers}) > 1:
        raise Refused("Un lot ne porte que sur des dossiers de même nature.")
    first = dossiers[0]
    batch = Batch.objects.create(
        compartment_id=first.compartment_id,
        user_id=actor.user_id,
        kind=first.kind,
        action=action,
        answers=dict(answers),
        total=len(dossiers),
        asked_at=now,
    )
    rows = [
        BatchRow(
            batch=batch,
            compartment_id=first.compartment_id,
            dossier_id=dossier.pk,
            place=place,
            version=dossier.version,
        )
        for place, dossier in enumerate(dossiers, start=1)
    ]
    BatchRow.objects.bulk_create(rows, batch_size=AT_ONCE)
    return batch


def do_next(*, batch: int, user_id: int, doing: Doing, now: datetime) -> bool:
    """Will do the next waiting row in the current transaction; false when none is left within reach.

    A row that another worker holds is left to it. A failure that can be said is the row's line.
    """
    held = begun(batch=batch, user_id=user_id, now=now)
    if held is None:
        return False
    waiting = BatchRow.objects.filter(batch_id=batch, state=RowState.WAITING).order_by("place")
    row = waiting.select_for_update(of=("self",)).select_related("dossier", "batch").first()
    if row is None:
        _end(held, BatchState.DONE, now)
        return False
    row.words, failure = _tried(row, doing)
    row.state, row.done_at = RowState.REFUSED if failure else RowState.DONE, now
    row.save(update_fields=["words", "state", "done_at"])
    return True


def begun(*, batch: int, user_id: int, now: datetime) -> Batch | None:
    """Will lock the person's batch and say that it runs; nothing when it is over."""
    held = Batch.objects.select_for_update(no_key=True).filter(pk=batch, user_id=user_id).first()
    if held is None or not held.going:
        return None
    if held.state == BatchState.WAITING:
        held.state, held.started_at = BatchState.RUNNING, now
        held.save(update_fields=["state", "started_at"])
    return held


def stop(*, batch: Batch, now: datetime) -> None:
    """Will leave the rows that wait as they are; what is done stays done."""
    held = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if held.going:
        _end(held, BatchState.STOPPED, now)


def _tried(row: BatchRow, doing: Doing) -> tuple[str, HouseFailure | None]:
    try:
        with transaction.atomic():
            return doing(row), None
    except Exception as problem:
        failure = failure_of(problem)  # a refusal, a letter that cannot be set: the other rows go on
        if failure is None:
            raise
        return failure.what, failure


def _end(batch: Batch, state: BatchState, now: datetime) -> None:
    batch.state, batch.ended_at = state, now
    batch.save(update_fields=["state", "ended_at"])
