"""Replaying a recorded life: the outcomes that the journal kept lead to one state, or the journal lies.
Not a second run: guards are never asked again, a declaration may have changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from egide.law.french import quote

# The code under which the journal keeps the compensating event of a supervisor.
UNDO = "undo"


class ReplayError(ValueError):
    """The recorded events do not follow from one another."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One recorded transition: its code, the state left and the state entered."""

    transition: str
    source: str
    target: str


class Names(Protocol):
    """What replay needs of a lifecycle: its initial state and the codes it declares, retired ones too."""

    @property
    def initial(self) -> str: ...

    def has_state(self, code: str) -> bool: ...

    def has_transition(self, code: str) -> bool: ...


def replay(lifecycle: Names, events: Iterable[Passage], *, initial: str | None = None) -> str:
    """Will give the state to which the recorded events lead.

    `initial` is the state in which the record was opened, when an older version began elsewhere.

    :raises ReplayError: when an event does not start where the last one ended, names what was never
        declared, or undoes something else than the last transition still standing.
    """
    state = initial or lifecycle.initial
    standing: list[Passage] = []
    for number, event in enumerate(events, start=1):
        _check(lifecycle, event, state, number)
        if event.transition == UNDO:
            _undo(event, standing, number)
        else:
            standing.append(event)
        state = event.target
    return state


def _check(lifecycle: Names, event: Passage, state: str, number: int) -> None:
    if event.source != state:
        raise ReplayError(
            f"Événement {number}\u00a0: part de {quote(event.source)} au lieu de {quote(state)}."
        )
    if not lifecycle.has_state(event.target):
        raise ReplayError(f"Événement {number}\u00a0: état {quote(event.target)} inconnu.")
    if event.transition != UNDO and not lifecycle.has_transition(event.transition):
        raise ReplayError(f"Événement {number}\u00a0: transition {quote(event.transition)} inconnue.")


def _undo(event: Passage, standing: list[Passage], number: int) -> None:
    if not standing or standing.pop().source != event.target:
        raise ReplayError(f"Événement {number}\u00a0: annulation sans transition correspondante.")
