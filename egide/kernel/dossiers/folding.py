"""Folding of what people search: lower case, no accents, ligatures opened, straight apostrophes.

Pure. Keys are stored folded because row-level security lets only `=`, ranges and `^@` use an index.
"""

import re
import unicodedata

_OPENED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "}
)
_BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """Will return the key under which `text` is found: « Évaluée » and « evaluee » give the same."""
    opened = text.lower().translate(_OPENED)
    bare = "".join(c for c in unicodedata.normalize("NFD", opened) if not unicodedata.combining(c))
    return _BLANKS.sub(" ", bare).strip()
