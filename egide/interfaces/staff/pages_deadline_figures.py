"""« Délais par règle »: for each rule, what was kept, missed, told in time, how many days, and where the rule is from.

All counts come from kernel/statistics, over what the reader may read; the sources, from the declarations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from egide.interfaces.staff.dashboard_asked import OTHER, PERIODS, Asked
from egide.interfaces.staff.dashboard_charts import Figures
from egide.interfaces.staff.dashboard_charts import rules as rules_chart
from egide.interfaces.staff.navigation import readable_modules
from egide.interfaces.staff.pages_list import Choice
from egide.kernel import registry
from egide.kernel.statistics.figures import FIGURES
from egide.kernel.statistics.measuring import measure
from egide.law.modules import Module
from egide.law.terms import Deadline
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Chart, Column, Crumb, Table

TITLE = "Délais par règle"
# Columns after the rule, in order: the figure of each, its heading.
COUNTED = (
    ("kept_by_rule", "Tenues"),
    ("missed_by_rule", "Manquées"),
    ("late_with_notice_by_rule", "dont avis à temps"),
    ("kept_rate_by_rule", "Tenues, %"),
    ("running_by_rule", "En cours"),
    ("median_days_by_rule", "Médiane, j"),
    ("p90_days_by_rule", "90e centile, j"),
)
COLUMNS = (
    Column(label="Règle"),
    *(Column(label=label, numeric=True) for _, label in COUNTED),
    Column(label="Source"),
)


@dataclass(frozen=True, kw_only=True)
class DeadlineFiguresPage:
    """The page as its template reads it."""

    title: str
    crumbs: tuple[Crumb, ...]
    url: str
    words: str
    periods: Choice
    since: str
    until: str
    free: bool
    problem: str
    table: Table | None
    chart: Chart | None
    definitions: tuple[tuple[str, str], ...]


def deadline_figures_page(*, actor: Actor, asked: Asked, now: datetime) -> DeadlineFiguresPage:
    """Will measure the period rule by rule."""
    kinds = [m.kind.code for m in readable_modules(actor) if m.kind and m.deadlines]
    codes = [code for code, _ in COUNTED]
    figures = {f.code: f for f in measure(codes=codes, kinds=kinds, period=asked.period, as_of=now)}
    rules = tuple(_rules(figures))
    rows = tuple(_row(module, deadline, figures) for module, deadline in rules)
    return DeadlineFiguresPage(
        title=TITLE,
        crumbs=(Crumb(label="Tableau de bord", url=reverse("staff:dashboard")), Crumb(label=TITLE)),
        url=reverse("staff:deadline_figures"),
        words=asked.words,
        periods=Choice(name="periode", label="Période", options=PERIODS, chosen=asked.choice),
        since=asked.since or asked.period.since.isoformat(),
        until=asked.until or asked.period.last.isoformat(),
        free=asked.choice == OTHER,
        problem=asked.problem,
        table=Table(caption=TITLE, columns=COLUMNS, rows=rows) if rows else None,
        chart=rules_chart(figures),
        definitions=tuple((label, FIGURES[code].definition) for code, label in COUNTED),
    )


def _rules(figures: Figures) -> Iterator[tuple[Module, Deadline]]:
    """The rules of which something was counted, in the order of the house."""
    known = {row.key for figure in figures.values() for row in figure.rows if row.value}
    for module in registry.modules():
        for deadline in module.deadlines:
            if module.rule_code(deadline) in known:
                yield module, deadline


def _row(module: Module, deadline: Deadline, figures: Figures) -> tuple[Cell, ...]:
    rule = module.rule_code(deadline)
    source = "; ".join(dict.fromkeys(source.cite() for source in deadline.sources))
    doubtful = any(one.to_validate for one in deadline.sources)
    return (
        Cell(text=deadline.label, detail=f"{module.name}, {deadline.nature.label}"),
        *(Cell(text=_said(figures, code, rule)) for code, _ in COUNTED),
        Cell(
            text=source.replace(" (à valider)", ""),
            badge=Badge(label="à valider", tone="soon") if doubtful else None,
        ),
    )


def _said(figures: Figures, code: str, rule: str) -> str:
    value = next((row.value for row in figures[code].rows if row.key == rule), None)
    if value is None:
        return "—" if code.startswith(("kept_rate", "median", "p90")) else "0"
    return formats.number(value)
