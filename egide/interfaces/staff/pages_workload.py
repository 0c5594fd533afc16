"""Mandates from above: one’s own, the workload of each unit and person, what is late by unit.

All SQL for these screens happens here and in the module’s workload.py.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.urls import reverse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.navigation import holds_any, kind_url
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.modules.mandates.access import HEADS, KIND
from egide.modules.mandates.models import Approver, Task
from egide.modules.mandates.workload import Load, by_unit, loads
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Bar, Cell, Chart, Column, Figure, Table

SHOWN = 100
MINE = (Column(label="Échéance", narrow=True), Column(label="Mandat"), Column(label="Votre part"))
COUNTS = (
    ("total", "Ouverts"),
    ("late", "En retard"),
    ("late_first", "Passé la date d’origine"),
    ("week", "Cette semaine"),
    ("month", "Ce mois-ci"),
    ("waiting", "À approuver"),
    ("held", "Suspendus"),
)


@dataclass(frozen=True, kw_only=True)
class MinePage:
    """One’s own mandates: in charge, helping, approving, or with a part of them."""

    give: Action | None
    table: Table | None
    list_url: str
    load_url: str
    tasks: Table | None


@dataclass(frozen=True, kw_only=True)
class WorkloadPage:
    """Who carries what, and what is late in each unit."""

    day: str
    give: Action | None
    figures: tuple[Figure, ...]
    chart: Chart | None
    people: Table | None
    late: tuple[tuple[str, Table], ...]
    list_url: str
    mine_url: str
    report_url: str


def mine_page(actor: Actor, near: Horizon) -> MinePage:
    """Will build the list of one’s mandates, the nearest first."""
    own = sorted(actor.stands_for())
    rows = visible(actor, kind=KIND).filter(Q(assignee_id__in=own) | Q(named__overlap=own), closed_on=None)
    found = list(rows.select_related("assignee", "office_mandate").order_by("next_due_on", "pk")[:SHOWN])
    approving = set(
        Approver.objects.filter(dossier__in=found, user_id__in=own, ended_at=None).values_list(
            "dossier_id", flat=True
        )
    )
    table = Table(
        caption="Mes mandats",
        columns=MINE,
        rows=tuple(
            (
                _due(one, near),
                Cell(text=one.title, detail=one.number, url=of_dossier("mandate_office", one.number)),
                Cell(
                    text=_part(one, own, approving),
                    detail=f"{state_label(KIND, one.state)} · {one.office_mandate.percent}\u00a0%",
                ),
            )
            for one in found
        ),
    )
    return MinePage(
        give=_give(actor),
        table=table if found else None,
        list_url=kind_url(KIND),
        load_url=reverse("staff:workload"),
        tasks=_tasks(actor, own, near),
    )


def workload_page(actor: Actor, near: Horizon) -> WorkloadPage:
    """Will build the workload over what the reader may read."""
    found = loads(actor, today=near.today)
    units = by_unit(found)
    return WorkloadPage(
        day=formats.day(near.today),
        give=_give(actor),
        figures=_figures(units),
        chart=_chart(units),
        people=_people(found),
        late=_late(actor, near),
        list_url=kind_url(KIND),
        mine_url=reverse("staff:mandates_mine"),
        report_url=reverse("staff:mandates_report") if holds_any(actor, HEADS) else "",
    )


def _give(actor: Actor) -> Action | None:
    if not holds_any(actor, HEADS):
        return None
    return Action(label="Confier un mandat", url=reverse("staff:mandate_give"), primary=True)


def _due(one: Dossier, near: Horizon) -> Cell:
    if one.state == "on_hold":
        return Cell(badge=Badge(label="suspendu"))
    if one.next_due_on is None:
        return Cell(badge=Badge(label="livré", tone="met"))
    return Cell(badge=near.badge(one.next_due_on))


def _part(one: Dossier, own: list[int], approving: set[int]) -> str:
    if one.assignee_id in own:
        return "Responsable"
    return "Approuve" if one.pk in approving else "Collabore"


def _tasks(actor: Actor, own: list[int], near: Horizon) -> Table | None:
    rows = Task.objects.filter(
        owner_id__in=own, done_at=None, withdrawn_at=None, dossier__in=visible(actor, kind=KIND)
    )
    found = tuple(
        (
            Cell(badge=near.badge(task.due_on) if task.due_on else Badge(label="à faire")),
            Cell(
                text=task.text,
                detail=task.dossier.number,
                url=of_dossier("mandate_office", task.dossier.number),
            ),
        )
        for task in rows.select_related("dossier").order_by("due_on", "pk")[:SHOWN]
    )
    columns = (Column(label="Pour le", narrow=True), Column(label="Sous-tâche"))
    return Table(caption="Mes sous-tâches", columns=columns, rows=found) if found else None


def _figures(units: tuple[Load, ...]) -> tuple[Figure, ...]:
    sums = {name: sum(getattr(unit, name) for unit in units) for name, _ in COUNTS}
    return (
        Figure(
            value=formats.number(sums["late"]),
            label="en retard",
            url="#retard",
            tone="late" if sums["late"] else "idle",
        ),
        Figure(
            value=formats.number(sums["week"]),
            label="à livrer cette semaine",
            tone="soon" if sums["week"] else "idle",
        ),
        Figure(value=formats.number(sums["total"]), label="ouverts", url=kind_url(KIND)),
        Figure(value=formats.number(sums["held"]), label="suspendus"),
    )


def _chart(units: tuple[Load, ...]) -> Chart | None:
    if not units:
        return None
    first = units[0]
    return Chart(
        title="Mandats ouverts par unité",
        summary=f"{first.unit}\u00a0: {_carried(first)}. Toutes les valeurs sont dans le tableau.",
        bars=tuple(
            Bar(
                label=f"{unit.unit}{_of_which_late(unit)}",
                value=float(unit.total),
                shown=formats.number(unit.total),
                tone="late" if unit.late else "now",
            )
            for unit in units
        ),
        maximum=float(max(unit.total for unit in units)),
        measure="Mandats",
        heading="Unité",
        kind="bars",
    )


def _carried(unit: Load) -> str:
    return f"{formats.number(unit.total)}{_of_which_late(unit)}"


def _of_which_late(unit: Load) -> str:
    return f", dont {formats.number(unit.late)} en retard" if unit.late else ""


def _people(found: tuple[Load, ...]) -> Table | None:
    columns = (
        Column(label="Personne"),
        *(Column(label=label, numeric=True) for _, label in COUNTS),
    )
    rows = tuple(
        (
            Cell(text=load.person, detail=load.unit),
            *(Cell(text=formats.number(getattr(load, name))) for name, _ in COUNTS),
        )
        for load in found
    )
    return (
        Table(caption="Charge par unité et par personne", columns=columns, rows=rows, wide=True)
        if rows
        else None
    )


def _late(actor: Actor, near: Horizon) -> tuple[tuple[str, Table], ...]:
    rows = visible(actor, kind=KIND).filter(closed_on=None, next_due_on__lt=near.today)
    found = list(
        rows.select_related("unit", "assignee", "office_mandate").order_by("unit__name", "next_due_on", "pk")[
            :SHOWN
        ]
    )
    columns = (Column(label="Retard", narrow=True), Column(label="Mandat"), Column(label="Responsable"))
    return tuple(
        (
            unit,
            Table(
                caption=f"En retard, {unit}",
                columns=columns,
                rows=tuple(_late_row(one, near.today, near) for one in of_unit),
            ),
        )
        for unit, of_unit in groupby(found, key=lambda one: one.unit.name)
    )


def _late_row(one: Dossier, today: date, near: Horizon) -> tuple[Cell, ...]:
    first = one.office_mandate.first_due_on
    moved = first != one.next_due_on
    return (
        Cell(
            badge=near.badge(one.next_due_on),
            detail=f"{formats.count((today - first).days, 'jour')} sur la date d’origine" if moved else "",
        ),
        Cell(text=one.title, detail=one.number, url=of_dossier("mandate_office", one.number)),
        Cell(text=one.assignee.full_name if one.assignee else "À confier"),
    )
