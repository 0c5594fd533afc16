"""The checks that a lifecycle is sound: names, roles, no dead end, no way around an approval.
Not a run: nothing is executed, only the declarations are read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from egide.law.french import quote
from egide.law.transitions import State, Transition


@dataclass(frozen=True)
class Graph:
    """The states and transitions still in use; retired ones stay declared but are not checked as paths."""

    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    main_line: tuple[str, ...]

    @cached_property
    def by_code(self) -> dict[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def live_states(self) -> tuple[State, ...]:
        return tuple(state for state in self.states if state.until is None)

    @cached_property
    def live_transitions(self) -> tuple[Transition, ...]:
        return tuple(transition for transition in self.transitions if transition.in_use())

    @cached_property
    def final(self) -> frozenset[str]:
        return frozenset(state.code for state in self.live_states if state.final)

    def reached_from_start(self) -> set[str]:
        """The states that some sequence of transitions in use reaches."""
        return _spread(
            {self.initial}, lambda reached: (t.target for t in self.live_transitions if t.sources & reached)
        )

    def leading_to_an_end(self) -> set[str]:
        """The states from which some sequence of transitions in use reaches a final state."""

        def before(reached: set[str]) -> Iterator[str]:
            for transition in self.live_transitions:
                if transition.target in reached:
                    yield from transition.sources

        return _spread(set(self.final), before)


def problems(
    initial: str, states: tuple[State, ...], transitions: tuple[Transition, ...], main_line: tuple[str, ...]
) -> tuple[str, ...]:
    """Will list in French what is unsound. Unknown names come alone: paths make no sense before."""
    graph = Graph(initial, states, transitions, main_line)
    names = tuple(_names(graph))
    return names or tuple(problem for check in _CHECKS for problem in check(graph))


def _spread(reached: set[str], further: Callable[[set[str]], Iterable[str]]) -> set[str]:
    while new := set(further(reached)) - reached:
        reached |= new
    return reached


def _names(graph: Graph) -> Iterator[str]:
    yield from (f"état {quote(code)} déclaré deux fois" for code in _twice(s.code for s in graph.states))
    codes = (transition.code for transition in graph.transitions)
    yield from (f"transition {quote(code)} déclarée deux fois" for code in _twice(codes))
    if graph.initial not in graph.by_code:
        yield f"état initial {quote(graph.initial)} inconnu"
    for transition in graph.transitions:
        for code in sorted({*transition.sources, transition.target} - set(graph.by_code)):
            yield f"état {quote(code)} inconnu dans la transition {quote(transition.code)}"
    for code in graph.main_line:
        if code not in graph.by_code:
            yield f"état {quote(code)} inconnu dans la ligne principale"


def _transitions_alone(graph: Graph) -> Iterator[str]:
    for transition in graph.live_transitions:
        name = f"transition {quote(transition.code)}"
        if not transition.roles:
            yield f"{name} sans rôle"
        if not transition.sources:
            yield f"{name} sans état de départ"
        if graph.by_code[transition.target].until is not None:
            yield f"{name} vers un état retiré"
        for field in _twice(field.name for field in transition.fields):
            yield f"{name}\u00a0: champ {quote(field)} demandé deux fois"
        for asked in transition.fields:
            if asked.kind == "choice" and not asked.choices:
                yield f"{name}\u00a0: champ {quote(asked.name)} sans choix"


def _paths(graph: Graph) -> Iterator[str]:
    reached, ending = graph.reached_from_start(), graph.leading_to_an_end()
    for state in graph.live_states:
        if state.code not in reached:
            yield f"état {quote(state.code)} inatteignable"
        elif state.code not in ending:
            yield f"état {quote(state.code)} sans issue vers un état final"


def _ends(graph: Graph) -> Iterator[str]:
    for transition in graph.live_transitions:
        name = f"transition {quote(transition.code)}"
        if transition.sources & graph.final and not transition.reopens:
            yield f"{name}\u00a0: seule une réouverture peut quitter un état final"
        if transition.reopens and transition.sources - graph.final:
            yield f"{name}\u00a0: une réouverture ne part que d’un état final"
        if transition.reopens and transition.target in graph.final:
            yield f"{name}\u00a0: une réouverture doit ramener au travail"


def _approvals(graph: Graph) -> Iterator[str]:
    approved = frozenset(state.code for state in graph.states if state.approved)
    if graph.initial in approved:
        yield f"état initial {quote(graph.initial)} réservé aux dossiers approuvés"
    for transition in graph.live_transitions:
        # Checked arrow by arrow rather than path by path: a first approval must not cover a second round.
        if transition.target in approved and not transition.approval and transition.sources - approved:
            around = f"approbation contournée vers {quote(transition.target)}"
            yield f"transition {quote(transition.code)}\u00a0: {around}"


def _main_line(graph: Graph) -> Iterator[str]:
    yield from (f"ligne principale\u00a0: {quote(code)} répété" for code in _twice(graph.main_line))
    for code in graph.main_line:
        if not graph.by_code[code].station or graph.by_code[code].until is not None:
            yield f"ligne principale\u00a0: {quote(code)} n’est pas une station"


def _twice(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


_CHECKS = (_transitions_alone, _paths, _ends, _approvals, _main_line)
