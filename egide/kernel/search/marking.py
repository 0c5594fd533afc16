"""Which words of some texts answer a question, and where they stand: what the passages mark.

Texts of one page repeat their words: each piece between two blanks is judged once for all of them.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from egide.kernel.search.asking import Asked
from egide.kernel.search.folding import fold_text, tokens_of_pieces
from egide.kernel.search.stems import stems_of

LONG = 600  # characters: in a longer text, only what surrounds the words is read
BEFORE, AFTER = 40, 260  # characters read on each side of what may be a word asked
MOST_PLACES = 300
FEW_PLACES = 12  # read for one short beginning: nearly every place answers « e »
FEW_PAGES = 10_000  # characters read when no word begins as those asked: « yeux », asked « œil »
_ACCENTED = {
    "a": "àâäáãå", "c": "ç", "e": "éèêë", "i": "îïíì", "n": "ñ", "o": "ôöóòõ", "u": "ùûüú", "y": "ÿý",
}  # fmt: skip
_LIGATURES = (("oe", "œŒ"), ("ae", "æÆ"))


class Mark(NamedTuple):
    """A word that answers: its place in the text, and what it answers (a stem, or how a word begins)."""

    start: int
    end: int
    answer: str


# What is read of a text: each stretch, and where it begins.
Stretches = Sequence[tuple[int, str]]
# The same, each stretch with its pieces: what stands between two blanks, in order.
Read = Sequence[tuple[int, str, list[str]]]


class Marking:
    """The question put to some texts; one query at each reading, for the stems not yet known."""

    def __init__(self, asked: Asked, texts: Iterable[str] = ()) -> None:
        folded = [(term, fold_text(term.text).split()) for term in asked.wanted]
        self._wanted = frozenset(word for _, words in folded for word in words)
        self._starts = frozenset(word[:2] for word in self._wanted)
        self._stems = set(stems_of(self._wanted).values()) - {""}
        self._begun = tuple(words[-1] for term, words in folded if term.beginning)
        # How many things are asked: a text holds no more.
        self.all = len(self._stems.union(self._begun))
        self._read: dict[str, Read] = {}
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self.read(texts)

    def read(self, texts: Iterable[str]) -> None:
        """Will read some texts, which may then be asked about."""
        pieces: set[str] = set()
        for text in texts:
            stretches = _stretches(text, self._wanted, self._starts)
            self._read[text] = [(begins, read, read.split()) for begins, read in stretches]
            pieces.update(*[found for _, _, found in self._read[text]])
        said = tokens_of_pieces(pieces, self._starts)
        stems = stems_of(token.word for found in said.values() for token in found)
        for piece, found in said.items():
            marks = [Mark(t.start, t.end, a) for t in found if (a := self._answer(t.word, stems[t.word]))]
            if marks:
                self._marks[piece] = tuple(marks)

    def answers(self, text: str) -> int:
        """Will count how many of the things asked stand in this text, which was read."""
        marks = self._marks
        met = {piece for _, _, pieces in self._read[text] for piece in pieces if piece in marks}
        return len({mark.answer for piece in met for mark in marks[piece]})

    def marks(self, text: str) -> list[Mark]:
        """Will return the words of this text, which was read, that answer, in their order."""
        marks, found = self._marks, []
        for begins, read, pieces in self._read[text]:
            if marks.keys().isdisjoint(pieces):
                continue
            after = 0
            for piece in pieces:
                # Each is found where the one before ends: only blanks stand between them.
                at = read.index(piece, after)
                after = at + len(piece)
                if piece in marks:
                    at += begins
                    found += [Mark(at + start, at + end, answer) for start, end, answer in marks[piece]]
        return found

    def _answer(self, word: str, stem: str) -> str:
        if stem in self._stems:
            return stem
        return next((start for start in self._begun if word.startswith(start)), "")


def _stretches(text: str, wanted: frozenset[str], starts: frozenset[str]) -> Stretches:
    """What is read of a text: all of it, or about the places where a word begins as those asked."""
    if len(text) <= LONG or not wanted:
        return ((0, text),)
    found: list[tuple[int, str]] = []
    end = 0
    most = FEW_PLACES if len("".join(wanted)) <= 2 else MOST_PLACES
    for n, place in enumerate(_beginnings(wanted).finditer(text)):
        if n >= most:
            break
        at = place.start()
        if at < end:
            continue
        start = max(text.rfind(" ", 0, at) + 1, at - BEFORE)
        end = text.find(" ", min(at + AFTER, len(text)))
        end = len(text) if end < 0 else end
        found.append((start, text[start:end]))
    # The first word that begins so is enough.
    if any(tokens_of_pieces((piece,), starts) for _, read in found for piece in read.split()):
        return found
    return ((0, text[:FEW_PAGES]),)


@lru_cache(maxsize=256)
def _beginnings(wanted: frozenset[str]) -> re.Pattern[str]:
    """How the words asked may begin in a text, whatever the accents and the capitals.

    First the letters with which any of them begins: the rest is tried at those places only.
    """
    said = sorted({word[: min(4, max(2, len(word) - 2))] for word in wanted})
    ways = [f"(?<={_written(one[0])}){''.join(map(_written, one[1:]))}" for one in said]
    firsts = [_written(one[0]) for one in said]
    for one, ligature in _LIGATURES:
        if any(word.startswith(one) for word in said):
            firsts.append(f"[{ligature}]")
            ways.append(f"(?<=[{ligature}])")
    first = "".join(dict.fromkeys(letters[1:-1] for letters in firsts))
    return re.compile(rf"[{first}](?<![^\W_].)(?:{'|'.join(ways)})")


def _written(letter: str) -> str:
    """A letter of a folded word as it may be written."""
    letters = letter + _ACCENTED.get(letter, "")
    capitals = "".join(one for one in letters.upper() if one not in letters)
    return f"[{re.escape(letters + capitals)}]"
