"""Retention rules and the dates that they give: active, semi-active, then the final disposition, with proof.
Not a destruction: holds, validations and certificates belong to the records office."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from egide.law.dates_fr import count, plain_date
from egide.law.facts import Fact
from egide.law.sources import Source


class Disposition(StrEnum):
    """What becomes of inactive documents, with the schedule's letter."""

    PRESERVE = "C"
    DESTROY = "D"
    SAMPLE = "T"

    @property
    def label(self) -> str:
        """The disposition in French."""
        return {"C": "conservation (versement)", "D": "destruction", "T": "tri"}[self]


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One series of the schedule; periods in years from the trigger, None for a period without end (999).

    `sample` marks an example that is not the Office's approved schedule. `semi_trigger`: the semi-active years
    are counted from another fact than the active ones (888 in both columns of the schedule).
    """

    series: str
    title: str
    active: int | None
    semi_active: int | None
    disposition: Disposition
    trigger: Fact
    source: Source
    sample: bool = False
    semi_trigger: Fact | None = None

    def __post_init__(self) -> None:
        if min(self.active or 0, self.semi_active or 0) < 0:
            raise ValueError("Une période de conservation ne peut être négative.")


@dataclass(frozen=True, slots=True)
class RetentionProof:
    """The dates of one dossier: each is the last day of its period; None when the period has no end."""

    series: str
    trigger_on: date
    active_until: date | None
    semi_active_until: date | None
    disposition: Disposition
    steps: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Will give plain JSON values: dates in ISO format, steps as a list."""
        values = asdict(self)
        for name in ("trigger_on", "active_until", "semi_active_until"):
            values[name] = values[name] and values[name].isoformat()
        return {**values, "disposition": self.disposition.value, "steps": list(self.steps)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Will rebuild what `to_json` stored."""
        values = dict(stored)
        for name in ("trigger_on", "active_until", "semi_active_until"):
            values[name] = values[name] and date.fromisoformat(values[name])
        disposition = Disposition(values.pop("disposition"))
        return cls(**{**values, "disposition": disposition, "steps": tuple(values["steps"])})


def retention_dates(
    rule: RetentionRule, *, trigger_on: date, semi_trigger_on: date | None = None
) -> RetentionProof:
    """Will compute the last active and semi-active days of what the rule's fact triggered on the day.

    `semi_trigger_on` is the day of the rule's second fact, when it has one; without it, no end is known yet.
    """
    steps = [
        f"Règle {rule.series} ({rule.title}), {rule.source.cite()}" + (" (exemple)" if rule.sample else ""),
        f"Départ\u00a0: {rule.trigger.label} le {plain_date(trigger_on)}",
    ]
    active_until, step = _period("Actif", trigger_on, rule.active, total=rule.active)
    steps.append(step)
    semi_active_until = None
    if active_until is not None and rule.active is not None:
        if rule.semi_trigger is None:
            total = None if rule.semi_active is None else rule.active + rule.semi_active
            semi_active_until, step = _period("Semi-actif", trigger_on, rule.semi_active, total=total)
            steps.append(step)
        else:
            semi_active_until, more = _after_second(rule, active_until, semi_trigger_on)
            steps += more
    steps.append(f"Disposition finale\u00a0: {rule.disposition.label}")
    return RetentionProof(
        rule.series, trigger_on, active_until, semi_active_until, rule.disposition, tuple(steps)
    )


def anniversary(day: date, years: int) -> date:
    """Will give the same day some years later; a 29 February becomes the 28th in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _after_second(
    rule: RetentionRule, active_until: date, day: date | None
) -> tuple[date | None, tuple[str, ...]]:
    # The second fact may come before the active period ends: a period never ends before it begins.
    assert rule.semi_trigger is not None
    if day is None:
        return None, (f"Semi-actif\u00a0: en attente ({rule.semi_trigger.label})",)
    until, step = _period("Semi-actif", day, rule.semi_active, total=rule.semi_active)
    told = (f"Second départ\u00a0: {rule.semi_trigger.label} le {plain_date(day)}", step)
    if until is not None and until < active_until:
        return active_until, (*told, f"Ramené au dernier jour actif, le {plain_date(active_until)}")
    return until, told


def _period(name: str, trigger_on: date, years: int | None, *, total: int | None) -> tuple[date | None, str]:
    # Each end is counted from the trigger, so that two leap days do not shift the second period.
    if years is None or total is None:
        return None, f"{name}\u00a0: sans terme fixé"
    until = anniversary(trigger_on, total)
    clipped = ", le 29 février n’existant pas" if until.day != trigger_on.day else ""
    return until, f"{name}\u00a0: {count(years, 'an')}, jusqu’au {plain_date(until)} inclus{clipped}"
