"""Reads when something happened as people remember it: a day, « vers mars 2026 », « automne 2025 », or plain words.

Serves the public form and the guide. The words are kept as typed; bounds are given only when they can be computed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from egide.interfaces.public.dates import EARLIEST, UnreadableDate, month_number, read_date
from egide.kernel.dossiers.folding import fold
from egide.law.dates_fr import plain_date

LONGEST = 120  # characters, as the interventions module keeps them
AROUND = timedelta(days=10)  # « vers le 3 mars »: ten days on each side

_TOKEN = re.compile(r"[a-z]+|\d+")
_ABOUT = frozenset({"vers", "environ", "autour", "alentours", "peut", "crois", "probablement"})
_EMPTY = _ABOUT | {
    "a",
    "annee",
    "au",
    "aux",
    "d",
    "de",
    "des",
    "du",
    "en",
    "et",
    "etre",
    "je",
    "l",
    "la",
    "le",
    "les",
    "mois",
}
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{1,2} [a-z]+\.? \d{4}")
_NEAR = {"aujourd'hui": 0, "hier": 1, "avant-hier": 2}
# Wide on purpose: nobody means the equinox. The year of a winter is told by either of its two years.
_SEASONS = {"printemps": (3, 6), "ete": (6, 9), "automne": (9, 12), "hiver": (12, 3)}
_THIRDS = {"debut": (1, 10), "mi": (11, 20), "milieu": (11, 20), "fin": (21, 31)}
_YEAR_PARTS = {"debut": (1, 4), "mi": (5, 8), "milieu": (5, 8), "fin": (9, 12)}


@dataclass(frozen=True, kw_only=True)
class When:
    """What the person said, and between which days it was, when that can be computed. Exact: one day."""

    words: str
    first: date | None = None
    last: date | None = None
    exact: bool = False

    @property
    def day(self) -> date | None:
        """The day itself, for an exact date only: no right is computed from the others without saying so."""
        return self.first if self.exact else None

    @property
    def about(self) -> str:
        """The words of an approximate date, nothing for an exact one."""
        return "" if self.exact else self.words


class NotYet(ValueError):
    """The day, or the earliest day that it may be, has not come."""


def read_when(text: str, *, today: date) -> When | None:
    """Will read a day or a period; words that give neither are kept as words. None when nothing was written.

    :raises UnreadableDate: digits that could be two days, a day that does not exist, too old, or too long a text.
    :raises NotYet: it has not happened yet.
    """
    words = " ".join(text.split())
    if not words:
        return None
    if len(words) > LONGEST:
        raise UnreadableDate(f"Raccourcissez cette date\u00a0: {LONGEST} caractères au plus.")
    found = _day(words, today) or _period(words)
    if found is None:
        return When(words=words)
    first, last = found
    if first > today:
        raise NotYet
    if first < EARLIEST:
        raise UnreadableDate(f"Vérifiez l’année\u00a0: {plain_date(first)} est trop ancien.")
    return When(words=words, first=first, last=min(last, today), exact=first == last)


def _day(words: str, today: date) -> tuple[date, date] | None:
    folded = fold(words)
    if folded in _NEAR:
        day = today - timedelta(days=_NEAR[folded])
        return day, day
    tokens = _TOKEN.findall(folded)
    around = AROUND if _ABOUT & set(tokens) else timedelta()
    bare = " ".join(word for word in tokens if word not in _EMPTY) if around else words
    try:
        day = read_date(bare)
    except UnreadableDate:
        # « 31 juin 2026 » can only be a day, and so can digits alone, unless they say a month or a year.
        if _DAY.fullmatch(folded) or (not re.search(r"[a-z]{3}", folded) and _period(words) is None):
            raise
        return None
    return day - around, day + around


def _period(words: str) -> tuple[date, date] | None:
    tokens = [token for token in _TOKEN.findall(fold(words)) if token not in _EMPTY]
    mode = tokens.pop(0) if tokens and tokens[0] in _THIRDS else ""
    match tokens:
        case [year] if _YEAR.fullmatch(year):
            first, last = _YEAR_PARTS.get(mode, (1, 12))
            return _months(int(year), first, int(year), last)
        case [season, year, *following] if season in _SEASONS and _YEAR.fullmatch(year):
            return _season(season, int(year), next(iter(following), ""))
        case [month, year] if _YEAR.fullmatch(year) and (number := _number(month)):
            return _month(int(year), number, mode)
        case [year, month] if _YEAR.fullmatch(year) and (number := _number(month)):
            return _month(int(year), number, mode)
    return None


def _number(month: str) -> int | None:
    return int(month) if len(month) <= 2 and month.isdecimal() else month_number(month)


def _season(season: str, year: int, following: str) -> tuple[date, date] | None:
    first, last = _SEASONS[season]
    if season != "hiver":
        return _months(year, first, year, last)
    if not _YEAR.fullmatch(following):
        return _months(year - 1, first, year + 1, last)
    return _months(year, first, int(following), last)


def _month(year: int, number: int, mode: str) -> tuple[date, date] | None:
    whole = _months(year, number, year, number)
    if whole is None or not mode:
        return whole
    first, last = _THIRDS[mode]
    return whole[0].replace(day=first), min(whole[0] + timedelta(days=last - 1), whole[1])


def _months(year: int, first: int, last_year: int, last: int) -> tuple[date, date] | None:
    try:
        after = date(last_year + last // 12, last % 12 + 1, 1)
        return date(year, first, 1), after - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
