"""Words looked for inside one document: accents, capitals, plural and feminine do not count, as in the large search.

Pure, over the texts of the pages. The search over all dossiers is kernel/search.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import is_normalized

from egide.kernel.search.folding import ENDINGS, Token, fold_text, tokens

LONGEST_ASKED = 100  # characters
MOST_RESULTS = 60  # pages listed at once
MOST_READ = 2_000_000  # characters looked at for one answer; the next answer goes on from there
MOST_WEIGHED = 600_000  # characters of the pages that deserve to be read word by word, a third of a second
AROUND = 70  # characters shown on each side
MOST_MARKED = 12  # words that may be asked together
_QUOTES = '«»“”"'
# Whole words that take another beginning: « yeux » is « oeil ».
_IRREGULAR = frozenset(right.strip() for wrong, right, _ in ENDINGS if wrong.startswith(" "))
_BARE = str.maketrans("àâäáãåçéèêëíîïìñóôöòõøúûüùýÿł", "aaaaaaceeeeiiiinoooooouuuuyyl")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a text, found or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page where the words stand: how many times, and the first place."""

    number: int
    times: int
    passage: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The pages, in order; `next_page` is where the reading stopped, 0 when it went to the end."""

    pages: tuple[FoundPage, ...]
    next_page: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: all of these words on one page, one after the other when it is a phrase."""

    words: tuple[str, ...]
    phrase: bool

    def __bool__(self) -> bool:
        return bool(self.words)


def asked_words(text: str) -> Asked:
    """Will read what was typed; quotation marks ask for a phrase."""
    text = text[:LONGEST_ASKED].strip()
    phrase = len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES
    return Asked(tuple(fold_text(text).split()[:MOST_MARKED]), phrase)


def places(text: str, asked: Asked) -> tuple[Token, ...]:
    """Will return the words of a text that answer; none when one of those asked is missing."""
    if not asked:
        return ()
    read = tokens(text)
    if asked.phrase:
        return tuple(token for run in _runs(read, asked.words) for token in run)
    found = [token for token in read if any(_answers(token.word, word) for word in asked.words)]
    whole = all(any(_answers(token.word, word) for token in found) for word in asked.words)
    return tuple(found) if whole else ()


def answers(word: str, asked: Asked) -> bool:
    """Will tell whether a word of a picture is one of those looked for."""
    return any(_answers(token.word, one) for token in tokens(word) for one in asked.words)


def find(pages: Iterable[tuple[int, str]], asked: Asked) -> Found:
    """Will look through pages given in order, within the bounds above."""
    found: list[FoundPage] = []
    read = weighed = 0
    for number, text in pages:
        if len(found) == MOST_RESULTS or read > MOST_READ or weighed > MOST_WEIGHED:
            return Found(tuple(found), number)
        read += len(text)
        if not _perhaps(text, asked):
            continue
        weighed += len(text)
        if marks := places(text, asked):
            times = len(marks) // (len(asked.words) if asked.phrase else 1)
            found.append(FoundPage(number, times, _passage(text, marks)))
    return Found(tuple(found), 0)


def marked(text: str, marks: Sequence[Token]) -> tuple[Stretch, ...]:
    """Will cut a whole text at the words found."""
    return _cut(text, marks, 0, len(text))


def _answers(word: str, asked: str) -> bool:
    return word == asked or (len(asked) > 2 and word.startswith(asked))


def _runs(read: Sequence[Token], words: Sequence[str]) -> Iterable[Sequence[Token]]:
    length = len(words)
    for n in range(len(read) - length + 1):
        run = read[n : n + length]
        if all(_answers(token.word, word) for token, word in zip(run, words, strict=True)):
            yield run


def _perhaps(text: str, asked: Asked) -> bool:
    """A quick look: most pages hold nothing that begins so, and reading them word by word is long."""
    if not is_normalized("NFC", text):
        return True
    bare = text.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss").translate(_BARE)
    return all(word[:3] in bare or word in _IRREGULAR for word in asked.words)


def _passage(text: str, marks: Sequence[Token]) -> tuple[Stretch, ...]:
    start, end = max(marks[0].start - AROUND, 0), min(marks[0].end + AROUND, len(text))
    if start:
        start = text.find(" ", start, marks[0].start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", marks[0].end, end), marks[0].end)
    pieces = _cut(text, [mark for mark in marks if start <= mark.start and mark.end <= end], start, end)
    lead = (Stretch("… ", False),) if start else ()
    last = (Stretch(" …", False),) if end < len(text) else ()
    return (*lead, *(Stretch(" ".join(p.text.split("\n")), p.marked) for p in pieces), *last)


def _cut(text: str, marks: Sequence[Token], start: int, end: int) -> tuple[Stretch, ...]:
    pieces = []
    at = start
    for mark in marks:
        pieces += [Stretch(text[at : mark.start], False), Stretch(text[mark.start : mark.end], True)]
        at = mark.end
    pieces.append(Stretch(text[at:end], False))
    return tuple(piece for piece in pieces if piece.text)
