"""Plain tables that are counted without being dossiers: the cards of information, by theme and by order.

Behind the same walls; only roles that the module names count them, each in its compartment.
"""

from collections import Counter
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from egide.kernel import registry
from egide.kernel.statistics.reading import UNSAID, Cell, Scope, singles, words
from egide.kernel.statistics.reading_parts import cut
from egide.law.counting import PlainTable


def cards(scope: Scope) -> list[Cell]:
    """Will count the cards of the period: in all, by theme, by order."""
    tables = {t.kind: t for m in registry.modules() for t in m.counted_tables if t.kind in scope.kinds}
    counted: Counter[tuple[str, str, str]] = Counter()
    queries = [
        cut(_rows(scope, t), a, code="cards", kind=t.kind) for t in tables.values() for a in t.attributes
    ]
    for _, kind, by, key, said, count in queries[0].union(*queries[1:], all=True) if queries else ():
        table = tables[kind]
        attribute = next(a for a in table.attributes if a.by == by)
        label = (
            (said or UNSAID) if attribute.label_path else words(apps.get_model(table.model), attribute, key)
        )
        counted[by, key or "", label] += count
    return [
        *singles([("cards", sum(n for (by, _, _), n in counted.items() if by == "type"))]),
        *(Cell(f"cards_by_{by}", key, label, n) for (by, key, label), n in counted.items() if by != "type"),
    ]


def _rows(scope: Scope, table: PlainTable) -> QuerySet[Any]:
    codes = {role.code for role in table.readers}
    places = {a.compartment_id for a in scope.actor.roles if a.role in codes}
    rows: QuerySet[Any] = apps.get_model(table.model)._default_manager.filter(scope.within(table.day))
    rows = rows.filter(compartment_id__in=sorted(places), **{table.withdrawn: None})
    paths = [attribute.path for attribute in table.attributes if attribute.by == "order"]
    if scope.order:
        rows = rows.filter(**{paths[0]: scope.order}) if paths else rows.none()
    return rows.filter(unit_id__in=scope.units) if scope.units else rows
