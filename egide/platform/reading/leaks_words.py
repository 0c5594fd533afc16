"""What the leak scan looks for, and how a text is compared: folded, word by word, then without any separation.

Runs in the child; it is also read by who prepares the list, so that both sides compare alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

_WORD = re.compile(r"\w+")
_GAPS = re.compile(r"[\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u00ad": None, "\u200b": None})
_ACCENTED, _COMBINED = re.compile(rb"\xc3([\x80-\xbf])"), re.compile(rb"\xcc[\x80-\xbf]")
LONG = 5  # letters from which a word is also sought inside an unbroken text


def folded(text: str) -> str:
    """Will return the text in small letters, without accents, ligatures or soft hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> set[str]:
    """Will return the folded words of a text."""
    return set(_WORD.findall(folded(text)))


def unbroken(text: str) -> str:
    """Will return the folded text without spaces, hyphens or any other sign."""
    return _GAPS.sub("", folded(text))


# The same, for the bytes of a picture as for those of a text: Latin-1 letters folded, every other byte left out.
_PLAIN = bytes(
    (unbroken(bytes([code]).decode("latin-1")) or " ").encode("ascii", "replace")[0] for code in range(256)
)
_SIGNS = bytes(
    code
    for code in range(256)
    if not unbroken(bytes([code]).decode("latin-1")).isascii() or _PLAIN[code] == 32
)


class Sought:
    """The secrets, ready to be sought. `visible` says on which pages a key stays, lawfully, in sight."""

    def __init__(self, secrets: Iterable[dict[str, Any]], visible: dict[str, list[int]]) -> None:
        self.secrets = [(one["n"], one["key"], one["kind"]) for one in secrets]
        self.visible = {key: frozenset(pages) for key, pages in visible.items()}

    def in_words(self, text: str, page: int) -> tuple[list[int], list[int]]:
        """Will return the numbers of the secrets that leak in a text of this page, and of those that may stay.

        Page 0 is nowhere: nothing may stay there.
        """
        if not text:
            return [], []
        tokens, whole = words(text), unbroken(text)
        leaks: list[int] = []
        stays: list[int] = []
        for number, key, kind in self.secrets:
            if (kind == "word" and key in tokens) or (len(key) >= LONG and key in whole):
                (stays if page in self.visible.get(key, ()) else leaks).append(number)
        return leaks, stays

    def in_bytes(self, data: bytes) -> list[int]:
        """Will return the secrets found in raw bytes, as Latin letters, as UTF-8, as UTF-16 or as hexadecimal.

        What stays lawfully in sight on some page is not sought there: its page holds it.
        """
        wanted = [(n, key) for n, key, _ in self.secrets if len(key) >= LONG and key not in self.visible]
        if not wanted or not data:
            return []
        quick = data.translate(_PLAIN, _SIGNS)  # UTF-16 loses its zeros on the way
        texts = [quick.decode("ascii"), *_slow_readings(data)]
        return [n for n, key in wanted if any(key in text for text in texts)]


def _slow_readings(data: bytes) -> Iterator[str]:
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        if not text.isascii():
            yield unbroken(text)
    if (
        b"\xc3" in data or b"\xcc" in data
    ):  # UTF-8 among other bytes: accents written whole, or after their letter
        whole = _ACCENTED.sub(lambda found: bytes([found[1][0] + 0x40]), _COMBINED.sub(b"", data))
        yield whole.translate(_PLAIN, _SIGNS).decode("ascii")
    if b"Tj" in data or b"TJ" in data:
        yield unbroken("".join(_hex(data)))


def _hex(data: bytes) -> Iterable[str]:
    for found in re.finditer(rb"<([0-9A-Fa-f\s]{4,})>", data):
        digits = re.sub(rb"\s", b"", found[1])
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).decode("latin-1") + " "
