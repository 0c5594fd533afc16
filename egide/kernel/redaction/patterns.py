"""What looks like personal information in a line of words: each find says what it resembles, and why.

Pure. A pattern proves nothing: it suggests, and a person decides.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_MONTHS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
_WAYS = (
    "rue|avenue|av\\.?|boulevard|boul\\.?|chemin|ch\\.?|place|rang|route|côte|impasse|allée|croissant|terrasse|montée|"
    "square|promenade|ruelle"
)


@dataclass(frozen=True, slots=True)
class Find:
    """A piece of the text, from `start` to `end`, and what it resembles."""

    start: int
    end: int
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of information: its words on the screen, what recognises it, what confirms it."""

    kind: str
    label: str
    why: str
    look: re.Pattern[str]
    holds: Callable[[str], bool] = lambda text: True


def luhn(text: str) -> bool:
    """Will tell whether the digits satisfy the Luhn formula, as a social insurance number does."""
    digits = [int(one) for one in text if one.isdigit()]
    doubled = [d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(reversed(digits))]
    return len(digits) == 9 and any(digits) and sum(doubled) % 10 == 0


def health_number(text: str) -> bool:
    """Will tell whether the birth date inside a health-insurance number can be one (month 1-12 or 51-62)."""
    digits = "".join(one for one in text if one.isdigit())
    month, day = int(digits[2:4]), int(digits[4:6])
    return (1 <= month <= 12 or 51 <= month <= 62) and 1 <= day <= 31


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "health",
        "Numéro d’assurance maladie",
        "ressemble à un numéro d’assurance maladie (quatre lettres, huit chiffres, date plausible)",
        re.compile(r"\b[A-ZÀ-Ü]{4}[\s-]?\d{4}[\s-]?\d{4}\b"),
        health_number,
    ),
    Pattern(
        "sin",
        "Numéro d’assurance sociale",
        "ressemble à un numéro d’assurance sociale (neuf chiffres, clé de contrôle exacte)",
        re.compile(r"(?<![\d-])\d{3}[\s-]?\d{3}[\s-]?\d{3}(?![\d-])"),
        luhn,
    ),
    Pattern(
        "phone",
        "Téléphone",
        "ressemble à un numéro de téléphone",
        re.compile(r"(?<![\d-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)|\d{3})[\s.-]{1,2}\d{3}[\s.-]\d{4}(?!\d)"),
    ),
    Pattern(
        "email",
        "Courriel",
        "ressemble à une adresse de courriel",
        re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"),
    ),
    Pattern(
        "postal",
        "Code postal",
        "ressemble à un code postal du Québec (G, H ou J)",
        re.compile(r"\b[GHJ]\d[A-Z]\s{0,2}-?\d[A-Z]\d\b", re.IGNORECASE),
    ),
    Pattern(
        "address",
        "Adresse",
        "ressemble à une adresse\u00a0: un numéro, puis une voie",
        re.compile(
            rf"\b\d{{1,6}}[A-Za-z]?(?:-\d{{1,6}})?,?\s(?:\d{{1,3}}e\s)?(?:{_WAYS})(?=\s)"
            r"(?:\s(?:de|du|des|la|le|les|l’|d’|l'|d')(?=\s|\b))*(?:\s[\w’'.-]+){1,3}(?:,?\s(?:app\.?|appartement|bureau)\s?\w{1,6})?",
            re.IGNORECASE,
        ),
    ),
    Pattern(
        "birth",
        "Date de naissance",
        "ressemble à une date de naissance\u00a0: «\u00a0né\u00a0» ou «\u00a0naissance\u00a0» la précède",
        re.compile(
            r"(?:\bnée?s?\s(?:le|en)|naissance|\bDDN)\s?:?\s?(?:du\s|le\s)?(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|"
            rf"\d{{1,2}}(?:er)?\s(?:{_MONTHS})\s\d{{4}}|\d{{4}})",
            re.IGNORECASE,
        ),
    ),
)
LABELS = {pattern.kind: pattern.label for pattern in PATTERNS} | {"name": "Nom", "word": "Mot cherché"}


def finds(text: str, kinds: frozenset[str] | None = None) -> Iterator[Find]:
    """Will give what the text holds, the surest pattern first; a piece is told once."""
    taken: list[tuple[int, int]] = []
    for pattern in PATTERNS:
        if kinds is not None and pattern.kind not in kinds:
            continue
        for found in pattern.look.finditer(text):
            start, end = found.span("date") if "date" in pattern.look.groupindex else found.span()
            if any(start < until and since < end for since, until in taken) or not pattern.holds(found[0]):
                continue
            taken.append((start, end))
            yield Find(start, end, pattern.kind, pattern.why)
