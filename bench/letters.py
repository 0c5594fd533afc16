"""A thousand letters approved by the job of a batch, for real: its presses, its sets, its commits.

Their drafts are made first, and not timed: one new letter for each open dossier, so that a run uses none of the data.
"""

import time
from typing import Any

from django.utils import timezone

from bench import renewing
from bench.readers import Reader
from bench.report import Goal, rate
from egide.interfaces.staff.bulk_approving import APPROVE
from egide.interfaces.staff.bulk_job import carry_on
from egide.kernel.batches import actions
from egide.kernel.batches.models import Batch, BatchState
from egide.kernel.batches.queries import progress_of
from egide.kernel.letters.models import LetterState
from egide.platform.accounts.acting import acting_as

MANY, GOAL_SECONDS = 1000, 15


def thousand(reader: Reader) -> dict[str, Any]:
    """Will approve up to a thousand letters and say what a thousand take; fewer only when fewer dossiers are open."""
    now = timezone.now()
    dossiers = [
        letter.dossier for letter in renewing.letters(reader, state=LetterState.SUBMITTED, count=MANY)
    ]
    with acting_as(reader.actor):
        batch = actions.ask(actor=reader.actor, action=APPROVE.code, answers={}, dossiers=dossiers, now=now)
    steps, began = [], time.perf_counter()
    while _going(reader, batch):
        carry_on.function(batch=batch.pk, actor=reader.actor, now=now)
        with acting_as(reader.actor, read_only=True):
            steps.append(progress_of(batch, reader.actor).done)
    spent = time.perf_counter() - began
    with acting_as(reader.actor, read_only=True):
        told = progress_of(batch, reader.actor)
    assert (told.done, told.refused) == (len(dossiers), 0), told
    return rate(
        f"mille lettres approuvées en lot ({len(dossiers)} mesurées, {len(steps)} travaux)",
        spent * MANY / len(dossiers),
        unit="s",
        goal=Goal(value_most=GOAL_SECONDS),
    )


def _going(reader: Reader, batch: Batch) -> bool:
    with acting_as(reader.actor, read_only=True):
        return Batch.objects.get(pk=batch.pk).state in (BatchState.WAITING, BatchState.RUNNING)
