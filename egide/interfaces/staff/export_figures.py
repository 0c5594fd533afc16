"""The figures of the dashboard as a table to take out: one line for each number, with its definition and its source.

The same choices, the same reader and the same counts as the screen.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from egide.interfaces.staff.dashboard_asked import PERIODS, Asked
from egide.interfaces.staff.navigation import DASHBOARD, DASHBOARD_ROLES
from egide.interfaces.staff.pages_dashboard import measured
from egide.kernel import registry
from egide.kernel.exports.sources import FigureSource, Filters, register
from egide.kernel.parties.models import ProfessionalOrder
from egide.kernel.statistics.figures import BREAKDOWNS, FIGURES
from egide.kernel.statistics.measuring import Measured
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.sheets.cells import Column

COLUMNS = (
    Column("Chiffre", width=40),
    Column("Ventilation", width=14),
    Column("Ligne", width=44),
    Column("Valeur", "number", width=10),
    Column("Unité", width=12),
    Column("Période précédente", "number", width=20),
    Column("Définition", width=80),
    Column("Source", width=36),
)


def register_figures() -> None:
    """Will declare the dashboard."""
    register(
        FigureSource(
            code=DASHBOARD,
            title="Tableau de bord",
            columns=COLUMNS,
            describe=_described,
            roles=DASHBOARD_ROLES,
            keeps=("periode", "du", "au", "unite", "systeme", "ordre"),
            lines=_lines,
        )
    )


def _lines(actor: Actor, told: Filters, now: datetime) -> Sequence[Sequence[object]]:
    asked = Asked.read(told, today=timezone.localdate(now))
    return [line for figure in measured(actor, asked, now) for line in _of(figure)]


def _of(figure: Measured) -> Iterator[Sequence[object]]:
    cut = BREAKDOWNS.get(figure.by, "")
    told = (figure.definition, FIGURES[figure.code].source)
    label = figure.label.removesuffix(f", {cut}")
    if not figure.by:
        yield (label, "", "Total", figure.total, figure.unit, figure.before, *told)
    for row in figure.rows:
        yield (label, cut, row.label, row.value, figure.unit, None, *told)


def _described(told: Filters) -> list[tuple[str, str]]:
    asked = Asked.read(told, today=timezone.localdate())
    unit = Unit.objects.filter(code=asked.unit).first() if asked.unit else None
    order = ProfessionalOrder.objects.filter(slug=asked.order).first() if asked.order else None
    systems = {module.kind.code: module.name for module in registry.modules() if module.kind}
    return [
        ("Période", f"{asked.words} ({dict(PERIODS)[asked.choice]})"),
        ("Système", systems.get(asked.kind, "Tous")),
        ("Unité", unit.name if unit else "Toutes"),
        ("Ordre", order.name if order else "Tous"),
    ]
