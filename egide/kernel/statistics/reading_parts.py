"""The breakdowns that modules declare: dossiers received by type, theme and order, closed by type and result.

One union for all kinds and all breakdowns, read with the flows. The paths come from the modules' declarations,
never from a person.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast

from egide.kernel.dossiers.models import Dossier
from egide.kernel.statistics.reading import UNSAID, Cell, Scope, words
from egide.law.counting import Attribute

# Figure, kind, breakdown, key, words when they are data, count.
Row = tuple[str, str, str, str | None, str | None, int]
# A breakdown -> the figures that it cuts, each with its day.
CUTS = {
    "type": (("received", "received_on"), ("handled", "closed_on")),
    "theme": (("received", "received_on"),),
    "order": (("received", "received_on"),),
    "outcome": (("handled", "closed_on"),),
}


def part_queries(scope: Scope) -> list[QuerySet[Any]]:
    """Will return a grouped query for each breakdown that is asked and declared."""
    return [
        cut(scope.dossiers(kind).filter(scope.within(day)), attribute, code=code, kind=kind)
        for (kind, by), attribute in _known(scope).items()
        for code, day in CUTS[by]
        if f"{code}_by_{by}" in scope.codes
    ]


def part_cells(scope: Scope, rows: Iterable[Row]) -> list[Cell]:
    """Will add the rows of those queries up over the kinds, each code with its French words."""
    known = _known(scope)
    counted: Counter[tuple[str, str, str]] = Counter()
    for code, kind, by, key, said, count in rows:
        label = (said or UNSAID) if known[kind, by].label_path else words(Dossier, known[kind, by], key)
        counted[f"{code}_by_{by}", key or "", label] += count
    return [Cell(code, key, label, count) for (code, key, label), count in counted.items()]


def _known(scope: Scope) -> dict[tuple[str, str], Attribute]:
    return {(m.kind.code, a.by): a for m in scope.modules if m.kind for a in scope.countable(m).attributes}


def cut(rows: QuerySet[Any], attribute: Attribute, *, code: str, kind: str) -> QuerySet[Any]:
    """Will group rows by the attribute: (figure, kind, breakdown, key, words, count)."""
    named = rows.annotate(
        figure=Value(code),
        of=Value(kind),
        breakdown=Value(attribute.by),
        key=_text(attribute.path, attribute.fixed),
        said=_text(attribute.label_path, ""),
    )
    grouped: QuerySet[Any] = named.values_list("figure", "of", "breakdown", "key", "said")
    counted: QuerySet[Any] = grouped.annotate(count=Count("pk")).order_by()
    return counted


def _text(path: str, fixed: str) -> Any:
    return Cast(F(path), CharField()) if path else Value(fixed, output_field=CharField())
