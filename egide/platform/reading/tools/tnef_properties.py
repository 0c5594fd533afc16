"""The lists of MAPI properties inside a winmail.dat (MS-OXTNEF, 2.1.3.4): the first value of each, as bytes.

Pure. Every length was written by someone else: one that goes past the end stops the reading.
"""

import struct
from dataclasses import dataclass

TEXT_8, TEXT_16, OBJECT, BINARY = 0x1E, 0x1F, 0x0D, 0x102
_VARIABLE = frozenset({0x00, TEXT_8, TEXT_16, OBJECT, BINARY})
_FIXED = {0x01: 4, 0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 2, 0x14: 8, 0x40: 8,
          0x48: 16}  # fmt: skip
_SEVERAL, _NAMED = 0x1000, 0x8000
MOST_PROPERTIES, MOST_VALUES = 20_000, 20_000  # of one list, of one property: Outlook writes a few hundred
_BY_NAME = 1


class Cut(Exception):
    """A length goes past the end, or what is written is none of the format."""


@dataclass(frozen=True, slots=True)
class Value:
    """One property: its type and the bytes of its first value."""

    kind: int
    content: bytes


class Cursor:
    """Bytes read in order, never past their end."""

    def __init__(self, content: bytes) -> None:
        self._content, self.at = memoryview(content), 0

    @property
    def left(self) -> int:
        """Bytes not read yet."""
        return len(self._content) - self.at

    @property
    def rest(self) -> bytes:
        """The bytes not read yet."""
        return bytes(self._content[self.at :])

    def take(self, size: int) -> memoryview:
        """Will return the next bytes.

        :raises Cut: fewer are left.
        """
        if size > self.left:
            raise Cut
        self.at += size
        return self._content[self.at - size : self.at]

    def number(self, size: int = 4) -> int:
        """Will return the next number, little end first.

        :raises Cut: fewer bytes are left.
        """
        return int.from_bytes(self.take(size), "little")

    def padded(self, size: int) -> memoryview:
        """Will return the next bytes and step over what brings them to a multiple of four."""
        found = self.take(size)
        self.take(min(-size % 4, self.left))
        return found


def properties(content: bytes) -> dict[int, Value]:
    """Will return the properties that have a number of their own; those with a name are stepped over.

    :raises Cut: the list is not whole.
    """
    cursor, found = Cursor(content), dict[int, Value]()
    for _ in range(_count(cursor, MOST_PROPERTIES)):
        kind, code = cursor.number(2), cursor.number(2)
        if code >= _NAMED:
            cursor.take(16)
            if cursor.number() == _BY_NAME:
                cursor.padded(cursor.number())
            else:
                cursor.take(4)
        value = _value(cursor, kind)
        if code < _NAMED:
            found.setdefault(code, value)
    return found


def text_of(value: Value | None, charset: str) -> str:
    """Will return the words of a property, up to their closing zero; nothing when it is no text."""
    if value is None or value.kind not in (TEXT_8, TEXT_16):
        return ""
    if value.kind == TEXT_16:
        return value.content.decode("utf-16-le", "replace").split("\0")[0]
    return decoded(value.content, charset)


def decoded(content: bytes, charset: str) -> str:
    """Will return the words of bytes that end with a zero; an unknown code page is taken for Windows’s."""
    said = content.split(b"\0")[0]
    try:
        return said.decode(charset, "replace")
    except LookupError:
        return said.decode("cp1252", "replace")


def instant(value: Value | None) -> int:
    """Will return seconds since 1970 of a moment of Windows (tenths of microseconds since 1601); 0 when none."""
    if value is None or value.kind != 0x40 or len(value.content) != 8:
        return 0
    return int(struct.unpack("<Q", value.content)[0]) // 10_000_000 - 11_644_473_600


def _value(cursor: Cursor, kind: int) -> Value:
    several, kind = bool(kind & _SEVERAL), kind & ~_SEVERAL
    if kind in _VARIABLE:
        # A single value has its count too.
        first = None
        for _ in range(_count(cursor, MOST_VALUES)):
            value = cursor.padded(cursor.number())
            first = value if first is None else first
        return Value(kind, bytes(first or b""))
    if kind not in _FIXED:
        raise Cut
    size = _FIXED[kind]
    whole = cursor.padded(size * (_count(cursor, MOST_VALUES) if several else 1))
    return Value(kind, bytes(whole[:size]))


def _count(cursor: Cursor, most: int) -> int:
    count = cursor.number()
    if count > most:  # a lie is seen before it costs anything
        raise Cut
    return count
