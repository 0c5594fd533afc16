"""An act on many dossiers, done by a job as the person who asked: the job carries the batch and the person.

Each row has its own transaction, opens its dossier through the gate, and is marked in that same transaction.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from egide.interfaces.staff.bulk_actions import BulkAction, by_code, run
from egide.interfaces.staff.bulk_approving import APPROVE, approve_by_sets
from egide.interfaces.staff.bulk_choosing import Selection
from egide.kernel.batches import actions
from egide.kernel.batches.models import Batch, BatchRow
from egide.kernel.batches.queries import next_number
from egide.kernel.gate import reads
from egide.kernel.gate.opening import open_dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import HouseFailure, Refused
from egide.platform.jobs.app import enqueue, task

ROWS = 50  # done by one job, which then asks for the next: other people's jobs pass between two
ROWS_BY_SETS = 500  # of an act that is done by sets, which takes about as long
CHANGED = "Quelqu’un a modifié ce dossier depuis la demande\u00a0: rien n’y a été fait."
GONE = "Cette action n’est plus offerte."


def ask_for_batch(
    *, actor: Actor, action: BulkAction, selection: Selection, answers: Mapping[str, Any], now: datetime
) -> Batch:
    """Will keep what is asked, at the versions that the person was shown, and ask for the job.

    :raises Refused: no dossier, too many, or dossiers of several kinds.
    """
    for dossier in selection.dossiers:
        dossier.version = selection.versions.get(dossier.number) or dossier.version
    batch = actions.ask(
        actor=actor, action=action.code, answers=answers, dossiers=selection.dossiers, now=now
    )
    _enqueue(actor, batch.pk)
    return batch


@task(name="staff.batch", retry=3, own_transactions=True)
def carry_on(*, batch: int, actor: Actor, now: datetime) -> None:
    """Will do the next rows, then ask for another job while some are left."""
    if actor.user_id is None:
        return
    if _by_sets(actor, batch):
        going = approve_by_sets(
            batch=batch, actor=actor, most=ROWS_BY_SETS, now=now, alone=lambda: _next(actor, batch, now)
        )
    else:
        going = all(_next(actor, batch, now) for _ in range(ROWS))
    if going:
        with acting_as(actor):
            _enqueue(actor, batch)


def _next(actor: Actor, batch: int, now: datetime) -> bool:
    assert actor.user_id is not None
    _journal_reading(actor, batch, now)
    with acting_as(actor):
        return actions.do_next(
            batch=batch, user_id=actor.user_id, doing=lambda row: _do(actor, row, now), now=now
        )


def _by_sets(actor: Actor, batch: int) -> bool:
    with acting_as(actor, read_only=True):
        found = next_number(batch=batch)
    return found is not None and found[1] == APPROVE.code


def _do(actor: Actor, row: BatchRow, now: datetime) -> str:
    action = by_code(row.batch.action)
    if action is None:
        raise Refused(GONE)
    dossier = open_dossier(actor=actor, number=row.dossier.number, action=action.right, lock=True)
    if dossier.version != row.version:
        raise Refused(CHANGED)
    return run(action, actor, dossier, row.batch.answers, now)


def _journal_reading(actor: Actor, batch: int, now: datetime) -> None:
    """Where reads are journaled, the entry is committed before the dossier is opened, as for a page."""
    with acting_as(actor):
        found = next_number(batch=batch)
        right = by_code(found[1]) if found else None
    if found is None or right is None:
        return
    try:
        reads.record_if_asked(actor=actor, number=found[0], action=right.right, now=now)
    except HouseFailure:
        return  # the row itself meets the same refusal, and says it on its line


def _enqueue(actor: Actor, batch: int) -> None:
    enqueue(carry_on, actor=actor, lock=f"batch.{batch}", batch=batch)
