"""XLSX written row by row, in a memory that does not grow with the rows.

Serves exports and reports. No cell is ever a formula or a link; the file's properties name nobody.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from egide.platform.sheets.cells import Column, Kind, Sheet, computes, moment, quantity, written

__all__ = ["Column", "Sheet", "write_workbook"]

MOST_ROWS = 1_000_000  # of one sheet; the format stops at 1,048,576, the rest goes on another sheet
LONGEST_TITLE = 31  # characters, of the format
# Written for a reader in Québec: the separators are those of his own settings.
FORMATS: dict[Kind, str] = {
    "text": "@",
    "date": "yyyy-mm-dd",
    "number": "#,##0.##;-#,##0.##",
    "percent": "0.0%",
    "duration": '#,##0.0" j"',
}
WHOLE, INSTANT = "#,##0", "yyyy-mm-dd hh:mm"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": INSTANT,
}


def write_workbook(target: BinaryIO, sheets: Sequence[Sheet], *, title: str) -> None:
    """Will write the sheets to `target`, each with its header frozen, its filter and its widths.

    :raises ValueError: no sheet at all.
    """
    if not sheets:
        raise ValueError("A workbook has at least one sheet.")
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"title": written(title)[:200], "author": "", "company": "", "comments": ""})
        styles, names = _Styles(book), _Names()
        for sheet in sheets:
            _write_sheet(book, sheet, styles, names)


def _write_sheet(book: Any, sheet: Sheet, styles: "_Styles", names: "_Names") -> None:
    page, row, top = _page(book, sheet, styles, names)
    for values in sheet.rows:
        if row > MOST_ROWS:
            _close(page, sheet, top, row)
            page, row, top = _page(book, sheet, styles, names)
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _write_cell(page, row, place, column.kind, value, styles)
        row += 1
    _close(page, sheet, top, row)


def _page(book: Any, sheet: Sheet, styles: "_Styles", names: "_Names") -> tuple[Any, int, int]:
    """A sheet with its note and its header; returns it, its first free row and the row of the header."""
    page = book.add_worksheet(names.take(sheet.title))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.characters)
    lines = written(sheet.note).split("\n") if sheet.note else []
    for row, line in enumerate(lines):
        page.write_string(row, 0, line, styles.of("text", raw=line))
    top = len(lines) + 1 if lines else 0
    for place, column in enumerate(sheet.columns):
        page.write_string(top, place, written(column.label), styles.header)
    page.freeze_panes(top + 1, 0)
    return page, top + 1, top


def _close(page: Any, sheet: Sheet, top: int, row: int) -> None:
    if sheet.columns and row > top + 1:
        page.autofilter(top, 0, row - 1, len(sheet.columns) - 1)


def _write_cell(page: Any, row: int, place: int, kind: Kind, value: object, styles: "_Styles") -> None:
    if value is None or value == "":
        return
    if kind == "date" and (when := moment(value)) is not None and when.year >= 1900:
        page.write_datetime(row, place, when, styles.of(kind, raw=when))
    elif kind in ("number", "percent", "duration") and (amount := quantity(value)) is not None:
        page.write_number(row, place, amount, styles.of(kind, raw=amount))
    else:
        text = written(value)
        page.write_string(row, place, text, styles.of("text", raw=text))


class _Styles:
    """The few looks of the cells, each made once."""

    def __init__(self, book: Any) -> None:
        self.header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._by_format = {code: _look(book, code) for code in (*FORMATS.values(), WHOLE, INSTANT)}
        # What looks like a formula keeps its apostrophe when someone edits the cell.
        self._quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})

    def of(self, kind: Kind, *, raw: object) -> Any:
        """Will return the look of this value in a column of this kind."""
        if kind == "text" and computes(raw):
            return self._quoted
        if kind == "date" and isinstance(raw, datetime):
            return self._by_format[INSTANT]
        if kind == "number" and isinstance(raw, int):
            return self._by_format[WHOLE]
        return self._by_format[FORMATS[kind]]


def _look(book: Any, code: str) -> Any:
    return book.add_format({"num_format": code, "valign": "top"})


class _Names:
    """The titles of the sheets as the format wants them: short, without certain signs, never twice."""

    def __init__(self) -> None:
        self._taken: set[str] = {"history"}  # the format keeps this one for itself

    def take(self, title: str) -> str:
        """Will return a title that no sheet has yet."""
        plain = re.sub(r"[\[\]:*?/\\\ufffd\s]+", " ", written(title)).strip(" '") or "Feuille"
        name, turn = _shortened(plain), 1
        while name.casefold() in self._taken:
            turn += 1
            end = f" ({turn})"
            name = plain[: LONGEST_TITLE - len(end)].rstrip() + end
        self._taken.add(name.casefold())
        return name


def _shortened(title: str) -> str:
    """Will cut a title that is too long at the end of a word, and say so."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[: LONGEST_TITLE - 1]
    whole = kept if title[LONGEST_TITLE - 1] == " " else kept.rpartition(" ")[0] or kept
    return whole.rstrip(" ’'") + "…"
