"""Reads a date as people write it: « 2026-03-03 », « 3 mars 2026 », « 1er avril 2026 », « 2026/3/3 ».

A date of digits begins with the year: 03-04-2026 could be two days, and is asked again.
"""

import re
from datetime import date

from egide.kernel.dossiers.folding import fold
from egide.law.dates_fr import MONTHS

_DIGITS = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_WORDS = re.compile(r"(?:le )?(?:[a-z]+di |dimanche )?(\d{1,2})(?:er)? ([a-z]+)\.?,? (\d{4})")
_AMBIGUOUS = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}")
_FOLDED_MONTHS = tuple(fold(month) for month in MONTHS)
_SHORTEST_MONTH = 3
EARLIEST = date(1974, 1, 1)  # the Professional Code came into force on 1 February 1974

UNREADABLE = "Inscrivez une date comme 2026-03-03 ou 3 mars 2026\u00a0: le jour, le mois et l’année."
ORDER = "Commencez par l’année, pour que le jour et le mois ne se confondent pas. Exemple\u00a0: 2026-03-03."


class UnreadableDate(ValueError):
    """The text is not a date; the message says how to write it."""


def read_date(text: str) -> date:
    """Will return the day that the text says.

    :raises UnreadableDate: not a date, or a date that does not exist.
    """
    folded = fold(text)
    if _AMBIGUOUS.fullmatch(folded):
        raise UnreadableDate(ORDER)
    if found := _DIGITS.fullmatch(folded):
        year, month, day = (int(part) for part in found.groups() if part)
    elif found := _WORDS.fullmatch(folded):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        raise UnreadableDate(UNREADABLE)
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableDate("Cette date n’existe pas au calendrier. Vérifiez le jour et le mois.") from None


def month_number(word: str) -> int | None:
    """Will return the month of a folded word; « sept. » and « septembre » are the same, « jui » is two months."""
    found = [n for n, name in enumerate(_FOLDED_MONTHS, 1) if name.startswith(word)]
    if len(found) != 1 or len(word) < min(_SHORTEST_MONTH, len(_FOLDED_MONTHS[found[0] - 1])):
        return None
    return found[0]


def _month(word: str) -> int:
    number = month_number(word)
    if number is None:
        raise UnreadableDate(UNREADABLE)
    return number
