"""Verification of dossiers: what is stored equals what the journal tells, entry by entry.

Runs as the owner over every dossier, a batch at a time, and names numbers only, never content.
"""

from collections.abc import Callable, Iterator

from egide.kernel.lifecycle.gathering import Gathered, batches
from egide.kernel.lifecycle.passages import still_standing
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


def state_problems(one: Gathered) -> Iterator[str]:
    """Will say where the replay of the journal differs from the stored state, or from the day it was entered."""
    dossier = one.dossier
    try:
        replayed = replay(lifecycle_of(dossier), [move.passage for move in one.moves])
    except ReplayError as error:
        yield f"{dossier.number}\u00a0: {error}"
        return
    if replayed != dossier.state:
        yield f"{dossier.number}\u00a0: état «\u00a0{dossier.state}\u00a0», le journal mène à «\u00a0{replayed}\u00a0»."
    standing = still_standing(one.moves)
    entered = standing[-1].at if standing else dossier.opened_at
    if dossier.entered_at != entered:
        yield f"{dossier.number}\u00a0: l’entrée dans l’étape n’est pas à l’instant que dit le journal."


CHECKS = (
    state_problems,
    deadline_problems,
    status_problems,
    fact_problems,
    letter_problems,
    record_problems,
    kept_problems,
)


def dossiers_problems(
    number: str | None = None, *, progress: Callable[[int], None] = lambda done: None
) -> Iterator[str]:
    """Will check every dossier, or one, and say what does not hold; `progress` is told how many were checked."""
    done = 0
    for batch in batches(number):
        for one in batch:
            for check in CHECKS:
                yield from check(one)
        done += len(batch)
        progress(done)
