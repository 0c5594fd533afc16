"""What the Commissioner's secretary has to do today: acknowledgments that have not left, sealed pieces to confirm.

For her home. Counts, numbers, persons and days only: what her desk shows already, and nothing of what was decided.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.pages_admission_desk import standings, whom
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.gate.visibility import visible
from egide.law.roles import COMMISSION
from egide.modules.admission_complaints.access import KIND, REGISTER
from egide.modules.correspondence.models import SealedPiece
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Cell, Column, Figure, Table

RULE = "admission_complaints.acknowledgment"
ROWS = 12
COLUMNS = (
    Column(label="Échéance"),
    Column(label="Plainte"),
    Column(label="Accusé de réception"),
)


@dataclass(frozen=True, kw_only=True)
class DeskDue:
    """Her figures, and the acknowledgments due, the nearest first; no table when none is."""

    figures: tuple[Figure, ...]
    table: Table | None


def desk_due(actor: Actor, near: Horizon) -> DeskDue:
    """Will count and list what waits for her, in five statements whatever the number of complaints."""
    open_here = visible(actor, kind=KIND, action=REGISTER).filter(closed_on=None)
    dues = DueDate.objects.filter(dossier__in=open_here, rule=RULE, status=Status.OPEN)
    told = dues.aggregate(late=Count("pk", filter=Q(measured_on__lt=near.today)), total=Count("pk"))
    sealed = SealedPiece.objects.filter(addressed_to=COMMISSION.code, acknowledged_at=None).count()
    rows = list(
        dues.order_by("measured_on", "pk").values_list("dossier_id", "dossier__number", "measured_on")[:ROWS]
    )
    return DeskDue(figures=_figures(told["late"], told["total"], sealed), table=_table(rows, near))


def _figures(late: int, total: int, sealed: int) -> tuple[Figure, ...]:
    desk = reverse("staff:admission_arrivals")
    return (
        Figure(
            value=formats.number(late),
            label="accusé de réception en retard" if late < 2 else "accusés de réception en retard",
            url=desk,
            tone="late" if late else "idle",
        ),
        Figure(
            value=formats.number(total),
            label="accusé de réception à donner" if total < 2 else "accusés de réception à donner",
            url=desk,
            tone="soon" if total else "idle",
        ),
        Figure(
            value=formats.number(sealed),
            label="pli scellé à confirmer" if sealed < 2 else "plis scellés à confirmer",
            url=reverse("staff:sealed_mine"),
            tone="soon" if sealed else "idle",
        ),
    )


def _table(rows: list[tuple[int, str, date]], near: Horizon) -> Table | None:
    if not rows:
        return None
    keys = [key for key, _, _ in rows]
    people, badges = whom(keys), standings(keys)
    return Table(
        caption="Accusés de réception à donner",
        columns=COLUMNS,
        rows=tuple(
            (
                Cell(badge=near.badge(day), text=" "),
                Cell(
                    text=number,
                    detail=people.get(key, ""),
                    url=reverse("staff:admission_arrival", kwargs={"number": number}),
                ),
                Cell(badge=badges[key], text=" "),
            )
            for key, number, day in rows
        ),
    )
