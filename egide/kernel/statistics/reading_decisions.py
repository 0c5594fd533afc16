"""Decisions and facts dated in the period: admissible or not, founded or not, reopened, withdrawn.

What was taken back since does not count; the codes are the modules' own.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, F, QuerySet, Value

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.decisions.models import Decision
from egide.kernel.statistics.reading import Cell, Scope, singles

JUDGED, DATED = "decision", "fact"
CODES = (
    "admissible",
    "not_admissible",
    "redirected",
    "transferred",
    "founded",
    "not_founded",
    "reopened",
    "withdrawn",
    "concluded",
)


def decisions(scope: Scope) -> list[Cell]:
    """Will count the decisions and facts of the period under the figures that the modules name."""
    figures = _figures(scope)
    totals: Counter[str] = Counter(dict.fromkeys(CODES, 0))
    findings: Counter[tuple[str, str]] = Counter()
    first, end = scope.instants
    dossiers = scope.dossiers().values("pk")
    judged = _grouped(
        Decision.objects.filter(decided_at__gte=first, decided_at__lt=end, withdrawn_at=None),
        JUDGED,
        dossiers,
    )
    dated = _grouped(
        FactRecord.objects.filter(scope.within("occurred_on"), withdrawn_at=None), DATED, dossiers
    )
    for source, kind, code, count in judged.union(dated, all=True):
        for figure in figures.get((source, kind, code), ()):
            totals[figure] += count
            if figure == "concluded":
                findings[kind, code] += count
    return [*singles(totals.items()), *_findings(scope, findings)]


def _findings(scope: Scope, counted: Counter[tuple[str, str]]) -> list[Cell]:
    labels = {
        (m.kind.code, ground.code): ground.label for m in scope.modules if m.kind for ground in m.grounds
    }
    return [
        Cell("concluded_by_finding", code, labels.get((kind, code), code), count)
        for (kind, code), count in counted.items()
    ]


def _grouped(rows: QuerySet[Any], source: str, dossiers: QuerySet[Any]) -> QuerySet[Any]:
    named = rows.filter(dossier__in=dossiers).order_by()
    named = named.annotate(source=Value(source), kind=F("dossier__kind"))
    counted: QuerySet[Any] = named.values_list("source", "kind", "code").annotate(count=Count("pk"))
    return counted


def _figures(scope: Scope) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for module in scope.modules:
        declared = scope.countable(module)
        for source, entries in ((JUDGED, declared.decisions), (DATED, declared.facts)):
            for figure, codes in entries:
                for code in codes:
                    found.setdefault((source, module.kind.code if module.kind else "", code), []).append(
                        figure
                    )
    return found
