"""A deadline as declared: what starts it, what meets it, and the length that each version of the law gives.
Not a date: the arithmetic and its proof are in computation.py."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from egide.law import dates_fr
from egide.law.facts import Fact, LetterSent
from egide.law.french import quote
from egide.law.sources import Source


class NoTermInForce(LookupError):
    """No version of the law gives this deadline a length on the day asked."""


class Unit(StrEnum):
    """What is counted. The start is always excluded; clear days also exclude the last day."""

    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    CLEAR_DAYS = "clear_days"

    def words(self, length: int) -> str:
        """Will write a length with its unit in French: « 5 jours ouvrables »."""
        return dates_fr.count(length, _UNIT_WORDS[self])


_UNIT_WORDS = {
    Unit.CALENDAR_DAYS: "jour",
    Unit.BUSINESS_DAYS: "jour ouvrable",
    Unit.CLEAR_DAYS: "jour franc",
}


class Roll(StrEnum):
    """What happens when the last day is closed."""

    # The limit stays where it falls.
    NONE = "none"
    # The law itself moves the limit to the next working day.
    FORWARD = "forward"
    # The Office's own commitment: the next working day is shown, results are measured on the raw date.
    SHOWN = "shown"


class Nature(StrEnum):
    """What kind of promise the deadline is, so that a screen never calls a target a legal deadline."""

    LEGAL = "legal"
    COMMITMENT = "commitment"
    # The Commissioner promises for himself: he is independent of the Office.
    COMMISSIONER = "commissioner"
    TARGET = "target"

    @property
    def label(self) -> str:
        """The kind of deadline in French."""
        return _NATURE_LABELS[self]


_NATURE_LABELS = {
    Nature.LEGAL: "délai légal",
    Nature.COMMITMENT: "engagement de l’Office",
    Nature.COMMISSIONER: "engagement du Commissaire",
    Nature.TARGET: "cible interne",
}


def _refuse_empty(length: int) -> None:
    if length < 1:
        raise ValueError("Un délai compte au moins un jour.")


@dataclass(frozen=True, slots=True)
class Term:
    """A length in force from `since` (included) to `until` (excluded). A change of law adds a Term."""

    length: int
    unit: Unit
    source: Source
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        _refuse_empty(self.length)

    def in_force_on(self, day: date) -> bool:
        """Will tell whether this version of the law applies to a deadline that starts on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: "Term") -> bool:
        """Will tell whether some day would have both terms in force."""
        starts_before_end = self.since is None or other.until is None or self.since < other.until
        ends_after_start = self.until is None or other.since is None or other.since < self.until
        return starts_before_end and ends_after_start


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A period that repeats after the first limit, anchored on the series, not on the last letter."""

    every: int
    unit: Unit
    source: Source

    def __post_init__(self) -> None:
        _refuse_empty(self.every)
        if self.unit is Unit.CLEAR_DAYS:
            raise ValueError("Une série récurrente se compte en jours ou en jours ouvrables.")


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, counted from the raw date of the limit that it extends."""

    length: int
    unit: Unit
    source: Source

    def __post_init__(self) -> None:
        _refuse_empty(self.length)
        if self.unit is Unit.CLEAR_DAYS:
            raise ValueError("Une prolongation se compte en jours ou en jours ouvrables.")


@dataclass(frozen=True, slots=True)
class Given:
    """A date that someone gives for one dossier: who, as the proof says it (« date demandée par la déléguée »).

    It stands in place of the declared length, or of none: a deadline without terms waits for its date.
    """

    label: str
    source: Source
    # How the deadline is named once its date is given; without one, it keeps its own name.
    title: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit bound to facts. `runs_against` names who loses time when it is not the Office.

    A series (`recurs`) stops at the first of what `ends_on` names: nothing is due after a conclusion.
    """

    code: str
    label: str
    starts_on: Fact
    met_by: Fact | LetterSent | tuple[Fact | LetterSent, ...]
    terms: tuple[Term, ...]
    calendar: str = "public_service"
    roll: Roll = Roll.FORWARD
    recurs: Recurrence | None = None
    extension: Extension | None = None
    runs_against: str | None = None
    nature: Nature = Nature.LEGAL
    ends_on: tuple[Fact | LetterSent, ...] = ()
    given: Given | None = None

    @property
    def met_by_any(self) -> tuple[Fact | LetterSent, ...]:
        """Everything of which one alone meets this deadline."""
        return self.met_by if isinstance(self.met_by, tuple) else (self.met_by,)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source on which this deadline rests."""
        further = tuple(part.source for part in (self.recurs, self.extension, self.given) if part)
        return (*(term.source for term in self.terms), *further)

    def term_on(self, day: date) -> Term:
        """Will pick the law of the day: the term in force when the deadline starts.

        :raises NoTermInForce: when no term covers the day.
        """
        for term in self.terms:
            if term.in_force_on(day):
                return term
        raise NoTermInForce(f"{self.label}\u00a0: aucun délai en vigueur le {dates_fr.plain_date(day)}.")

    def problems(self) -> tuple[str, ...]:
        """Will list, in French, what makes this declaration unsound."""
        found = []
        if not self.terms and not self.given:
            found.append("aucun délai déclaré")
        if self.given and (self.recurs or self.extension):
            found.append("un délai dont la date est donnée ne se répète ni ne se prolonge")
        if self.given and self.nature is Nature.LEGAL:
            found.append("une date donnée par une personne n’est pas un délai légal")
        if not self.met_by_any:
            found.append("rien ne peut satisfaire ce délai")
        if any(not source.act.strip() for source in self.sources):
            found.append("délai sans source")
        if self.ends_on and self.recurs is None:
            found.append("une fin de série pour un délai qui ne se répète pas")
        pairs = [(one, other) for n, one in enumerate(self.terms) for other in self.terms[n + 1 :]]
        if any(one.overlaps(other) for one, other in pairs):
            found.append("deux versions de la loi en vigueur le même jour")
        return tuple(f"Délai {quote(self.code)}\u00a0: {problem}." for problem in found)
