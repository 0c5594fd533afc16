"""Writes Outlook messages (.msg) byte by byte, from the format’s specification: no tool here makes them.

[MS-CFB] gives the container, [MS-OXMSG] the properties; the reader is python-oxmsg, which shares nothing with this.
"""

import struct
from dataclasses import dataclass, field
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STRING, BINARY, INTEGER = 0x001F, 0x0102, 0x0003
SUBJECT, SENDER, SENDER_EMAIL, BODY = 0x0037, 0x0C1A, 0x0C1F, 0x1000
METHOD, NAME, DATA = 0x3705, 0x3707, 0x3701


@dataclass
class Folder:
    """A storage: streams and storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: "dict[str, Folder]" = field(default_factory=dict)


def msg_of(
    subject: str, text: str, files: dict[str, bytes] | None = None, inside: "list[Folder] | None" = None
) -> bytes:
    """Will return a message with its files and the messages inside it."""
    return container(message(subject, text, files, inside))


def message(
    subject: str,
    text: str,
    files: dict[str, bytes] | None = None,
    inside: "list[Folder] | None" = None,
    *,
    header: int = 32,
) -> Folder:
    """Will return the storage of a message; one inside another has a header of 24 bytes."""
    said = {
        SUBJECT: (STRING, subject), SENDER: (STRING, "Élise Tremblay"),
        SENDER_EMAIL: (STRING, "elise@exemple.example"), BODY: (STRING, text),
    }  # fmt: skip
    whole = _with(said, bytes(16) + struct.pack("<II", 0, len(files or {}) + len(inside or [])) + bytes(8))
    if header == 24:
        whole = _with(said, bytes(24))
    attached = [
        _with({METHOD: (INTEGER, 1), NAME: (STRING, name), DATA: (BINARY, content)}, bytes(8))
        for name, content in (files or {}).items()
    ]
    for other in inside or []:
        envelope = _with({METHOD: (INTEGER, 5), NAME: (STRING, "message")}, bytes(8))
        envelope.folders["__substg1.0_3701000D"] = other
        attached.append(envelope)
    for number, one in enumerate(attached):
        whole.folders[f"__attach_version1.0_#{number:08X}"] = one
    return whole


def container(root: Folder) -> bytes:
    """Will return a compound file: streams under 4,096 bytes lie in the small sectors, as the format wants."""
    entries: list[list[object]] = []
    _list("Root Entry", root, entries, kind=5)
    large, small = _Sectors(SECTOR), _Sectors(MINI)
    starts = []
    for _, kind, content, *_ in entries:
        octets = bytes(content) if kind == 2 else b""  # type: ignore[call-overload]
        starts.append((small if len(octets) < CUTOFF else large).keep(octets))
    entries[0][2] = b"".join(small.content)
    starts[0] = large.keep(bytes(entries[0][2]))  # type: ignore[call-overload]
    first = large.keep(b"".join(_entry(entry, start) for entry, start in zip(entries, starts, strict=True)))
    chains = struct.pack(f"<{len(small.chain)}I", *small.chain)
    small_table = large.keep(chains + b"\xff" * (-len(chains) % SECTOR))
    tables = 1
    while tables * (SECTOR // 4) < len(large.chain) + tables:
        tables += 1
    where = list(range(len(large.content), len(large.content) + tables))
    table = struct.pack(f"<{len(large.chain) + tables}I", *large.chain, *[FAT] * tables)
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, first, 0, CUTOFF, small_table, -(-len(chains) // SECTOR), END, 0,
    )  # fmt: skip
    listed = struct.pack("<109I", *where, *[FREE] * (109 - len(where)))
    return head + listed + b"".join(large.content) + table.ljust(tables * SECTOR, b"\xff")


class _Sectors:
    """Content cut into sectors, each with the number of the next."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.content: list[bytes] = []
        self.chain: list[int] = []

    def keep(self, octets: bytes) -> int:
        """Will add a stream and return its first sector."""
        if not octets:
            return END
        start, count, size = len(self.content), -(-len(octets) // self._size), self._size
        self.content.extend(octets[n * size : (n + 1) * size].ljust(size, b"\0") for n in range(count))
        self.chain.extend([*range(start + 1, start + count), END])
        return start


def _with(said: dict[int, tuple[int, str | bytes | int]], header: bytes) -> Folder:
    made, rows = Folder(), []
    for key, (kind, value) in said.items():
        if isinstance(value, int):
            rows.append(struct.pack("<HHIiI", kind, key, 6, value, 0))
            continue
        content = value.encode("utf-16-le") if isinstance(value, str) else value
        made.streams[f"__substg1.0_{key:04X}{kind:04X}"] = content
        rows.append(struct.pack("<HHIII", kind, key, 6, len(content) + 2 * (kind == STRING), 0))
    made.streams["__properties_version1.0"] = header + b"".join(rows)
    return made


def _list(name: str, folder: Folder, entries: list[list[object]], *, kind: int = 1) -> int:
    """Will write the entries of a storage: its children are a chain, each the right hand of the one before."""
    me = len(entries)
    entries.append([name, kind, b"", NONE, NONE])
    children = []
    for stream, content in folder.streams.items():
        children.append(len(entries))
        entries.append([stream, 2, content, NONE, NONE])
    children += [_list(below, inner, entries) for below, inner in folder.folders.items()]
    for one, following in pairwise(children):
        entries[one][3] = following
    entries[me][4] = children[0] if children else NONE
    return me


def _entry(entry: list[object], start: int) -> bytes:
    name, kind, content, right, child = entry
    said = str(name).encode("utf-16-le") + b"\0\0"
    size = len(bytes(content)) if kind in (2, 5) else 0  # type: ignore[call-overload]
    return struct.pack(
        "<64sHBBIII16sIQQIQ", said.ljust(64, b"\0"), len(said), kind, 1, NONE, right, child, bytes(16),
        0, 0, 0, start, size,
    )  # fmt: skip
