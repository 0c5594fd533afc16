"""CSV as spreadsheets in Québec open it: UTF-8 with its mark, semicolons, CRLF, decimal commas.

A text that begins like a formula gets an apostrophe before it: the spreadsheet then shows it, and computes nothing.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from egide.platform.sheets.cells import Column, Kind, computes, moment, quantity, written

__all__ = ["Column", "csv_pieces", "write_csv"]

MARK = b"\xef\xbb\xbf"  # without it, a spreadsheet takes UTF-8 for something older
AT_ONCE = 500  # rows of one piece


def write_csv(target: BinaryIO, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """Will write the header and the rows to `target`, piece by piece."""
    for piece in csv_pieces(columns, rows):
        target.write(piece)


def csv_pieces(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Will yield the same file in pieces, for a download that flows."""
    pen = _Pen()
    writer = csv.writer(pen, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column.label) for column in columns])
    yield MARK + pen.taken()
    for done, values in enumerate(rows, start=1):
        writer.writerow([_cell(column.kind, value) for column, value in zip(columns, values, strict=True)])
        if done % AT_ONCE == 0:
            yield pen.taken()
    if rest := pen.taken():
        yield rest


def _cell(kind: Kind, value: object) -> str:
    if value is None:
        return ""
    if kind == "date" and (when := moment(value)) is not None:
        return when.strftime("%Y-%m-%d %H:%M") if isinstance(when, datetime) else when.isoformat()
    if kind == "percent" and (ratio := quantity(value)) is not None:
        return f"{ratio * 100:.1f}\u00a0%".replace(".", ",")
    if kind in ("number", "duration") and (amount := quantity(value)) is not None:
        return _number(amount)
    return _safe(value)


def _number(amount: float | int) -> str:
    text = str(amount) if isinstance(amount, int) else f"{amount:.6f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _safe(value: object) -> str:
    text = written(value)
    return f"'{text}" if computes(text) else text


class _Pen:
    """What the csv writer writes to: lines kept until they are taken."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def write(self, line: str) -> int:
        """Will keep one line."""
        self._lines.append(line)
        return len(line)

    def taken(self) -> bytes:
        """Will give the lines kept so far, as bytes, and forget them."""
        piece = "".join(self._lines).encode("utf-8")
        self._lines.clear()
        return piece
