"""What the zones remove, as the leak scan seeks it, and where the same words stay lawfully in sight.

Pure but for what it is given: the words of each page and the zones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from egide.kernel.documents.showing import Word
from egide.kernel.redaction.geometry import Rect, touches
from egide.platform.reading.leaks_words import LONG, unbroken, words

SHORTEST = 3  # letters or digits: less is in every text
# Words that carry nothing: they are in every page and in every file.
EMPTY = frozenset({
    "les", "des", "une", "aux", "dans", "par", "pour", "sur", "avec", "sans", "sous", "est", "son", "ses",
    "que", "qui", "quoi", "dont", "pas", "plus", "ont", "nous", "vous", "ils", "elle", "elles", "leur",
    "leurs", "mon", "mes", "ton", "tes", "cette", "ces", "ceci", "cela", "ainsi", "donc", "mais", "car",
    "comme", "tout", "tous", "toute", "toutes", "art", "nom", "the", "and", "rue", "page",
})  # fmt: skip


@dataclass(frozen=True)
class Removed:
    """What is sought: numbered keys, the shown form of each, and the pages where a key stays in sight."""

    secrets: tuple[dict[str, Any], ...]
    shown: Mapping[int, str]
    visible: Mapping[str, list[int]]


def removed(pages: Mapping[int, Sequence[Word]], zones: Mapping[int, Sequence[Rect]]) -> Removed:
    """Will list what the zones remove of these pages."""
    keys: dict[tuple[str, str], str] = {}
    kept: dict[int, str] = {}
    for number, found in pages.items():
        rects = zones.get(number, ())
        kept[number] = " ".join(w.text for w in found if not any(touches(rect, w) for rect in rects))
        for rect in rects:
            under = [word for word in found if touches(rect, word)]
            _words(under, keys)
            _phrase(under, keys)
    secrets: tuple[dict[str, Any], ...] = tuple(
        {"n": n, "key": key, "kind": kind} for n, (key, kind) in enumerate(sorted(keys), start=1)
    )
    shown = {one["n"]: keys[one["key"], one["kind"]] for one in secrets}
    return Removed(secrets, shown, _visible(secrets, kept))


def _words(under: Iterable[Word], keys: dict[tuple[str, str], str]) -> None:
    for word in under:
        for key in words(word.text):
            if len(key) >= SHORTEST and key not in EMPTY:
                keys.setdefault((key, "word"), word.text)
        whole = unbroken(word.text)
        if len(whole) >= LONG and (whole, "word") not in keys:
            keys.setdefault((whole, "phrase"), word.text)


def _phrase(under: Sequence[Word], keys: dict[tuple[str, str], str]) -> None:
    whole = unbroken("".join(word.text for word in under))
    if len(under) > 1 and len(whole) >= LONG:
        keys.setdefault((whole, "phrase"), " ".join(word.text for word in under))


def _visible(secrets: Iterable[dict[str, Any]], kept: Mapping[int, str]) -> dict[str, list[int]]:
    """The same comparison as the scan's, over the words that no zone hides."""
    texts = {number: (words(text), unbroken(text)) for number, text in kept.items()}
    found: dict[str, list[int]] = {}
    for one in secrets:
        key = one["key"]
        for number, (tokens, whole) in texts.items():
            if (one["kind"] == "word" and key in tokens) or (len(key) >= LONG and key in whole):
                found.setdefault(key, []).append(number)
    return found


def masked(text: str) -> str:
    """Will return what a report may say of a removed word: its first letter and its length."""
    bare = unbroken(text)
    return f"{bare[:1].upper()}… ({len(bare)} signes)"
