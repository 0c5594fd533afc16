"""Verification of dossiers: what is stored equals what the journal tells, entry by entry.

Runs as the owner over every dossier, in constant memory, and names numbers only, never content.
"""

from collections.abc import Iterator

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.passages import all_moves, standing_moves
from egide.kernel.lifecycle.retelling import (
    deadline_problems,
    fact_problems,
    kept_problems,
    letter_problems,
    record_problems,
    status_problems,
)
from egide.kernel.lifecycle.running import lifecycle_of
from egide.law.lifecycles import ReplayError, replay

__all__ = ["deadline_problems", "dossiers_problems", "state_problems"]

BATCH = 500
CHECKS = (
    deadline_problems,
    status_problems,
    fact_problems,
    letter_problems,
    record_problems,
    kept_problems,
)


def state_problems(dossier: Dossier) -> Iterator[str]:
    """Will say where the replay of the journal differs from the stored state, or from the day it was entered."""
    moves = all_moves(dossier)
    try:
        replayed = replay(lifecycle_of(dossier), [move.passage for move in moves])
    except ReplayError as error:
        yield f"{dossier.number} : {error}"
        return
    if replayed != dossier.state:
        yield f"{dossier.number} : état « {dossier.state} », le journal mène à « {replayed} »."
    standing = standing_moves(dossier)
    entered = standing[-1].at if standing else dossier.opened_at
    if dossier.entered_at != entered:
        yield f"{dossier.number} : l’entrée dans l’étape n’est pas à l’instant que dit le journal."


def dossiers_problems(number: str | None = None) -> Iterator[str]:
    """Will check every dossier, or one, and say what does not hold."""
    dossiers = Dossier.objects.order_by("pk")
    if number:
        dossiers = dossiers.filter(number=number.upper())
    for dossier in dossiers.iterator(chunk_size=BATCH):
        yield from state_problems(dossier)
        for check in CHECKS:
            yield from check(dossier)
