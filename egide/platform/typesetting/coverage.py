"""Which characters the vendored fonts hold, read from their own tables.

PDF/A and PDF/UA refuse a missing glyph: this is asked before typesetting. It is not a font library.
"""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"


@cache
def printable() -> frozenset[int]:
    """Will return the code points held by at least one vendored font."""
    return frozenset(code for path in sorted(FONTS.glob("*.ttf")) for code in codes_of(path.read_bytes()))


def codes_of(font: bytes) -> Iterator[int]:
    """Will list the code points that a TrueType font maps to a real glyph."""
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + index * 8 + 4)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == 4:
            yield from _segments(font, cmap + offset)
        elif form == 12:
            yield from _groups(font, cmap + offset)


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", font, 12 + index * 16)
        if name == tag:
            return int(offset)
    raise ValueError(f"Police sans table {tag.decode()}.")


def _segments(font: bytes, at: int) -> Iterator[int]:
    # Format 4: four parallel arrays (ends, starts, deltas, offsets), two bytes of padding after the first.
    (double,) = struct.unpack_from(">H", font, at + 6)
    form, ends, rows = f">{double // 2}H", at + 14, double
    starts, deltas, offsets = ends + rows + 2, ends + 2 * rows + 2, ends + 3 * rows + 2
    columns = (struct.unpack_from(form, font, start) for start in (ends, starts, deltas, offsets))
    for position, (end, start, delta, offset) in enumerate(zip(*columns, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = offsets + position * 2 + offset + (code - start) * 2
                (glyph,) = struct.unpack_from(">H", font, place)
            if glyph and (glyph + delta) % 0x10000:
                yield code


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for index in range(count):
        start, end, glyph = struct.unpack_from(">III", font, at + 16 + index * 12)
        yield from range(start + (0 if glyph else 1), end + 1)
