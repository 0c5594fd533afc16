"""What a process map shows, read from a lifecycle alone: the numbers of its moves, its three columns, its links.
Not a drawing: the coordinates are in maps_layout.py, the picture in the interface."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from egide.law.lifecycles import Lifecycle
from egide.law.transitions import State, Transition

MANY = 3  # a move offered at that many steps is told inside their boxes: as many arrows would hide the others


class Column(Enum):
    """Where a state stands: on the main line, beside it for a while, or on the way out."""

    SIDE = 0
    SPINE = 1
    EXIT = 2


class Kind(Enum):
    """How a link is drawn."""

    SELF = "self"  # inside the box: the state stays
    REFERENCE = "reference"  # a number in the box that it leaves, the same one at the box that it enters
    SPINE = "spine"  # between neighbours of the main line
    FLAT = "flat"  # between a box and the state of the main line beside which it stands
    STACK = "stack"  # between two boxes of a column, one above the other
    BUS = "bus"  # from the exits to the end, by one common line
    LANE = "lane"  # the others, through the corridor beside the main line


@dataclass(frozen=True)
class Move:
    """One numbered move: transitions of the same words, by the same people."""

    number: int
    label: str
    transitions: tuple[Transition, ...]


@dataclass(frozen=True)
class Link:
    """One move out of one state."""

    source: str
    target: str
    number: int
    transition: str
    kind: Kind


@dataclass
class Chart:
    """The states in their columns, by row of the main line, and the links between them."""

    lifecycle: Lifecycle
    spine: tuple[str, ...]
    moves: tuple[Move, ...]
    side: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    exits: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: tuple[Link, ...] = ()

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each state."""
        rows = {code: row for row, code in enumerate(self.spine)}
        for column in (self.side, self.exits):
            rows |= {code: row for row, codes in column.items() for code in codes}
        return rows

    def column_of(self, code: str) -> Column:
        """Will tell in which column a state stands."""
        if code in self.spine:
            return Column.SPINE
        return Column.SIDE if any(code in codes for codes in self.side.values()) else Column.EXIT

    def order(self, column: dict[int, list[str]]) -> list[str]:
        """The states of a side column from top to bottom."""
        return [code for row in range(len(self.spine)) for code in column.get(row, ())]


def told(chart: Chart) -> tuple[tuple[State, tuple[tuple[Move, str], ...]], ...]:
    """Will tell the map in words: each state in the order of the way, its moves and where each leads."""
    order = [*chart.spine, *chart.order(chart.side), *chart.order(chart.exits)]
    moves = {move.number: move for move in chart.moves}
    found = []
    for code in order:
        own = [link for link in chart.links if link.source == code]
        pairs = dict.fromkeys((link.number, link.target) for link in own)
        leading = tuple((moves[number], target) for number, target in pairs)
        found.append((chart.lifecycle.state(code), leading))
    return tuple(found)


def chart_of(lifecycle: Lifecycle) -> Chart:
    """Will read the lifecycle: states and transitions still in use only."""
    states = [state for state in lifecycle.states if state.until is None]
    codes = {state.code for state in states}
    used = [t for t in lifecycle.transitions if t.in_use() and t.target in codes and t.sources & codes]
    spine = tuple(code for code in lifecycle.main_line if code in codes) or (lifecycle.initial,)
    chart = Chart(lifecycle, spine, _numbered(used))
    many = {t.code for t in used if _is_many(t, spine, codes, _exits(states, used, spine))}
    exits = _exits(states, used, spine)
    pairs = [
        (source, t)
        for t in used
        for source in (state.code for state in states)
        if source in t.sources and source != t.target
    ]
    near = [(source, t.target) for source, t in pairs if t.code not in many]
    rest = [state.code for state in states if state.code not in spine]
    _place(chart, [c for c in rest if c not in exits], chart.side, near)
    _place(chart, [c for c in rest if c in exits], chart.exits, near)
    chart.links = tuple(_links(chart, used, states, many))
    return chart


def _numbered(used: list[Transition]) -> tuple[Move, ...]:
    alike: dict[tuple[str, tuple[str, ...]], list[Transition]] = {}
    for transition in used:
        who = tuple(role.code for role in transition.roles)
        alike.setdefault((transition.label, who), []).append(transition)
    return tuple(
        Move(number, label, tuple(same)) for number, ((label, _), same) in enumerate(alike.items(), start=1)
    )


def _exits(states: list[State], used: list[Transition], spine: tuple[str, ...]) -> set[str]:
    final = {state.code for state in states if state.final}
    found = set()
    for state in states:
        onward = {t.target for t in used if state.code in t.sources and t.target != state.code}
        if state.code not in spine and (state.final or (onward and onward <= final)):
            found.add(state.code)
    return found


def _is_many(t: Transition, spine: tuple[str, ...], codes: set[str], exits: set[str]) -> bool:
    rows = {code: row for row, code in enumerate(spine)}
    hard = [
        source
        for source in t.sources & codes
        if source != t.target
        and not (source in rows and t.target in rows and rows[t.target] == rows[source] + 1)
        and not (source in exits and t.target == spine[-1])
    ]
    return len(hard) >= MANY


def _place(chart: Chart, codes: list[str], column: dict[int, list[str]], near: list[tuple[str, str]]) -> None:
    """Each state beside the state of the main line that it has most to do with; the others where there is room."""
    rows = {code: row for row, code in enumerate(chart.spine)}
    homes: dict[str, int] = {}
    for code in codes:
        weights: dict[int, float] = defaultdict(float)
        for source, target in near:
            if target == code and source in rows:
                weights[rows[source]] += 1.1  # whence it comes, rather than whither it returns
            elif source == code and target in rows and target != chart.spine[-1]:
                weights[rows[target]] += 1
        if weights:
            homes[code] = max(sorted(weights), key=lambda row: weights[row])
    for code in codes:
        if code in homes:
            column[homes[code]].append(code)
    for code in codes:
        if code not in homes:
            column[_roomiest(chart, column)].append(code)


def _roomiest(chart: Chart, column: dict[int, list[str]]) -> int:
    # The tallest rows of the other side have room; the last row keeps its side free for the common line.
    def room(row: int) -> tuple[int, int]:
        other = max(len(chart.side.get(row, ())), len(chart.exits.get(row, ())), 1)
        return (other - len(column.get(row, ())), row)

    return max(range(max(len(chart.spine) - 1, 1)), key=room)


def _links(chart: Chart, used: list[Transition], states: list[State], many: set[str]) -> list[Link]:
    numbers = {t.code: move.number for move in chart.moves for t in move.transitions}
    found = []
    for transition in used:
        for state in states:
            if state.code in transition.sources:
                kind = _kind(chart, state.code, transition.target, many=transition.code in many)
                found.append(
                    Link(state.code, transition.target, numbers[transition.code], transition.code, kind)
                )
    return found


def _kind(chart: Chart, source: str, target: str, *, many: bool) -> Kind:
    if source == target:
        return Kind.SELF
    columns = (chart.column_of(source), chart.column_of(target))
    rows = (chart.row_of[source], chart.row_of[target])
    both_spine = columns == (Column.SPINE, Column.SPINE)
    if both_spine and rows[1] == rows[0] + 1:
        return Kind.SPINE
    if columns[0] is Column.EXIT and target == chart.spine[-1] and rows[0] != rows[1]:
        return Kind.BUS
    if many:
        return Kind.REFERENCE
    if both_spine:
        return Kind.SPINE if rows[1] == rows[0] - 1 else Kind.LANE
    if Column.SPINE in columns:
        return Kind.FLAT if rows[0] == rows[1] else Kind.LANE
    if columns[0] is columns[1]:
        order = chart.order(chart.side if columns[0] is Column.SIDE else chart.exits)
        if abs(order.index(source) - order.index(target)) == 1:
            return Kind.STACK
    return Kind.REFERENCE
