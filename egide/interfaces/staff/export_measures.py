"""The corrective measures as a table to take out: the rows and the filters of their list.

The gate is that of the measures' own page; each row tells of a dossier.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from egide.interfaces.staff.pages_measures_list import (
    SCOPES,
    SORTS,
    STANDINGS,
    MeasureFilters,
    wanted_measures,
)
from egide.kernel.exports.sources import ExportSource, Filters, register
from egide.kernel.measures.models import Effect, Measure, Source, State
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.sheets.cells import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS = (
    Column("Dossier", width=18),
    Column("N°", "number", width=8),
    Column("Mesure", width=60),
    Column("Origine", width=24),
    Column("Unité", width=28),
    Column("Responsable", width=24),
    Column("État", width=18),
    Column("Proposée le", "date", width=12),
    Column("Échéance", "date", width=12),
    Column("Réalisée le", "date", width=12),
    Column("Effet", width=24),
    Column("Effet à vérifier le", "date", width=18),
    Column("Terminée le", "date", width=12),
)


def register_measures() -> None:
    """Will declare the list of measures."""
    register(
        ExportSource(
            code="measures",
            title="Mesures correctrices",
            columns=COLUMNS,
            rows=_rows,
            cells=_cells,
            describe=_described,
            dossier=lambda row: int(row.dossier_id),
            keeps=("etat", "de", "unite", "tri"),
        )
    )


def _rows(actor: Actor, told: Filters, now: datetime) -> "QuerySet[Measure]":
    wanted = wanted_measures(actor, MeasureFilters.read(told), timezone.localdate(now))
    return wanted.select_related("dossier", "unit", "owner")


def _cells(rows: Sequence[Measure], actor: Actor, now: datetime) -> Iterable[Sequence[object]]:
    return [
        (
            row.dossier.number,
            row.rank,
            row.text,
            Source(row.source).label,
            row.unit.name,
            row.owner.full_name if row.owner else "",
            State(row.state).label,
            row.proposed_on,
            row.due_on,
            row.done_on,
            Effect(row.effect).label if row.effect else "",
            # Once carried out, the day that the screen counts from is that of the check.
            row.next_on if row.state == State.DONE else None,
            row.ended_on,
        )
        for row in rows
    ]


def _described(told: Filters) -> list[tuple[str, str]]:
    filters = MeasureFilters.read(told)
    unit = Unit.objects.filter(code=filters.unit).first() if filters.unit else None
    return [
        ("État", dict(STANDINGS)[filters.standing]),
        ("Mesures", dict(SCOPES)[filters.scope]),
        ("Unité", unit.name if unit else filters.unit or "Toutes les unités"),
        ("Tri", dict(SORTS)[filters.sort]),
    ]
