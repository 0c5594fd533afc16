"""Folding of what people search: lower case, no accents, ligatures opened, straight apostrophes.

Pure. Keys are stored folded because row-level security lets only `=`, ranges and `^@` use an index.
"""

import re
import unicodedata

_OPENED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "}
)
_MAYBE_MARKS = re.compile("[\u0300-\U0010ffff]")  # before them, no character combines with another


def fold(text: str) -> str:
    """Will return the key under which `text` is found: « Évaluée » and « evaluee » give the same."""
    opened = text.lower().translate(_OPENED)
    bare = _MAYBE_MARKS.sub(_unmarked, unicodedata.normalize("NFD", opened))
    return " ".join(bare.split())


def _unmarked(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]
