"""Workbooks by Calamine: values only, no formula is computed, one page for each sheet.

A sheet may announce a million rows: cells are counted while they are read.
"""

import datetime as dt
from importlib.metadata import version
from typing import Any

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken, Protected
from egide.platform.reading.tools import Answer, Source, kinds, office, plain

TOOL, VERSION = "Calamine", version("python-calamine")


def text(source: Source, *, suffix: str, thumbnail: bool = False) -> Answer:
    """Will read the values of each sheet, cells apart by tabulations."""
    kinds.weigh(source)
    import python_calamine as calamine

    pages: list[dict[str, Any]] = []
    left, cut = limits.MOST_CELLS, False
    try:
        with source.opened() as content:
            book = calamine.CalamineWorkbook.from_filelike(content)
        names = book.sheet_names
        for name in names[: limits.MOST_PAGES]:
            lines, left, short = _lines(book.get_sheet_by_name(name), left)
            cut = cut or short
            pages.append(plain.page(plain.fit("\n".join((name, *lines)))))
            if left <= 0:
                break
    except calamine.PasswordError as error:
        raise Protected from error
    except calamine.CalamineError as error:
        raise Broken from error
    detail = (
        f"Seules les {limits.MOST_CELLS:,} premières cellules sont lues.".replace(",", "\u00a0")
        if cut
        else ""
    )
    result = plain.told(pages, tool=TOOL, version=VERSION, total=len(names), detail=detail)
    result["cells"] = limits.MOST_CELLS - left
    result["partial"] = cut
    return Answer(result)


convert = office.convert


def _lines(sheet: Any, left: int) -> tuple[list[str], int, bool]:
    lines: list[str] = []
    length = 0
    for row in sheet.iter_rows():
        left -= len(row)
        line = "\t".join(_shown(cell) for cell in row).rstrip()
        length += len(line) + 1
        if left < 0 or length > limits.LONGEST_PAGE:
            return lines, left, True
        if line:
            lines.append(line)
    return lines, left, False


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return "vrai" if cell else "faux"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell).replace(".", ",")
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return " ".join(str(cell).split())
