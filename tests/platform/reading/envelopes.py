"""Writes winmail.dat as Outlook does (MS-OXTNEF), field by field, for the tests: not with the house’s own reader.

`attribute` and `listed` let a test lie about a length, a checksum or a count.
"""

import struct

SIGNED = struct.pack("<IH", 0x223E9F78, 0x1234)
I_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
I_STORAGE = bytes.fromhex("0b00000000000000c000000000000046")


def attribute(code: int, data: bytes, *, level: int = 1, size: int | None = None, check: int = 0) -> bytes:
    """Will return one attribute; `size` and `check` are what it pretends and what is added to its sum."""
    told = len(data) if size is None else size
    return struct.pack("<BII", level, code, told) + data + struct.pack("<H", (sum(data) + check) & 0xFFFF)


def padded(data: bytes) -> bytes:
    """Will return the bytes, up to a multiple of four."""
    return data + bytes(-len(data) % 4)


def fixed(code: int, kind: int, data: bytes) -> bytes:
    """Will return a property of a known size."""
    return struct.pack("<HH", kind, code) + padded(data)


def free(code: int, kind: int, *values: bytes, size: int | None = None) -> bytes:
    """Will return a property of any size, with its count; several values when its kind says so."""
    said = b"".join(struct.pack("<I", len(one) if size is None else size) + padded(one) for one in values)
    return struct.pack("<HHI", kind, code, len(values)) + said


def named(kind: int, data: bytes, *, name: str = "") -> bytes:
    """Will return a property that has a name, or a number in another set, instead of a number of its own."""
    written = name.encode("utf-16-le") + b"\0\0"
    key = struct.pack("<II", 1, len(written)) + padded(written) if name else struct.pack("<II", 0, 0x8503)
    return struct.pack("<HH", kind, 0x8001) + bytes(16) + key + padded(data)


def listed(*properties: bytes, count: int | None = None) -> bytes:
    """Will return a list of properties."""
    return struct.pack("<I", len(properties) if count is None else count) + b"".join(properties)


def wide(text: str) -> bytes:
    """Will return the words as MAPI writes them."""
    return text.encode("utf-16-le") + b"\0\0"


def piece(content: bytes | None, *properties: bytes, title: bytes = b"PIECE~1.TXT\0") -> bytes:
    """Will return the attributes of one attachment, in Outlook’s order."""
    made = attribute(0x00069002, struct.pack("<HI", 1, 0xFFFFFFFF) + bytes(8), level=2)
    made += attribute(0x00018010, title, level=2)
    made += attribute(0x0006800F, content, level=2) if content is not None else b""
    return made + (attribute(0x00069005, listed(*properties), level=2) if properties else b"")


def named_piece(name: str, content: bytes) -> bytes:
    """Will return an attachment with its long name."""
    return piece(content, free(0x3707, 0x1F, wide(name)), fixed(0x3705, 3, struct.pack("<I", 1)))


def envelope(*attributes: bytes, kind: bytes = b"IPM.Microsoft Mail.Note\0", page: int = 1252) -> bytes:
    """Will return a winmail.dat: its version, its code page, its class, then what is given."""
    head = attribute(0x00089006, struct.pack("<I", 0x00010000))
    head += attribute(0x00069007, struct.pack("<II", page, 0))
    return SIGNED + head + (attribute(0x00078008, kind) if kind else b"") + b"".join(attributes)


def message(*properties: bytes) -> bytes:
    """Will return the attribute that holds the message’s own properties."""
    return attribute(0x00069003, listed(*properties))


def nested(inside: bytes, name: str = "Objet du message joint") -> bytes:
    """Will return an attachment that is itself a message."""
    return piece(None, free(0x3701, 0x0D, I_MESSAGE + inside), free(0x3001, 0x1F, wide(name)))
