"""Verification of dossiers: the journal replayed equals the state; each deadline equals its recomputation.

Runs as the owner over every dossier, in constant memory, and names numbers only, never content.
"""

import json
from collections.abc import Iterator

from egide.kernel import registry
from egide.kernel.deadlines.duedates import recompute
from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.passages import all_moves
from egide.law.lifecycles import ReplayError, replay

BATCH = 500


def state_problems(dossier: Dossier) -> Iterator[str]:
    """Will say where the replay of the journal differs from the stored state."""
    lifecycle = registry.module_of_kind(dossier.kind).lifecycle
    assert lifecycle is not None
    try:
        replayed = replay(lifecycle, [move.passage for move in all_moves(dossier)])
    except ReplayError as error:
        yield f"{dossier.number} : {error}"
        return
    if replayed != dossier.state:
        yield f"{dossier.number} : état « {dossier.state} », le journal mène à « {replayed} »."


def deadline_problems(dossier: Dossier) -> Iterator[str]:
    """Will say which stored deadlines differ from their recomputation with their own calendar version."""
    module = registry.module_of_kind(dossier.kind)
    for due in DueDate.objects.filter(dossier_id=dossier.pk).select_related("calendar").order_by("rank"):
        again = recompute(due, module.deadline(due.rule.rpartition(".")[2]))
        if again.to_json() != json.loads(due.proof) or again.due_date != due.due_date:
            yield f"{dossier.number} : l’échéance {due.rank} ({due.rule}) diffère de son recalcul."


def dossiers_problems(number: str | None = None) -> Iterator[str]:
    """Will check every dossier, or one, and say what does not hold."""
    dossiers = Dossier.objects.order_by("pk")
    if number:
        dossiers = dossiers.filter(number=number)
    for dossier in dossiers.iterator(chunk_size=BATCH):
        yield from state_problems(dossier)
        yield from deadline_problems(dossier)
