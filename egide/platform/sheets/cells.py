"""What a cell may hold: the columns of a table, and text made harmless for any spreadsheet.

Serves both writers. Pure: values in, values out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone

Kind = Literal["text", "date", "number", "percent", "duration"]
LONGEST = 32_767  # characters of one cell: the limit of the XLSX format
CUT = " […]"
WIDTHS: dict[Kind, int] = {"text": 30, "date": 16, "number": 14, "percent": 12, "duration": 14}
# Signs that make a spreadsheet compute a cell, with their full-width twins.
LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Neither XML nor a reader knows what to do with these: controls, halves of pairs, non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Column:
    """A column. A « percent » is a ratio (0.934 is 93,4 %); a « duration » is a timedelta or a number of days."""

    label: str
    kind: Kind = "text"
    width: int | None = None  # characters

    @property
    def characters(self) -> int:
        """The width to give it, in characters."""
        return self.width or max(WIDTHS[self.kind], min(len(self.label) + 2, 40))


@dataclass(frozen=True)
class Sheet:
    """A table: `rows` are read once, one by one; `note` is written above the header."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    note: str = ""


def written(value: object) -> str:
    """Will return any value as text that every reader accepts, cut at the longest cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    text = _UNWRITABLE.sub("\ufffd", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def computes(value: object) -> bool:
    """Will tell whether a spreadsheet could take this text for a formula."""
    text = str(value)
    return text.startswith(LEADS) or text.lstrip().startswith(LEADS)


def moment(value: object) -> date | datetime | None:
    """Will return a day, or an instant of the Office's clock without zone; nothing for anything else."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else None


def quantity(value: object) -> float | int | None:
    """Will return a number, or the days of a length of time; nothing for anything else."""
    if isinstance(value, timedelta):
        return value / _DAY
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if value == value and abs(value) < 1e300 else None  # neither « not a number » nor infinite
