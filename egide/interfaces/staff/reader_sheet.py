"""What lies over the picture of a page: its lines as text that can be chosen, and the words found, as rectangles.

Pure geometry for SVG attributes, in points from the top left corner; the strict security policy allows no style.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from egide.interfaces.staff.reader_finding import Asked, answers
from egide.kernel.documents.showing import Word

MOST_LINES = 400
MOST_MARKS = 300
PAD = 1.0  # points around a word that was found


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of text: where its foot is, how long and how high it is; numbers as SVG writes them."""

    text: str
    x: str
    y: str
    length: str
    size: str


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A rectangle around a word."""

    x: str
    y: str
    width: str
    height: str


def lines_of(words: Sequence[Word]) -> tuple[SheetLine, ...]:
    """Will gather words that follow one another on one line."""
    rows: list[list[Word]] = []
    for word in words:
        if rows and _follows(rows[-1][-1], word):
            rows[-1].append(word)
        elif len(rows) < MOST_LINES:
            rows.append([word])
        else:
            break
    return tuple(_line(row) for row in rows)


def marks_of(words: Sequence[Word], asked: Asked) -> tuple[SheetMark, ...]:
    """Will frame the words that answer."""
    found = [word for word in words if asked and answers(word.text, asked)]
    return tuple(
        SheetMark(
            x=_said(max(word.x0 - PAD, 0)),
            y=_said(max(word.y0 - PAD, 0)),
            width=_said(word.x1 - word.x0 + 2 * PAD),
            height=_said(word.y1 - word.y0 + 2 * PAD),
        )
        for word in found[:MOST_MARKS]
        if word.x1 > word.x0 and word.y1 > word.y0
    )


def _follows(one: Word, other: Word) -> bool:
    height = max(one.y1 - one.y0, other.y1 - other.y0, 1.0)
    level = abs((one.y0 + one.y1) - (other.y0 + other.y1)) / 2 < height / 2
    return level and -height < other.x0 - one.x1 < 2 * height


def _line(row: Sequence[Word]) -> SheetLine:
    top, foot = min(word.y0 for word in row), max(word.y1 for word in row)
    height = max(foot - top, 1.0)
    return SheetLine(
        text=" ".join(word.text for word in row) + " ",
        x=_said(row[0].x0),
        y=_said(foot - height * 0.22),
        length=_said(max(row[-1].x1 - row[0].x0, 1.0)),
        size=_said(height * 0.85),
    )


def _said(number: float) -> str:
    return f"{number:.1f}"
