"""A lifecycle: its states, transitions and main line, looked up by code, with the problems that it may have.
Not tied to dossiers: a return, an asset or a report has a lifecycle too."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from egide.law import soundness
from egide.law.french import quote
from egide.law.replays import UNDO, Passage, ReplayError, replay
from egide.law.transitions import Field, FieldKind, Guard, State, Transition

__all__ = [
    "UNDO",
    "Field",
    "FieldKind",
    "Guard",
    "Lifecycle",
    "Passage",
    "ReplayError",
    "State",
    "Transition",
    "replay",
]


@dataclass(frozen=True)
class Lifecycle:
    """The whole life of one kind of record; `main_line` is the usual way, in the order of the map."""

    code: str
    version: str
    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    main_line: tuple[str, ...] = ()

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of its states, retired ones included."""
        return frozenset(self._states)

    @cached_property
    def _transitions(self) -> dict[str, Transition]:
        return {transition.code: transition for transition in self.transitions}

    @cached_property
    def _leaving(self) -> dict[str, tuple[Transition, ...]]:
        sources = {state for transition in self.transitions for state in transition.sources}
        return {state: tuple(t for t in self.transitions if state in t.sources) for state in sources}

    def state(self, code: str) -> State:
        """Will find a state by its code, retired ones included.

        :raises KeyError: when no state has the code.
        """
        return self._states[code]

    def transition(self, code: str) -> Transition:
        """Will find a transition by its code, retired ones included.

        :raises KeyError: when no transition has the code.
        """
        return self._transitions[code]

    def has_state(self, code: str) -> bool:
        """Will tell whether a state has the code."""
        return code in self._states

    def has_transition(self, code: str) -> bool:
        """Will tell whether a transition has the code."""
        return code in self._transitions

    def leaving(self, state: str, *, today: date | None = None) -> tuple[Transition, ...]:
        """Will give the transitions in use that leave the state, in the order declared."""
        return tuple(t for t in self._leaving.get(state, ()) if t.in_use(today))

    def problems(self) -> tuple[str, ...]:
        """Will list, in French, everything that makes this lifecycle unsound; empty when it is sound."""
        prefix = f"Cycle {quote(self.code)}\u00a0: "
        found = soundness.problems(self.initial, self.states, self.transitions, self.main_line)
        return tuple(f"{prefix}{problem}." for problem in found)
