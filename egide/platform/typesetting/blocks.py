"""The body of a document as plain text, and as the blocks that a template prints.

Serves whoever edits a letter in a text field: blank lines, « - », « > », « # », « | ». It is not Markdown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from egide.platform.typesetting.merge import Fields, merge, merge_item

Kind = Literal["paragraph", "list", "quotation", "table", "heading", "notice"]
Run = dict[str, str]

# The mark that opens each line of a block, and what the block is. `\` at the start of a line undoes a mark.
MARKS: dict[str, Kind] = {"- ": "list", "> ": "quotation", "| ": "table", "# ": "heading", "! ": "notice"}
_MARK_OF: dict[Kind, str] = {kind: mark for mark, kind in MARKS.items()}
# « _Code des professions_ » prints in italics; « jean_paul_roy@exemple.ca » stays as it is.
# Addresses are never hyphenated: nobody could tell the hyphen of a cut from a real one.
_ADDRESS = re.compile(r"([^\s<>()«»]+@[^\s<>()«»]+\w|https?://[^\s<>()«»]+[\w/])")
_ITALIC = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]*[^\s_\\])_(?!\w)")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind and its lines (one paragraph, items of a list, rows « libellé | valeur »)."""

    kind: Kind
    lines: tuple[str, ...]

    def data(self) -> dict[str, Any]:
        """Will return what a template reads: `kind` and `lines`, each a list of runs (a table: of cells)."""
        if self.kind == "table":
            return {"kind": "table", "rows": [[runs(cell) for cell in _cells(line)] for line in self.lines]}
        return {"kind": self.kind, "lines": [runs(line) for line in self.lines]}


def parse(text: str) -> tuple[Block, ...]:
    """Will read a plain text into blocks; every text is valid."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[Block] = []
    for kind, group in groupby(lines, key=_kind):
        if kind is None:
            continue
        marked = [_unmarked(line, kind) for line in group]
        blocks.append(Block(kind, tuple(marked) if kind in ("list", "table") else ("\n".join(marked),)))
    return tuple(blocks)


def unparse(blocks: tuple[Block, ...]) -> str:
    """Will write blocks back as the plain text that `parse` reads to the same blocks."""
    return "\n\n".join("\n".join(_written(block)) for block in blocks)


def merged(blocks: tuple[Block, ...], fields: Fields) -> tuple[Block, ...]:
    """Will fill the fields of a wording's blocks; a value can never open a block, a list or italics.

    A block that an empty value leaves without text disappears.


    :raises MergeFailed: see `merge`.
    """
    literal = {
        name: _literal(value) if isinstance(value, str) else [_literal(item) for item in value]
        for name, value in fields.items()
    }
    filled = (Block(block.kind, tuple(_merged_lines(block, literal))) for block in blocks)
    return tuple(block for block in filled if any(line.strip() for line in block.lines))


def runs(text: str) -> list[Run]:
    """Will cut a line into runs: `text`, and `style` when it is "italic" or "address" (not hyphenated)."""
    made: list[Run] = []
    for rank, piece in enumerate(_ITALIC.split(text)):
        piece = piece.replace("\\_", "_")
        if rank % 2:
            made.append({"text": piece, "style": "italic"})
        else:
            made += [
                {"text": part} | ({"style": "address"} if place % 2 else {})
                for place, part in enumerate(_ADDRESS.split(piece))
                if part
            ]
    return made or [{"text": ""}]


def _kind(line: str) -> Kind | None:
    if not line.strip():
        return None
    return MARKS.get(line.lstrip()[:2], "paragraph")


def _unmarked(line: str, kind: Kind) -> str:
    line = line.strip()
    if kind != "paragraph":
        return line[2:].strip()
    return line[1:] if line[:1] == "\\" and (line[1:3] in MARKS or line[1:2] == "\\") else line


def _written(block: Block) -> Iterator[str]:
    mark = _MARK_OF.get(block.kind, "")
    for line in block.lines:
        for piece in line.split("\n"):
            escaped = not mark and (piece[:2] in MARKS or piece[:1] == "\\")
            yield mark + ("\\" if escaped else "") + piece


def _merged_lines(block: Block, fields: Fields) -> Iterator[str]:
    for line in block.lines:
        if block.kind == "list":
            yield from merge_item(line, fields)
        else:
            yield merge(line, fields)


def _literal(value: str) -> str:
    # A blank line inside a value would end its paragraph once the letter is edited as plain text.
    value = re.sub(r"\s*\n\s*", "\n", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", value)


def _cells(line: str) -> list[str]:
    label, _, value = line.partition(" | ")
    return [label.strip(), value.strip()]
