"""The shapes of a process map once placed: boxes, arrows, the drawing that holds them, what a reader can follow.

Only values, in units of the drawing (pixels at full size): maps_layout.py places them, egide/ui/process.py draws them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from egide.law.maps import Chart, Column, Kind

LINE, TIMES, NUMBERS, PAD = 17, 16, 25, 11
NUMBER, GLYPH = 26, 22  # a number with its space; the sign before numbers

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A state: its lines of words, the numbers kept inside it, those that enter it from elsewhere."""

    code: str
    column: Column
    final: bool
    lines: tuple[str, ...]
    times: str
    x: float
    y: float
    width: float
    height: float
    selfs: tuple[int, ...]
    outs: tuple[int, ...]

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.x + self.width / 2, self.y + self.height / 2)


@dataclass(frozen=True)
class Arrow:
    """A broken line to its point, with its numbers at `badge`; `words` are written on the main line."""

    points: tuple[Point, ...]
    numbers: tuple[int, ...]
    badge: Point
    source: str
    target: str
    kind: Kind
    main: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """The whole map."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    chart: Chart

    def box(self, code: str) -> Box:
        """Will find the box of a state."""
        return next(box for box in self.boxes if box.code == code)


def number_rows(
    selfs: Sequence[int], outs: Sequence[int], width: float
) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], ...]:
    """Will share the numbers kept inside a box into rows of ("self" or "out", numbers): one row when they fit."""
    groups = [(name, tuple(numbers)) for name, numbers in (("self", selfs), ("out", outs)) if numbers]
    if sum(GLYPH + NUMBER * len(numbers) for _, numbers in groups) <= width - 2 * PAD:
        return (tuple(groups),) if groups else ()
    most = max(int((width - 2 * PAD - GLYPH) // NUMBER), 1)
    return tuple(
        ((name, numbers[n : n + most]),) for name, numbers in groups for n in range(0, len(numbers), most)
    )


def drawn_links(drawing: Drawing) -> set[tuple[str, str, int]]:
    """Will list what a reader can follow: (source, target, number), inside the boxes or along the arrows."""
    found = {
        (arrow.source, arrow.target, n) for arrow in drawing.arrows if arrow.source for n in arrow.numbers
    }
    found |= {(box.code, box.code, n) for box in drawing.boxes for n in box.selfs}
    entering = {(arrow.target, n) for arrow in drawing.arrows if not arrow.source for n in arrow.numbers}
    for link in drawing.chart.links:
        if link.number in drawing.box(link.source).outs and (link.target, link.number) in entering:
            found.add((link.source, link.target, link.number))
    return found
