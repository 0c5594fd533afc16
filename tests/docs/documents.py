"""The documents of the repository, and what is written in them: links, code, tables.

Not a Markdown reader: it knows the few forms that these documents use.
"""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = tuple(sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))))

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_INLINE = re.compile(r"`([^`\n]+)`")


def name(path: Path) -> str:
    """Will return the path from the root, for the names of the tests."""
    return path.relative_to(ROOT).as_posix()


def links(document: Path) -> list[str]:
    """Will return the targets of the links and images that stay in the repository, without their anchors."""
    targets = (target.partition("#")[0] for target in _LINK.findall(document.read_text(encoding="utf-8")))
    return [
        target for target in targets if target and "://" not in target and not target.startswith("mailto:")
    ]


def inline_code(document: Path) -> list[str]:
    """Will return what stands between back-quotes."""
    return _INLINE.findall(document.read_text(encoding="utf-8"))


def indented_code(document: Path) -> Iterator[str]:
    """Will return the lines of the indented blocks, without their comments."""
    for line in document.read_text(encoding="utf-8").splitlines():
        if line.startswith("    ") and line.strip():
            yield line.partition("#")[0].strip()


def commands(document: Path) -> list[str]:
    """Will return every piece of code, inline or in a block: a command is recognised by its first word."""
    return [*inline_code(document), *indented_code(document)]


def rows(document: Path) -> list[list[str]]:
    """Will return the cells of every row of every table, headings and rules left out."""
    lines = document.read_text(encoding="utf-8").splitlines()
    tables = [line for line in lines if line.startswith("|")]
    heads = {index - 1 for index, line in enumerate(tables) if set(line) <= set("|-: ")}
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for index, line in enumerate(tables)
        if index not in heads and not set(line) <= set("|-: ")
    ]
