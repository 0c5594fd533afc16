"""A page of a workbook or of a CSV file as a table: what was read has cells, a paragraph would lose them.

Pure, and bounded: a longer sheet is downloaded.
"""

import csv
from dataclasses import dataclass

MOST_ROWS = 300
MOST_COLUMNS = 40
SHEETS = ("spreadsheetml", "opendocument.spreadsheet", "ms-excel")


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Some rows of a sheet; `cut` says in words what is left out."""

    rows: tuple[tuple[str, ...], ...]
    cut: str


def cells_of(text: str, media_type: str) -> Cells | None:
    """Will return the page as a table, or nothing when it is none."""
    if media_type == "text/csv":
        rows = _comma_separated(text)
    elif any(mark in media_type for mark in SHEETS):
        rows = [line.split("\t") for line in text.split("\n")]
    else:
        return None
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return None
    cut = len(rows) > MOST_ROWS or width > MOST_COLUMNS
    shown = min(width, MOST_COLUMNS)
    return Cells(
        rows=tuple((*row[:shown], *("",) * (shown - len(row))) for row in rows[:MOST_ROWS]),
        cut=f"Les {MOST_ROWS} premières lignes et {MOST_COLUMNS} premières colonnes sont montrées."
        if cut
        else "",
    )


def _comma_separated(text: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    return [row for row in csv.reader(text.splitlines(), delimiter=mark) if row]
