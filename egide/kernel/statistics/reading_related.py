"""Rows that a module counts beside its dossiers: recommendations made, cut by what was answered.

Behind the same door as the dossiers that they belong to; each table is named by its module's declaration.
"""

from collections import Counter
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet

from egide.kernel.statistics.reading import Cell, Scope, singles, words
from egide.law.counting import RelatedRows


def related(scope: Scope) -> list[Cell]:
    """Will count the rows of the period, in all and by the attribute of their table."""
    totals: Counter[str] = Counter()
    # Two modules that count the same table cut it by the same codes: an answer is one line, whoever recommends.
    cut: Counter[tuple[str, str, str]] = Counter()
    for module in scope.modules:
        for table in scope.countable(module).related:
            model, by = apps.get_model(table.model), table.attribute.by
            grouped = _rows(scope, table, module.kind.code if module.kind else "")
            for key, count in grouped.values_list(table.attribute.path).annotate(count=Count("pk")):
                totals[table.figure] += count
                label = words(model, table.attribute, key)
                cut[f"{table.figure}_by_{by}", str(key or ""), label] += count
    return [*singles(totals.items()), *(Cell(*told, count) for told, count in cut.items())]


def _rows(scope: Scope, table: RelatedRows, kind: str) -> QuerySet[Any]:
    first, end = scope.instants
    rows: QuerySet[Any] = apps.get_model(table.model)._default_manager.filter(
        **{f"{table.at}__gte": first, f"{table.at}__lt": end, table.withdrawn: None}
    )
    return rows.filter(dossier__in=scope.dossiers(kind).values("pk")).order_by()
