"""Two versions of a text side by side, paragraph against paragraph, with what was removed and what was added.

Pure. Serves whoever validates a text of law or approves the words of a letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from egide.kernel.documents.comparing import Piece, pieces_of


@dataclass(frozen=True, slots=True)
class Facing:
    """A paragraph of each version; an empty side has none."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    changed: bool


def side_by_side(before: str, after: str) -> tuple[Facing, ...]:
    """Will face the paragraphs of the two texts; those that did not change stand once on each side."""
    old, new = _paragraphs(before), _paragraphs(after)
    rows: list[Facing] = []
    left: list[str] = []
    right: list[str] = []
    for op in LCSseq.opcodes(old, new):
        if op.tag != "equal":
            # What went and what came between two unchanged paragraphs face each other, in whatever order told.
            left += old[op.src_start : op.src_end]
            right += new[op.dest_start : op.dest_end]
            continue
        rows += _facing(left, right)
        left, right = [], []
        rows += (_same(text) for text in old[op.src_start : op.src_end])
    return (*rows, *_facing(left, right))


def _same(text: str) -> Facing:
    return Facing((Piece("same", text),), (Piece("same", text),), False)


def _facing(left: list[str], right: list[str]) -> Iterator[Facing]:
    for n in range(max(len(left), len(right))):
        pieces = pieces_of("".join(left[n : n + 1]), "".join(right[n : n + 1]))
        yield Facing(
            tuple(piece for piece in pieces if piece.kind != "added"),
            tuple(piece for piece in pieces if piece.kind != "removed"),
            True,
        )


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
