"""`measure()`: the figures asked, over a period, as the current actor sees them; and their frozen form.

Each family of figures is one query; the statements are kept beside the figures, so that a report can show
what made them. Figures never tell of a dossier that their reader may not see.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from egide.kernel.statistics.families import FAMILIES
from egide.kernel.statistics.figures import DAYS, FIGURES, PERCENT, Figure
from egide.kernel.statistics.periods import Period
from egide.kernel.statistics.reading import BEFORE, Cell, Scope, Value
from egide.platform.accounts.acting import current_actor

__all__ = ["Measured", "Period", "Row", "measure"]
ORDERED_BY_KEY = ("month", "rule")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a figure that is cut: a month, a theme, an order."""

    key: str
    label: str
    value: Value


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A figure with its value: `total`, and one row each when it is cut. `sql` is what was asked of the database."""

    code: str
    label: str
    definition: str
    unit: str
    by: str
    rows: tuple[Row, ...]
    total: Value
    sql: str
    # The total of the period before, when it was asked for and the figure has one.
    before: Value = None

    def frozen(self) -> dict[str, Any]:
        """Will return the figure as plain JSON values."""
        return asdict(self) | {"rows": [asdict(row) for row in self.rows]}

    @classmethod
    def thaw(cls, kept: Mapping[str, Any]) -> "Measured":
        """Will return the figure that `frozen` kept."""
        return cls(**{**kept, "rows": tuple(Row(**row) for row in kept["rows"])})


def measure(
    *,
    codes: Sequence[str],
    kinds: Sequence[str],
    period: Period,
    as_of: datetime,
    units: Sequence[int] = (),
    before: Period | None = None,
    order: str = "",
) -> tuple[Measured, ...]:
    """Will measure the figures of these codes, in their order, as the current actor.

    `as_of` says which unanswered deadlines have passed; figures are those of the database now.
    `units` and `order` (a slug) narrow what is counted. `before`: another period whose totals stand beside
    those of flows and of deadlines kept.

    :raises KeyError: no figure has one of the codes.
    """
    wanted = [FIGURES[code] for code in codes]
    scope = Scope(
        actor=current_actor(),
        kinds=tuple(kinds),
        units=tuple(units),
        period=period,
        today=timezone.localdate(as_of),
        before=before,
        codes=frozenset(codes),
        order=order,
    )
    read: dict[Callable[[Scope], list[Cell]], tuple[list[Cell], str]] = {}
    for figure in wanted:
        family = FAMILIES[figure.code]
        if family not in read:
            read[family] = _told(family, scope)
    return tuple(_measured(figure, *read[FAMILIES[figure.code]]) for figure in wanted)


def _told(family: Callable[[Scope], list[Cell]], scope: Scope) -> tuple[list[Cell], str]:
    said: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        # Spelled again: a statement that the server keeps planned leaves no text in its cursor.
        said.append(connection.ops.compose_sql(sql, params))  # type: ignore[attr-defined]  # PostgreSQL’s own
        return result

    with connection.execute_wrapper(listen):
        cells = family(scope)
    return cells, ";\n".join(said)


def _measured(figure: Figure, cells: list[Cell], sql: str) -> Measured:
    own = [cell for cell in cells if cell.code == figure.code]
    rows = [Row(cell.key, cell.label, cell.value) for cell in own] if figure.by else []
    if figure.by in ORDERED_BY_KEY:
        rows.sort(key=lambda row: row.key)
    else:
        rows.sort(key=lambda row: (-(row.value or 0), row.label))
    return Measured(
        code=figure.code,
        label=figure.label,
        definition=figure.definition,
        unit=figure.unit,
        by=figure.by,
        rows=tuple(rows),
        total=_total(figure, cells, rows) if figure.by else _value(cells, figure.code, 0),
        sql=sql,
        before=_value(cells, figure.code + BEFORE, None),
    )


def _total(figure: Figure, cells: list[Cell], rows: Iterable[Row]) -> Value:
    # A rate, a median or a stock does not add up: the whole is its own figure, where there is one.
    if figure.unit in (PERCENT, DAYS) or figure.code.startswith("open_at_end"):
        return _value(cells, figure.code.removesuffix(f"_by_{figure.by}"), None)
    return sum(row.value or 0 for row in rows)


def _value(cells: list[Cell], code: str, default: Value) -> Value:
    return next((cell.value for cell in cells if cell.code == code), default)
