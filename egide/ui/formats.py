"""French (Québec) typography of numbers, money, days, hours and durations, as the Office writes them.
Pure functions over finished values: no clock, no locale of the machine, no Django."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

NBSP = "\u00a0"
OFFICE_ZONE = ZoneInfo("America/Toronto")

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avril", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """Will write 1234567.5 as « 1 234 567,5 »; `decimals` fixes the digits after the comma."""
    if isinstance(value, int) and decimals is None:
        return f"{value:,}".replace(",", NBSP).replace("-", "\u2212")
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", NBSP).replace(".", ",").replace("-", "\u2212")


def money(amount: int | float | Decimal) -> str:
    """Will write dollars as « 1 234,50 $ », without cents when the amount is whole."""
    exact = Decimal(str(amount))
    return f"{number(exact, 0 if exact == exact.to_integral_value() else 2)}{NBSP}$"


def percent(value: int | float | Decimal, decimals: int | None = None) -> str:
    """Will write 96 as « 96 % »; the value is already in hundredths."""
    return f"{number(value, decimals)}{NBSP}%"


def _ordinal(day_of_month: int) -> str:
    return "1er" if day_of_month == 1 else str(day_of_month)


def day(value: date, *, weekday: bool = False) -> str:
    """Will write « 1er septembre 2026 », or « mardi 1er septembre 2026 »."""
    text = f"{_ordinal(value.day)}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}"
    return f"{WEEKDAYS[value.weekday()]} {text}" if weekday else text


def short_day(value: date, *, today: date | None = None) -> str:
    """Will write « 1er sept. », with the year when it is not the year of `today`."""
    text = f"{_ordinal(value.day)}{NBSP}{SHORT_MONTHS[value.month - 1]}"
    return text if today is None or value.year == today.year else f"{text}{NBSP}{value.year}"


def clock(value: time) -> str:
    """Will write « 8 h 30 », and « 12 h » on the hour."""
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02d}" if value.minute else "")


def local(value: datetime) -> datetime:
    """Will give the instant on the Office's own clock.

    :raises ValueError: when the instant carries no zone.
    """
    if value.tzinfo is None:
        raise ValueError("An instant without its zone cannot be shown.")
    return value.astimezone(OFFICE_ZONE)


def moment(value: datetime, *, today: date | None = None) -> str:
    """Will write « 4 nov., 10 h 42 », with the year when it is not the year of `today`."""
    here = local(value)
    return f"{short_day(here.date(), today=today)}, {clock(here.time())}"


def count(total: int, singular: str, plural: str = "") -> str:
    """Will write « 1 dossier », « 2 dossiers »; in French zero is singular."""
    word = singular if abs(total) < 2 else plural or f"{singular}s"
    return f"{number(total)}{NBSP}{word}"


def days_away(due: date, today: date) -> str:
    """Will say how far a due date is: « dans 9 jours », « demain », « hier », « 2 jours de retard »."""
    distance = (due - today).days
    near = {0: "aujourd’hui", 1: "demain", -1: "hier"}
    if distance in near:
        return near[distance]
    if distance > 0:
        return f"dans {count(distance, 'jour')}"
    return f"{count(-distance, 'jour')} de retard"


def ago(then: datetime, now: datetime) -> str:
    """Will say how long ago something happened: « à l’instant », « il y a 3 jours », then the plain date."""
    minutes = int((now - then).total_seconds() // 60)
    days = (local(now).date() - local(then).date()).days
    if minutes < 1:
        return "à l’instant"
    if minutes < 60:
        return f"il y a {count(minutes, 'minute')}"
    if days == 0:
        return f"il y a {count(minutes // 60, 'heure')}"
    if days == 1:
        return "hier"
    return f"il y a {count(days, 'jour')}" if days <= 30 else f"le {day(local(then).date())}"


def size(octets: int) -> str:
    """Will write a file's size in octets, ko, Mo or Go (thousands, as French-speaking systems do)."""
    if octets < 1000:
        return count(octets, "octet")
    amount, unit = Decimal(octets) / 1000, "ko"
    for larger in ("Mo", "Go"):
        if amount >= 1000:
            amount, unit = amount / 1000, larger
    digits = 1 if amount < 10 and unit != "ko" else 0
    return f"{number(round(amount, digits))}{NBSP}{unit}"


def phone(digits: str) -> str:
    """Will write « 418 643-6912 » or « 1 800 643-6912 »; anything else is given back as it came."""
    bare = re.sub(r"\D", "", digits)
    match = re.fullmatch(r"(1?)(\d{3})(\d{3})(\d{4})", bare)
    if match is None:
        return digits
    lead, area, exchange, line = match.groups()
    return f"{lead + NBSP if lead else ''}{area}{NBSP}{exchange}-{line}"


def listing(items: Sequence[str]) -> str:
    """Will join words as a sentence does: « a, b et c »."""
    return " et ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def initials(name: str) -> str:
    """Will give one or two capitals for an avatar: « Nadia Bouchard » → « NB »."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    letters = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in letters)


_TYPOGRAPHY = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0]*"), f"«{NBSP}"),
    (re.compile(r"[ \u00a0]*»"), f"{NBSP}»"),
    (re.compile(r"(?<=\w|»|\)) :(?= |$)"), f"{NBSP}:"),
    (re.compile(r"(?<=\d) (?=[$%]|\d{3}(?!\d)|h\b|ko\b|Mo\b|Go\b)"), NBSP),
    (re.compile(r"(?<=\d[ \u00a0]h) (?=\d\d\b)"), NBSP),
    (re.compile(r"\b(art|al|par|n°|nº|M|Mme|Me|p)(\.?) (?=[\dA-ZÉ])"), rf"\1\2{NBSP}"),
)


def typography(text: str) -> str:
    """Will put curly apostrophes and the non-breaking spaces that French wants into a plain text."""
    for pattern, replacement in _TYPOGRAPHY:
        text = pattern.sub(replacement, text)
    return text
