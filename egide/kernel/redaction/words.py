"""The words of a page as one text, and back: where a text or a pattern stands, as words.

Pure. Words are compared folded: « Tremblay » finds « TREMBLAY, » and « tremblay. ».
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from egide.kernel.documents.showing import Word
from egide.platform.reading.leaks_words import folded

_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")
LONGEST = 200  # characters of what is sought


def bare(text: str) -> str:
    """Will return a word as it is compared: folded, without the signs around it."""
    return _SIGNS.sub("", folded(text).replace("’", "'"))


def occurrences(words: Sequence[Word], sought: str) -> list[tuple[Word, ...]]:
    """Will return each run of words that reads as what is sought, in reading order."""
    wanted = [one for one in (bare(part) for part in sought[:LONGEST].split()) if one]
    if not wanted:
        return []
    keys = [bare(word.text) for word in words]
    runs, at = [], 0
    while at <= len(keys) - len(wanted):
        if all(_same(key, one) for key, one in zip(keys[at:], wanted, strict=False)):
            runs.append(tuple(words[at : at + len(wanted)]))
            at += len(wanted)
        else:
            at += 1
    return runs


def _same(key: str, wanted: str) -> bool:
    # « d'Alice » holds « alice »; « Tremblay-Roy » holds « tremblay ».
    return key == wanted or wanted in re.split(r"[\W_]+", key)


class Line:
    """The words of a page joined by spaces, with the way back from a place of the text to its words."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.text, self._starts = "", []
        parts = []
        at = 0
        for word in words:
            self._starts.append(at)
            parts.append(word.text)
            at += len(word.text) + 1
        self.text = " ".join(parts)

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Will return the words that the piece of text from `start` to `end` (excluded) touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, max(start, end - 1))
        return tuple(self.words[first:last])
