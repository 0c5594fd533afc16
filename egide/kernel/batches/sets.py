"""The rows of a batch done set by set, for an act that knows how; whatever it leaves is done row by row.

Each set is locked, done and marked in one transaction, like a row of `actions.do_next`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from egide.kernel.batches.actions import begun
from egide.kernel.batches.models import BatchRow, RowState
from egide.platform.errors.translating import failure_of

# What a set's transaction does, given the waiting rows; returns the line of each row that it did, by dossier.
DoingSet = Callable[[Sequence[BatchRow]], Mapping[int, str]]

_MARK = """
update batches_batchrow r set state = 'done', words = n.words, done_at = %s
from unnest(%s::bigint[], %s::text[]) as n(id, words) where r.id = n.id
"""


def coming(*, batch: int, after: int, limit: int) -> list[BatchRow]:
    """Will return the next waiting rows beyond a place, not locked: what is prepared before its transaction."""
    waiting = BatchRow.objects.filter(batch_id=batch, state=RowState.WAITING, place__gt=after)
    return list(waiting.select_related("dossier", "batch").order_by("place")[:limit])


def do_set(*, batch: int, rows: Sequence[int], user_id: int, doing: DoingSet, now: datetime) -> int | None:
    """Will do what can be done of these rows at once; returns how many still wait, None when the batch is over.

    A failure undoes the set and leaves its rows waiting: one by one, each says its own.
    """
    if begun(batch=batch, user_id=user_id, now=now) is None:
        return None
    found = BatchRow.objects.filter(pk__in=rows, state=RowState.WAITING).order_by("place")
    waiting = list(found.select_for_update(of=("self",)))
    done = _tried(waiting, doing) if waiting else {}
    marked = [row for row in waiting if row.dossier_id in done]
    if marked:
        with connection.cursor() as cursor:
            cursor.execute(_MARK, [now, [x.pk for x in marked], [done[x.dossier_id] for x in marked]])
    return len(waiting) - len(marked)


def _tried(waiting: Sequence[BatchRow], doing: DoingSet) -> Mapping[int, str]:
    try:
        with transaction.atomic():
            return doing(waiting)
    except Exception as problem:
        if failure_of(problem) is None:
            raise
        return {}
