"""Cleans what a browser sends before a form looks at it: line ends, invisible and unreadable characters.

Serves the public form. Nothing visible is ever removed; the person is told when something invisible was.
"""

import unicodedata
from dataclasses import dataclass

# What word processors paste for a line end, and the zones that no one typed.
_LINES = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb")
UNREADABLE = "\ufffd"


@dataclass(frozen=True)
class Tidy:
    """A text that PostgreSQL and a screen can hold. `removed`: invisible characters were taken away."""

    text: str
    removed: bool = False

    @property
    def unreadable(self) -> bool:
        """Will tell whether some bytes could not be read as text."""
        return UNREADABLE in self.text


def tidy(raw: str) -> Tidy:
    """Will return the text with plain line ends, without control characters or direction overrides."""
    lines = raw.replace("\r\n", "\n").translate(_LINES)
    whole = "".join(UNREADABLE if "\ud800" <= c <= "\udfff" else c for c in lines)
    kept = "".join(c for c in whole if not _invisible(c))
    return Tidy(unicodedata.normalize("NFC", kept), removed=len(kept) != len(whole))


def _invisible(character: str) -> bool:
    # Joiners (Cf) stay: emoji and several languages need them.
    return character in _OVERRIDES or (unicodedata.category(character) == "Cc" and character not in "\n\t")
