"""Words and rectangles: which words a zone touches, and the zone widened so that it holds them whole.

Pure. Everything is in points from the top left corner of the page as it is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from egide.kernel.documents.showing import Word

TOUCHED_WIDE, TOUCHED_HIGH = 0.04, 0.30  # shares of a word: less is its edge
MARGIN = 1.0  # points added around words
SAME_LINE = 0.5  # share of the height that two words of a line have in common


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of a page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def within(self, width: float, height: float) -> "Rect":
        """Will return the part that lies on the page."""
        return Rect(max(0.0, self.x0), max(0.0, self.y0), min(width, self.x1), min(height, self.y1))

    @property
    def is_real(self) -> bool:
        """Will tell whether something may be hidden by it: at least two points each way."""
        return self.x1 - self.x0 >= 2 and self.y1 - self.y0 >= 2


@dataclass(frozen=True, slots=True)
class Widened:
    """A rectangle that cuts no word: the words it holds, and those for which it was widened."""

    rect: Rect
    words: tuple[Word, ...]
    cut: tuple[Word, ...]


def touches(rect: Rect, word: Word) -> bool:
    """Will tell whether the rectangle covers more than the edge of the word."""
    wide = min(rect.x1, word.x1) - max(rect.x0, word.x0)
    high = min(rect.y1, word.y1) - max(rect.y0, word.y0)
    return wide > TOUCHED_WIDE * (word.x1 - word.x0) and high > TOUCHED_HIGH * (word.y1 - word.y0)


def widened(rect: Rect, words: Sequence[Word]) -> Widened:
    """Will widen the rectangle until it holds whole every word that it touches."""
    held: tuple[Word, ...] = ()
    first = tuple(word for word in words if touches(rect, word))
    grown = rect
    for _ in range(4):  # widening may reach another word, that of a slanted line for instance
        held = tuple(word for word in words if touches(grown, word))
        larger = around(held, grown)
        if larger == grown:
            break
        grown = larger
    cut = tuple(word for word in held if word not in first or not _holds(rect, word))
    return Widened(grown, held, cut)


def _holds(rect: Rect, word: Word) -> bool:
    slack = 0.15 * max(word.x1 - word.x0, word.y1 - word.y0, 1)
    return (
        rect.x0 <= word.x0 + slack
        and rect.y0 <= word.y0 + slack
        and rect.x1 >= word.x1 - slack
        and rect.y1 >= word.y1 - slack
    )


def around(words: Iterable[Word], rect: Rect) -> Rect:
    """Will return the smallest rectangle that holds the rectangle and these words."""
    found = list(words)
    return Rect(
        min([rect.x0, *(word.x0 for word in found)]),
        min([rect.y0, *(word.y0 for word in found)]),
        max([rect.x1, *(word.x1 for word in found)]),
        max([rect.y1, *(word.y1 for word in found)]),
    )


def by_line(words: Sequence[Word]) -> list[Rect]:
    """Will return one rectangle for each line that these neighbouring words fill, with a small margin."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and _same_line(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_margin(line) for line in lines]


def _same_line(one: Word, other: Word) -> bool:
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common > SAME_LINE * min(one.y1 - one.y0, other.y1 - other.y0) and other.x0 > one.x0 - 1


def _margin(line: Sequence[Word]) -> Rect:
    return Rect(
        max(0.0, min(word.x0 for word in line) - MARGIN),
        max(0.0, min(word.y0 for word in line) - MARGIN),
        max(word.x1 for word in line) + MARGIN,
        max(word.y1 for word in line) + MARGIN,
    )
