"""From a deadline and a starting day to its dates and their proof, every step a sentence to check by hand.
Not a decision: whether the deadline was met is in outcomes.py."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Self

from egide.law.calendars import Calendar, days_between
from egide.law.dates_fr import long_date, plain_date, rank
from egide.law.french import quote
from egide.law.terms import Deadline, Roll, Term, Unit


class NotExtendable(ValueError):
    """The law gives no extension to this deadline."""


@dataclass(frozen=True, slots=True)
class Computation:
    """The dates of one deadline, with all that is needed to recompute and to defend them.

    `raw_date` is the count without any roll; `due_date` the limit after the roll; `internal_target` the
    last working day on or before the raw date; `measured_on` the last day that counts as in time;
    `shown_date` what letters and public pages print; `presumed_closed` (clocks that run against someone
    else only) the latest reading, which holds and retention wait for. `occurrence` counts from 1.
    """

    rule: str
    label: str
    source: str
    calendar: str
    site: str | None
    start: date
    length: int
    unit: Unit
    extended: bool
    occurrence: int
    raw_date: date
    due_date: date
    internal_target: date
    measured_on: date
    shown_date: date
    presumed_closed: date | None
    steps: tuple[str, ...]
    # The date that someone gave, in place of the length (given.py).
    given: date | None = None
    # The last notice of the series, when the target of this one hangs on it (recurrence.py).
    last_notice: date | None = None

    def to_json(self) -> dict[str, Any]:
        """Will give plain JSON values: dates in ISO format, steps as a list; the last two only when they are."""
        optional = ("given", "last_notice")
        # Not `asdict`, which copies each value deeply: a night's verification asks this of every deadline.
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: _plain(value) for name, value in values if name not in optional or value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Will rebuild what `to_json` stored; keys added later by someone else are ignored."""
        values: dict[str, Any] = {field.name: stored.get(field.name) for field in fields(cls)}
        for name in _DATES:
            values[name] = values[name] and date.fromisoformat(values[name])
        values["unit"] = Unit(values["unit"])
        values["steps"] = tuple(values["steps"])
        return cls(**values)


_DATES = (
    "start",
    "raw_date",
    "due_date",
    "internal_target",
    "measured_on",
    "shown_date",
    "presumed_closed",
    "given",
    "last_notice",
)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Unit):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def compute(
    deadline: Deadline,
    *,
    start: date,
    calendar: Calendar,
    site: str | None = None,
    extended: bool = False,
    rule: str | None = None,
) -> Computation:
    """Will compute the dates of the deadline that starts on the day, with the law of that day.

    `rule` is the code stored with the result when it is longer than the deadline's own (« module.code »).

    :raises NoTermInForce: when no version of the law covers the starting day.
    :raises NotExtendable: when `extended` is asked of a deadline without extension.
    :raises ValueError: when the calendar is not the one that the deadline names.
    """
    if calendar.code != deadline.calendar:
        raise ValueError(f"{deadline.label}\u00a0: calendrier {quote(deadline.calendar)} requis.")
    term = deadline.term_on(start)
    steps = opening_steps(deadline, start, calendar, site)
    steps.append(f"Délai\u00a0: {term.unit.words(term.length)} ({term.source.cite()})")
    raw, counted = add_units(start, term.length, term.unit, calendar, site)
    steps += counted
    if extended:
        raw, more = _extend(deadline, raw, calendar, site)
        steps += more
    return conclude(
        deadline,
        start=start,
        raw=raw,
        term=term,
        steps=steps,
        calendar=calendar,
        site=site,
        extended=extended,
        rule=rule,
    )


def add_units(
    start: date, length: int, unit: Unit, calendar: Calendar, site: str | None
) -> tuple[date, list[str]]:
    """Will count the length after the starting day; gives the raw date and the sentences that prove it."""
    if unit is Unit.BUSINESS_DAYS:
        return _count_business_days(start, length, calendar, site)
    if unit is Unit.CLEAR_DAYS:
        raw = start + timedelta(days=length + 1)
        sentence = f"{unit.words(length)}\u00a0: ni le premier ni le dernier jour ne comptent"
        return raw, [sentence, f"Date brute\u00a0: {long_date(raw)}"]
    raw = start + timedelta(days=length)
    return raw, [f"{plain_date(start)} + {unit.words(length)} = {long_date(raw)} (date brute, jour inclus)"]


def conclude(
    deadline: Deadline,
    *,
    start: date,
    raw: date,
    term: Term,
    steps: list[str],
    calendar: Calendar,
    site: str | None,
    extended: bool = False,
    rule: str | None = None,
    occurrence: int = 1,
) -> Computation:
    """Will apply the roll, the internal target and the two dates of a clock against another."""
    rolled = calendar.next_open(raw, site)
    due = raw if deadline.roll is Roll.NONE else rolled
    # A target before the start could never be met: a short limit within a closing falls back on the start.
    target = max(calendar.previous_open(raw, site), start)
    against_other = deadline.runs_against is not None
    return Computation(
        rule=rule or deadline.code,
        label=deadline.label,
        source=term.source.cite(),
        calendar=calendar.label,
        site=site,
        start=start,
        length=term.length,
        unit=term.unit,
        extended=extended,
        occurrence=occurrence,
        raw_date=raw,
        due_date=due,
        internal_target=target,
        measured_on=due if deadline.roll is Roll.FORWARD else raw,
        shown_date=raw if against_other else due,
        presumed_closed=rolled if against_other else None,
        steps=(
            *steps,
            *_roll_steps(deadline, raw, rolled, calendar, site),
            *(_against_steps(raw, rolled) if against_other else ()),
            _target_step(target, calendar, site),
            *_coverage_steps(start, due, calendar),
        ),
    )


def opening_steps(deadline: Deadline, start: date, calendar: Calendar, site: str | None) -> list[str]:
    """Will say from which day one counts, and with which calendar."""
    steps = [
        f"Départ\u00a0: {deadline.starts_on.label} le {long_date(start)} (jour exclu)",
        f"Calendrier\u00a0: {calendar.name}, version {calendar.version}",
    ]
    if reason := calendar.why_closed(start, site):
        steps.append(f"Départ un jour fermé ({reason})\u00a0: la date réelle est retenue (à valider)")
    return steps


def _count_business_days(
    start: date, length: int, calendar: Calendar, site: str | None
) -> tuple[date, list[str]]:
    end = calendar.add_business_days(start, length, site)
    steps, counted = [], 0
    for day in days_between(start, end):
        if reason := calendar.why_closed(day, site):
            steps.append(f"{long_date(day)}\u00a0: {reason}, non compté")
        else:
            counted += 1
            steps.append(f"{long_date(day)}\u00a0: {rank(counted)} jour ouvrable")
    return end, steps


def _extend(deadline: Deadline, raw: date, calendar: Calendar, site: str | None) -> tuple[date, list[str]]:
    more = deadline.extension
    if more is None:
        raise NotExtendable(f"{deadline.label}\u00a0: aucune prolongation n’est prévue.")
    # From the raw date: a roll to a working day never adds to the time that the law allows.
    extended, counted = add_units(raw, more.length, more.unit, calendar, site)
    words = f"{more.unit.words(more.length)} à compter de la date brute ({more.source.cite()})"
    return extended, [f"Prolongation\u00a0: {words}", *counted]


def _roll_steps(
    deadline: Deadline, raw: date, rolled: date, calendar: Calendar, site: str | None
) -> list[str]:
    if raw == rolled:
        return [f"Échéance\u00a0: {long_date(raw)} (jour ouvrable, aucun report)"]
    # From the raw date itself up to the day before the landing: each closed day gives its reason.
    passed = days_between(raw - timedelta(days=1), rolled - timedelta(days=1))
    steps = [f"{long_date(day)}\u00a0: {calendar.why_closed(day, site)}" for day in passed]
    if deadline.roll is Roll.NONE:
        steps.append(f"Échéance\u00a0: {long_date(raw)} (ce délai n’est pas reporté)")
    elif deadline.roll is Roll.FORWARD:
        steps.append(f"Échéance\u00a0: reportée au jour ouvrable suivant, {long_date(rolled)}")
    else:
        steps.append(f"Échéance affichée\u00a0: jour ouvrable suivant, {long_date(rolled)}")
        steps.append(f"Résultat mesuré à la date brute, {long_date(raw)} (le report ne compte pas)")
    return steps


def _target_step(target: date, calendar: Calendar, site: str | None) -> str:
    open_day = calendar.is_open(target, site)
    why = (
        "dernier jour ouvrable à la date brute ou avant"
        if open_day
        else "aucun jour ouvrable avant l’échéance"
    )
    return f"Cible interne\u00a0: {long_date(target)} ({why})"


def _against_steps(raw: date, latest: date) -> tuple[str, str]:
    return (
        f"Date affichée\u00a0: {long_date(raw)} (jamais reportée, pour que personne ne perde un droit)",
        f"Présumé clos après le {long_date(latest)} (lecture la plus tardive, sauf relief du défaut)",
    )


def _coverage_steps(start: date, due: date, calendar: Calendar) -> list[str]:
    unknown = [year for year in range(start.year, due.year + 1) if not calendar.describes(year)]
    return [f"Jours fériés de {year} absents de ce calendrier\u00a0: dates à valider" for year in unknown]
