"""What changed between the texts of two versions, word by word: a new line break or a new page is no change.

Pure: pages of text in, changes out. It compares what was read, never the look of a page; long texts are bounded.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

Kind = Literal["same", "added", "removed"]
MOST_WORDS = 150_000  # of each text: some four hundred pages
MOST_BETWEEN = 3_000  # words between two places that are surely the same; a longer passage is said whole
SHINGLE = 3  # as many words in a row, found once in each text, are surely the same place
AROUND = 8  # words shown on each side of a change
GLUE = 2  # as few words unchanged between two replacements are read with them
LONGEST_SHOWN = 120  # words of one piece


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: unchanged, added or removed."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One changed passage, with a few words around it and its page in each version (0: it has none there)."""

    page_before: int
    page_after: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes in order; `cut` says that the end of a long text was left out."""

    changes: tuple[Change, ...]
    added: int
    removed: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Text:
    words: list[str]
    pages: list[int]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of each text: both for what is unchanged, one of them empty for what was added or removed."""

    kind: Kind
    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def length(self) -> int:
        return max(self.end - self.start, self.other_end - self.other_start)


_Place = tuple[int, int, int, int]


def compare(before: Sequence[str], after: Sequence[str]) -> Comparison:
    """Will compare two texts given page by page, in order."""
    old, new = _text(before), _text(after)
    changes: list[Change] = []
    added = removed = 0
    for runs in _apart(_runs(old.words, new.words)):
        added += sum(run.kind == "added" for run in runs)
        removed += sum(run.kind == "removed" for run in runs)
        changes.append(_change(runs, old, new))
    return Comparison(tuple(changes), added, removed, old.cut or new.cut)


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """Will give every word of two short texts in order: unchanged, removed or added."""
    old, new = before.split(), after.split()
    return tuple(
        Piece(run.kind, " ".join(old[run.start : run.end] or new[run.other_start : run.other_end]))
        for run in _runs(old, new)
    )


def _text(pages: Sequence[str]) -> _Text:
    words: list[str] = []
    numbers: list[int] = []
    for number, page in enumerate(pages, 1):
        found = page.split()
        if len(words) + len(found) > MOST_WORDS:
            return _Text(words, numbers, True)
        words += found
        numbers += [number] * len(found)
    return _Text(words, numbers, False)


def _runs(old: list[str], new: list[str]) -> list[_Run]:
    runs: list[_Run] = []
    at = other_at = 0
    for start, end, other_start, other_end in _glued(_differing(old, new)):
        if start > at:
            runs.append(_Run("same", at, start, other_at, other_start))
        if end > start:
            runs.append(_Run("removed", start, end, other_start, other_start))
        if other_end > other_start:
            runs.append(_Run("added", end, end, other_start, other_end))
        at, other_at = end, other_end
    if at < len(old):
        runs.append(_Run("same", at, len(old), other_at, len(new)))
    return runs


def _differing(old: list[str], new: list[str]) -> Iterator[_Place]:
    """Where two texts differ: (start, end) in each."""
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    room = shortest - head
    tail = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
    end, other_end = len(old) - tail, len(new) - tail
    at, other_at = head, head
    for start, other_start in [*_anchors(old[head:end], new[head:other_end], head), (end, other_end)]:
        yield from _between(old, new, (at, start, other_at, other_start))
        at, other_at = start, other_start


def _between(old: list[str], new: list[str], place: _Place) -> Iterator[_Place]:
    at, end, other_at, other_end = place
    if old[at:end] == new[other_at:other_end]:
        return
    if max(end - at, other_end - other_at) > MOST_BETWEEN:
        yield place
        return
    for op in LCSseq.opcodes(old[at:end], new[other_at:other_end]):
        if op.tag != "equal":
            yield at + op.src_start, at + op.src_end, other_at + op.dest_start, other_at + op.dest_end


def _anchors(old: list[str], new: list[str], shift: int) -> list[tuple[int, int]]:
    """Places that are surely the same, in the order of both texts: the longest rising row of unique shingles."""
    here, there = _unique(old), _unique(new)
    pairs = [(at, there[shingle]) for shingle, at in here.items() if shingle in there]
    ends: list[int] = []  # the smallest end of a rising row of each length
    rows: list[int] = []
    before: list[int] = []
    for n, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(rows[length - 1] if length else -1)
        if length == len(ends):
            ends.append(other)
            rows.append(n)
        else:
            ends[length], rows[length] = other, n
    row, n = [], rows[-1] if rows else -1
    while n >= 0:
        row.append((pairs[n][0] + shift, pairs[n][1] + shift))
        n = before[n]
    return row[::-1]


def _unique(words: list[str]) -> dict[tuple[str, ...], int]:
    shingles = [tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)]
    counted = Counter(shingles)
    return {shingle: n for n, shingle in enumerate(shingles) if counted[shingle] == 1}


def _touching(places: Iterable[_Place]) -> Iterator[_Place]:
    """What was removed and what was added at the same place, as one."""
    yield from _merged(places, lambda one, other: (one[1], one[3]) == (other[0], other[2]))


def _glued(places: Iterable[_Place]) -> Iterator[_Place]:
    """Two replacements that a word or two separate, as one: « de », « la » shared by chance tell nothing."""

    def near(one: _Place, other: _Place) -> bool:
        replaced = all(place[1] > place[0] and place[3] > place[2] for place in (one, other))
        return replaced and other[0] - one[1] <= GLUE

    yield from _merged(_touching(places), near)


def _merged(places: Iterable[_Place], join: Callable[[_Place, _Place], bool]) -> Iterator[_Place]:
    held: _Place | None = None
    for place in places:
        if held is not None and join(held, place):
            held = (held[0], place[1], held[2], place[3])
            continue
        if held is not None:
            yield held
        held = place
    if held is not None:
        yield held


def _apart(runs: list[_Run]) -> Iterator[list[_Run]]:
    """One list for each change, with the words around it: a long unchanged stretch separates two of them."""
    held: list[_Run] = []
    for n, run in enumerate(runs):
        if run.kind != "same":
            held.append(run)
            continue
        last = n == len(runs) - 1
        if held and (last or run.length > AROUND):
            yield [*held, _first(run)]
            held = []
        held = [_last(run)] if not held else [*held, run]
    if any(run.kind != "same" for run in held):
        yield held


def _first(run: _Run) -> _Run:
    kept = min(run.length, AROUND)
    return _Run("same", run.start, run.start + kept, run.other_start, run.other_start + kept)


def _last(run: _Run) -> _Run:
    kept = min(run.length, AROUND)
    return _Run("same", run.end - kept, run.end, run.other_end - kept, run.other_end)


def _change(runs: list[_Run], old: _Text, new: _Text) -> Change:
    pieces = []
    before = after = 0
    # The page of the change itself; its neighbours tell it where one version has no word of it.
    for run in sorted(runs, key=lambda run: run.kind == "same"):
        before = before or (old.pages[run.start] if run.end > run.start else 0)
        after = after or (new.pages[run.other_start] if run.other_end > run.other_start else 0)
    for run in runs:
        words = old.words[run.start : run.end] or new.words[run.other_start : run.other_end]
        shown = " ".join(words[:LONGEST_SHOWN])
        pieces.append(Piece(run.kind, f"{shown} […]" if len(words) > LONGEST_SHOWN else shown))
    return Change(before, after, tuple(pieces))
