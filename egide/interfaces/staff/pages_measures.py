"""The measures of a dossier: their list among the sections of its page, and the calm page of one of them.

All SQL for these screens happens here; the list of all measures is in pages_measures_list.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.forms_measures import Offered
from egide.interfaces.staff.measure_steps import STEPS
from egide.interfaces.staff.pages_moves import assignable, crumbs
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.models import Letter
from egide.kernel.letters.reading import is_feedback
from egide.kernel.measures.models import Measure, Source, State, Step, StepKind
from egide.kernel.measures.stepping import SUPERVISE, WORK
from egide.modules.ombudsman.access import KIND as EXCHANGE
from egide.modules.planning.access import KIND as REPORT
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, HistoryEntry, Link, Table, Tone

SHOWN = 200
COLUMNS = (Column(label="Échéance", narrow=True), Column(label="Mesure"), Column(label="Responsable"))
CHECK_FOLLOWS = (StepKind.DONE, StepKind.PARTIAL)  # after these, the day to come is that of the check
STATE_TONES: dict[str, Tone] = {State.EFFECT_CHECKED: "met", State.IN_PROGRESS: "now", State.DONE: "now"}


@dataclass(frozen=True, kw_only=True)
class Measures:
    """The measures of a dossier, those that wait first, and what the reader may add."""

    table: Table | None
    action: Action | None


@dataclass(frozen=True, kw_only=True)
class MeasurePage:
    """One measure: what is to change, where it stands, what may be done, everything that happened."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    heading: str
    text: str
    badges: tuple[Badge, ...]
    facts: tuple[Fact, ...]
    actions: tuple[Action, ...]
    closed: tuple[Action, ...]
    quiet: tuple[Action, ...]
    history: tuple[HistoryEntry, ...]


def measures_section(actor: Actor, dossier: Dossier, near: Horizon) -> Measures:
    """Will list the measures of the dossier; one query."""
    rows = Measure.objects.filter(dossier_id=dossier.pk).select_related("unit", "owner")
    found = sorted(rows.order_by("-rank")[:SHOWN], key=lambda m: (m.next_on is None, m.next_on or m.due_on))
    table = Table(
        caption="Mesures du dossier", columns=COLUMNS, rows=tuple(row(m, dossier.number, near) for m in found)
    )
    add = Action(label="Proposer une mesure", url=of_dossier("measure_new", dossier.number), primary=True)
    return Measures(
        table=table if found else None,
        action=add if may(actor, dossier, WORK).allowed else None,
    )


def row(measure: Measure, number: str, near: Horizon, *, detail: str = "") -> tuple[Cell, ...]:
    """Will draw a measure as a row: time first, its words, who answers for it."""
    first = measure.text.split("\n", 1)[0]
    return (
        _when(measure, near),
        Cell(
            text=first if len(first) <= 140 else f"{first[:139].rstrip()}…",
            detail=" · ".join(filter(None, (detail, measure.get_state_display()))),
            url=of_dossier("measure", number, rank=measure.rank),
        ),
        Cell(
            text=measure.owner.full_name if measure.owner else measure.unit.name,
            detail=measure.unit.name if measure.owner else "",
        ),
    )


def measure_page(actor: Actor, dossier: Dossier, measure: Measure, near: Horizon) -> MeasurePage:
    """Will build the page of one measure; its steps are read once."""
    steps = list(
        Step.objects.filter(measure_id=measure.pk).select_related("by", "document").order_by("-number")
    )
    actions = _actions(actor, dossier, measure, steps)
    title = f"Mesure correctrice n°\u00a0{measure.rank}"
    return MeasurePage(
        crumbs=_crumbs(dossier, title),
        title=title,
        number=dossier.number,
        heading=dossier.title,
        text=measure.text,
        badges=_badges(measure, near),
        facts=_facts(measure),
        actions=tuple(a for a in actions if not a.reason and not a.danger),
        closed=tuple(a for a in actions if a.reason),
        quiet=tuple(a for a in actions if a.danger and not a.reason),
        history=tuple(_entry(dossier, step, near.today) for step in steps),
    )


# Where a measure most likely comes from, by the kind of its dossier; otherwise from a request.
FROM: dict[str, str] = {REPORT: Source.REPORT, EXCHANGE: Source.OMBUDSMAN}


def offered(dossier: Dossier, *, today: date, measure: Measure | None = None) -> Offered:
    """Will read what the forms may propose: units, people of the dossier's unit, documents."""
    documents = Document.objects.filter(dossier_id=dossier.pk).order_by("-rank")[:SHOWN]
    people = assignable(dossier, today=today)
    owner = measure.owner if measure else None
    if owner is not None and str(owner.public_id) not in {code for code, _ in people}:
        people = [(str(owner.public_id), owner.full_name), *people]
    return Offered(
        units=tuple(Unit.objects.order_by("name").values_list("code", "name")),
        people=tuple(people),
        documents=tuple((str(d.rank), f"{d.rank}. {d.title}") for d in documents),
        today=today,
        source=FROM.get(dossier.kind, ""),
        unit=measure.unit.code if measure else dossier.unit.code,
        owner=str(owner.public_id) if owner else "",
        due_on=measure.due_on if measure else None,
    )


def letter_followed(dossier: Dossier, rank: str) -> Letter | None:
    """Will return the letter of feedback that a measure follows, or nothing."""
    found = rank.isascii() and rank.isdecimal() and len(rank) < 7
    letter = Letter.objects.filter(dossier_id=dossier.pk, rank=int(rank)).first() if found else None
    return letter if letter is not None and is_feedback(dossier, letter) else None


def propose_url(number: str, follows: Letter | None = None) -> str:
    """Will return the address where a measure is proposed, perhaps after a letter."""
    return with_query(of_dossier("measure_new", number), lettre=str(follows.rank) if follows else "")


def step_crumbs(dossier: Dossier, measure: Measure | None, last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a form about a measure."""
    if measure is None:
        return _crumbs(dossier, last)
    own = Crumb(label=f"N°\u00a0{measure.rank}", url=of_dossier("measure", dossier.number, rank=measure.rank))
    return (*_crumbs(dossier, "")[:-1], own, Crumb(label=last))


def _crumbs(dossier: Dossier, last: str) -> tuple[Crumb, ...]:
    section = Crumb(label="Mesures", url=of_dossier("dossier_measures", dossier.number))
    return (*crumbs(dossier, "")[:2], section, Crumb(label=last))


def _when(measure: Measure, near: Horizon) -> Cell:
    if measure.next_on is None:
        return Cell(
            badge=Badge(label="terminée", tone="met" if measure.state == State.EFFECT_CHECKED else "idle"),
            detail=formats.short_day(measure.ended_on, today=near.today) if measure.ended_on else "",
        )
    waits = "vérification de l’effet" if measure.state == State.DONE else ""
    return Cell(badge=near.badge(measure.next_on), detail=waits)


def _badges(measure: Measure, near: Horizon) -> tuple[Badge, ...]:
    state = Badge(label=measure.get_state_display(), tone=STATE_TONES.get(measure.state, "idle"))
    return (state, near.badge(measure.next_on)) if measure.next_on else (state,)


def _facts(measure: Measure) -> tuple[Fact, ...]:
    unit, owner = measure.unit.name, measure.owner
    facts = [
        Fact(term="Unité responsable", value=unit),
        Fact(
            term="Personne responsable",
            value=owner.full_name if owner else "Personne n’est nommé",
            detail=owner.job_title if owner else "",
        ),
        Fact(term="Échéance", value=formats.day(measure.due_on)),
        Fact(term="Provenance", value=measure.get_source_display()),
        Fact(term="Proposée le", value=formats.day(measure.proposed_on)),
    ]
    if measure.done_on:
        facts.append(Fact(term="Réalisée le", value=formats.day(measure.done_on)))
    if measure.state == State.DONE and measure.next_on:
        facts.append(Fact(term="Effet à vérifier le", value=formats.day(measure.next_on)))
    if measure.effect:
        facts.append(Fact(term="Dernière vérification", value=measure.get_effect_display()))
    if measure.ended_on:
        facts.append(Fact(term="Terminée le", value=formats.day(measure.ended_on)))
    return tuple(facts)


def _actions(actor: Actor, dossier: Dossier, measure: Measure, steps: Sequence[Step]) -> tuple[Action, ...]:
    if not may(actor, dossier, WORK).allowed:
        return ()
    standing = any(step.undone_at is None and step.kind != StepKind.PROPOSED for step in steps)
    shown = []
    for code, step in STEPS.items():
        if step.supervise and not may(actor, dossier, SUPERVISE).allowed:
            continue
        if not step.is_offered(measure, standing=standing):
            continue
        reason = step.obstacle(actor, dossier, measure)
        shown.append(
            Action(
                label=step.label,
                url=of_dossier("measure_step", dossier.number, rank=measure.rank, step=code),
                primary=step.primary and not reason,
                danger=step.quiet,
                reason=reason,
            )
        )
    return tuple(sorted(shown, key=lambda action: not action.primary))


def _entry(dossier: Dossier, step: Step, today: date) -> HistoryEntry:
    at = formats.local(step.at)
    links: tuple[Link, ...] = ()
    if step.document:
        url = of_dossier("download", dossier.number, rank=step.document.rank)
        links = (Link(label=step.document.title, url=url),)
    awaited = "Effet à vérifier le" if step.kind in CHECK_FOLLOWS else "Échéance\u00a0:"
    day = f"{awaited} {formats.day(step.day)}." if step.day else ""
    undone = ""
    if step.undone_at:
        undone = (
            f"Étape annulée le {formats.moment(step.undone_at, today=today)}\u00a0: {step.undone_because}"
        )
    return HistoryEntry(
        when=formats.moment(step.at, today=today),
        iso=at.isoformat(timespec="minutes"),
        what=f"{step.get_kind_display()}.",
        text=" ".join(filter(None, (step.text, day, undone))),
        who=step.by.full_name,
        links=links,
    )


def chosen_unit(code: str) -> Any:
    """Will return the unit of this code."""
    return Unit.objects.get(code=code)
