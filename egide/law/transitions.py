"""The states of a record and the transitions between them: who may do each, when, and what follows.
Not their execution: the kernel runs a transition under lock; whether the whole is sound: soundness.py."""

from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from egide.law.access import Role
from egide.law.effects import Effect, ReopenDossier

# Looks at a frozen snapshot of facts; gives None, or the French sentence that the screen will show.
Guard = Callable[[Any], str | None]
# Looks at the same facts; gives the values of the choices that fit this dossier.
Fitting = Callable[[Any], Collection[str]]

FieldKind = Literal["text", "long_text", "choice", "date", "person", "boolean", "dossier"]


@dataclass(frozen=True, slots=True)
class State:
    """A step of the lifecycle.

    `station` draws it on the process map. `approved` states can be entered only by an approval, or from
    another approved state: no path around the approval, even the second time. A state retired on `until`
    stays declared so that old records can be replayed.
    """

    code: str
    label: str
    station: bool = True
    final: bool = False
    approved: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """What a transition asks of the person who does it; choices are (value, French label).

    `fitting` keeps, among the choices, those that this dossier may be given; the others are neither shown nor taken.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    fitting: Fitting | None = None

    def narrowed(self, facts: Any) -> "Field":
        """Will give the same field with the only choices that fit these facts."""
        if self.fitting is None:
            return self
        fits = self.fitting(facts)
        return replace(self, choices=tuple(one for one in self.choices if one[0] in fits), fitting=None)


@dataclass(frozen=True, slots=True)
class Transition:
    """One move from any of the source states to a single target."""

    code: str
    label: str
    sources: AbstractSet[str]
    target: str
    by: Role | tuple[Role, ...]
    requires: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    fields: tuple[Field, ...] = ()
    primary: bool = False
    approval: bool = False
    until: date | None = None
    help: str = ""
    # The system's own move that a date alone may open: looked at every morning.
    dated: bool = False

    def __post_init__(self) -> None:
        # A set literal reads best in a declaration; frozen, it can be hashed and never changes.
        object.__setattr__(self, "sources", frozenset(self.sources))

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that may do it."""
        return self.by if isinstance(self.by, tuple) else (self.by,)

    @property
    def reversible(self) -> bool:
        """Whether a supervisor may undo it: every effect must be reversible."""
        return all(effect.reversible for effect in self.effects)

    @property
    def reopens(self) -> bool:
        """Whether it brings a finished record back to work."""
        return any(isinstance(effect, ReopenDossier) for effect in self.effects)

    def refusals(self, facts: Any) -> tuple[str, ...]:
        """Will give the sentences of every guard that refuses, in the order declared; none means allowed."""
        answers = (guard(facts) for guard in self.requires)
        return tuple(sentence for sentence in answers if sentence is not None)

    def narrowed(self, facts: Any) -> "Transition":
        """Will give the same transition, each of its fields offering only what fits these facts."""
        if all(field.fitting is None for field in self.fields):
            return self
        return replace(self, fields=tuple(field.narrowed(facts) for field in self.fields))

    def in_use(self, today: date | None = None) -> bool:
        """Will tell whether it may still be done; without a day, a retired transition is not in use."""
        return self.until is None or (today is not None and today < self.until)
