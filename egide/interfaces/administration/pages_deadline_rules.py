"""Every declared deadline of the house on one page, with its source, and a date tried step by step.

Read only: a rule changes in the program, with its source and its test (CONTRIBUTING.md, « Change a term »).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from egide.kernel import registry
from egide.kernel.deadlines import calendars
from egide.kernel.parties.models import PartyRole
from egide.law.calendars import Calendar
from egide.law.computation import Computation, compute
from egide.law.french import quote
from egide.law.holidays import BUILDERS
from egide.law.modules import Module
from egide.law.recurrence import occurrences
from egide.law.sheets import DEADLINE_COLUMNS, deadline_words
from egide.law.terms import Deadline, NoTermInForce
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Crumb, DeadlineView, Table

TITLE = "Règles de délai"
SHOWN = 3  # occurrences of a series


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The deadlines of one module."""

    title: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class DeadlineRulesPage:
    """The rules, the form, and what it found."""

    crumbs: tuple[Crumb, ...]
    groups: tuple[Rules, ...]
    doubtful: str
    form: Any
    url: str
    found: tuple[DeadlineView, ...] = ()
    refusal: str = ""


class CannotTry(ValueError):
    """The rule has no date to compute from that day; the sentence says why."""


def rules_offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Will list the rules by module, for the form."""
    return [
        (module.name, [(module.rule_code(one), one.label) for one in module.deadlines])
        for module in registry.modules()
        if module.deadlines
    ]


def deadline_rules_page(form: Any, *, tried: tuple[str, date, str] | None = None) -> DeadlineRulesPage:
    """Will build the page; `tried`: a rule, a starting day, a site or nothing."""
    doubtful = sum(_doubtful(one) for module in registry.modules() for one in module.deadlines)
    found: tuple[Computation, ...] = ()
    refusal = ""
    if tried:
        try:
            found = computed(*tried)
        except CannotTry as failure:
            refusal = str(failure)
    return DeadlineRulesPage(
        crumbs=(Crumb(label=TITLE),),
        groups=tuple(
            Rules(title=module.name, table=_table(module))
            for module in registry.modules()
            if module.deadlines
        ),
        doubtful=formats.count(doubtful, "règle porte", "règles portent") if doubtful else "",
        form=form,
        url=reverse("administration:deadline_rules"),
        found=tuple(view(one) for one in found),
        refusal=refusal,
    )


def computed(rule: str, start: date, site: str) -> tuple[Computation, ...]:
    """Will compute the rule from that day, then its extension or the next of its series.

    :raises CannotTry: no version of the law covers the day, the date is given by a person, or no calendar covers it.
    """
    code, _, name = rule.rpartition(".")
    deadline = registry.module(code).deadline(name)
    if not deadline.terms:
        raise CannotTry(
            "La date de cette échéance est donnée par une personne\u00a0: elle ne se calcule pas."
        )
    asked: dict[str, Any] = {"start": start, "calendar": _calendar(deadline, start), "site": site or None}
    try:
        if deadline.recurs:
            return occurrences(deadline, **asked, count=SHOWN, rule=rule)
        first = compute(deadline, **asked, rule=rule)
        return (
            (first, compute(deadline, **asked, extended=True, rule=rule)) if deadline.extension else (first,)
        )
    except NoTermInForce as failure:
        raise CannotTry(str(failure)) from failure
    except ValueError as failure:
        raise CannotTry(
            f"Le calendrier {quote(asked['calendar'].name)} ne décrit pas toutes les années voulues."
        ) from failure


def view(found: Computation) -> DeadlineView:
    """Will show the dates and each step of the proof."""
    nth = f" (avis {found.occurrence})" if found.occurrence > 1 else ""
    more = " (prolongée)" if found.extended else ""
    words = "Date mesurée" if found.measured_on == found.raw_date else "Échéance"
    rolled = (
        ""
        if found.due_date == found.raw_date
        else f"Jour ouvrable suivant\u00a0: {formats.day(found.due_date)}. "
    )
    return DeadlineView(
        label=f"{found.label}{nth}{more}",
        words=words,
        date=formats.day(found.measured_on, weekday=True),
        iso=found.measured_on.isoformat(),
        steps=found.steps,
        source=found.source,
        note=f"{rolled}Cible interne\u00a0: {formats.day(found.internal_target)}.",
        opened=True,
    )


def _calendar(deadline: Deadline, start: date) -> Calendar:
    """The published version, closures of the Office included; else the law's own days."""
    try:
        return calendars.read(calendars.newest(deadline.calendar))
    except calendars.NoCalendar:
        return BUILDERS[deadline.calendar](range(start.year, start.year + 4), "légal")


def _table(module: Module) -> Table:
    rows = tuple(_row(module, deadline) for deadline in module.deadlines)
    columns = tuple(Column(label=label) for label in DEADLINE_COLUMNS)
    return Table(caption=f"Règles de délai, {module.name}", columns=columns, rows=rows)


def _row(module: Module, deadline: Deadline) -> tuple[Cell, ...]:
    label, *words, source = deadline_words(module, deadline)
    doubt = Badge(label="à valider", tone="soon") if _doubtful(deadline) else None
    who = dict(PartyRole.choices).get(deadline.runs_against or "", deadline.runs_against)
    against = f"Court contre\u00a0: {who}" if who else ""
    return (
        Cell(text=label, detail=against),
        *(Cell(text=word) for word in words),
        Cell(text=source.replace(" (à valider)", ""), badge=doubt),
    )


def _doubtful(deadline: Deadline) -> bool:
    return any(source.to_validate for source in deadline.sources)
