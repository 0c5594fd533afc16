"""The words of a separator sheet’s code: what is printed in it, what is read from it. Pure.

A code comes from paper that anyone may print: it separates, and proposes a number; the gate decides the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK = "EGIDE-SEPARATEUR"
_NUMBER = re.compile(r"[A-Z]{2,6}-\d{4}-\d{1,7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One document of a scanned file: its pages, both included, and the number on the sheet before it."""

    first: int
    last: int
    number: str = ""


def code_of(number: str = "") -> str:
    """Will return what the code of a sheet says, with a dossier’s number or without."""
    return f"{MARK}:{number}" if number else MARK


def number_of(text: str) -> str | None:
    """Will return the number that a code carries, empty when it carries none; nothing when it is no separator."""
    head, _, rest = text.strip().partition(":")
    if head != MARK:
        return None
    number = rest.strip().upper()
    return number if _NUMBER.fullmatch(number) else ""


def stretches(
    *, pages: int, found: Sequence[Sequence[object]], blank: Sequence[int], at_blanks: bool = False
) -> list[Stretch]:
    """Will cut pages 1 to `pages` at the separators; a blank back of a sheet goes with the sheet.

    `found`: (page, text of a code) pairs, other codes included. Two sheets in a row make no empty document.
    `at_blanks`: a blank page separates as a sheet without a number does.
    """
    sheets: dict[int, str] = {}
    for page, text in found:
        number = number_of(str(text))
        if number is not None:
            sheets[int(str(page))] = sheets.get(int(str(page))) or number
    if at_blanks:  # but the back of a sheet stays its back
        sheets |= {page: "" for page in blank if page - 1 not in sheets}
    cut: list[Stretch] = []
    first, number = 1, ""
    for page in (*sorted(sheets), pages + 1):
        if page > first:
            cut.append(Stretch(first, page - 1, number))
        first, number = page + 1, sheets.get(page, "")
        if first in blank and first not in sheets:
            first += 1
    return cut
