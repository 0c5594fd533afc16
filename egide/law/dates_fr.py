"""Dates and durations in the French of Québec, for the proofs that lawyers read and for the screens.
Not a locale library: no time zone, no parsing, only what the sentences of the Office need."""

from datetime import date

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_BELOW_SEVENTEEN = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}


def plain_date(day: date) -> str:
    """Will write the day without its weekday: « 18 décembre 2026 », « 1er avril 2026 »."""
    return f"{ordinal_day(day.day)} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """Will write the day with its weekday: « vendredi 18 décembre 2026 »."""
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


def month_and_year(day: date) -> str:
    """Will write « décembre 2026 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def ordinal_day(number: int) -> str:
    """Will write a day of the month: only the first takes the ordinal mark in French."""
    return "1er" if number == 1 else str(number)


def rank(number: int, *, feminine: bool = False) -> str:
    """Will write a rank in short: « 1er », « 1re », « 2e »."""
    if number == 1:
        return "1re" if feminine else "1er"
    return f"{number}e"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Will write a number with its noun, agreed as in French, where 0 and 1 are singular."""
    # « un mois » and « un jour ouvrable » both pass through here: several words each take their mark.
    words = singular if abs(number) < 2 else plural or " ".join(map(_plural, singular.split(" ")))
    return f"{number} {words}"


def relative_days(days: int) -> str:
    """Will say how far a day is from today, in days: « demain », « dans 3 jours », « il y a 2 jours »."""
    near = {-1: "hier", 0: "aujourd’hui", 1: "demain"}
    if days in near:
        return near[days]
    return f"dans {count(days, 'jour')}" if days > 0 else f"il y a {count(-days, 'jour')}"


def in_words(number: int) -> str:
    """Will write a whole number from 0 to 999 in letters, with the hyphens of the 1990 spelling.

    :raises ValueError: outside 0 to 999.
    """
    if not 0 <= number <= 999:
        raise ValueError(f"Nombre hors de portée\u00a0: {number}")
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_BELOW_SEVENTEEN[hundreds]}-cent"
    if not rest:
        return head if hundreds == 1 else f"{head}s"
    return f"{head}-{_below_hundred(rest)}"


def duration_in_words(number: int, singular: str, plural: str | None = None) -> str:
    """Will write a duration in letters: « cinq jours ouvrables », « trente jours »."""
    noun = count(number, singular, plural).split(" ", 1)[1]
    return f"{in_words(number)} {noun}"


def _below_hundred(number: int) -> str:
    if number < 17:
        return _BELOW_SEVENTEEN[number]
    if number < 20:
        return f"dix-{_BELOW_SEVENTEEN[number - 10]}"
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if not unit:
        return "quatre-vingts" if tens == 8 else _TENS[tens]
    # « vingt-et-un », « soixante-et-onze », but « quatre-vingt-un ».
    link = "-et-" if unit in (1, 11) and tens != 8 else "-"
    return f"{_TENS[tens]}{link}{_below_hundred(unit)}"


def _plural(word: str) -> str:
    return word if word.endswith(("s", "x", "z")) else f"{word}s"
