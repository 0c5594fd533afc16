"""What came in, what was closed, what stays open, and the breakdowns asked: one query over the dossiers.

The open ones at the end of each month follow from the last: less what came in, plus what was closed.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value

from egide.kernel.dossiers.models import Channel, Dossier
from egide.kernel.statistics.periods import Period
from egide.kernel.statistics.reading import BEFORE, Cell, Scope, compared, singles
from egide.kernel.statistics.reading_parts import Row, part_cells, part_queries
from egide.ui.formats import MONTHS, NBSP

FLOWS = IN, OUT, OPEN = "received", "handled", "open_at_end"
FLOW = "flow"
NONE = Value("", output_field=CharField())


def flows(scope: Scope) -> list[Cell]:
    """Will count the dossiers received, closed and left open, and cut them as the modules declare."""
    rows = _rows(scope)
    totals: Counter[tuple[str, str, str]] = Counter()
    past: Counter[str] = Counter()
    for flow, _, by, month, channel, count in rows:
        if by == FLOW and flow.endswith(BEFORE):
            past[flow.removesuffix(BEFORE)] += count
        elif by == FLOW:
            totals[flow, month or "", channel or ""] += count
    by_flow = {code: sum(n for key, n in totals.items() if key[0] == code) for code in FLOWS}
    before = compared((code, past[code]) for code in FLOWS) if scope.before else []
    return [
        *singles(by_flow.items()),
        *before,
        *_months(scope, totals, by_flow[OPEN]),
        *_channels(totals),
        *part_cells(scope, (row for row in rows if row[2] != FLOW)),
    ]


def month_label(month: date) -> str:
    """Will write « novembre 2026 »."""
    return f"{MONTHS[month.month - 1]}{NBSP}{month.year}"


def month_key(month: date) -> str:
    """Will write « 2026-11 »."""
    return f"{month:%Y-%m}"


def _rows(scope: Scope) -> list[Row]:
    queries = [*_flow_queries(scope.dossiers(), scope.period, "")]
    if scope.before:
        queries += _flow_queries(scope.dossiers(), scope.before, BEFORE)
    queries += part_queries(scope)
    return list(queries[0].union(*queries[1:], all=True))


def _flow_queries(dossiers: QuerySet[Dossier], period: Period, mark: str) -> Iterator[QuerySet[Any]]:
    for flow, day in ((IN, "received_on"), (OUT, "closed_on")):
        rows = dossiers.filter(**{f"{day}__gte": period.since, f"{day}__lt": period.until})
        yield _shaped(rows, flow + mark, key=_month(day), said=F("channel"))
    standing = Q(received_on__lt=period.until) & (Q(closed_on=None) | Q(closed_on__gte=period.until))
    yield _shaped(dossiers.filter(standing), OPEN + mark, key=NONE, said=NONE)


def _shaped(rows: QuerySet[Dossier], flow: str, *, key: Any, said: Any) -> QuerySet[Any]:
    named = rows.annotate(figure=Value(flow), of=NONE, breakdown=Value(FLOW), key=key, said=said)
    return named.values_list("figure", "of", "breakdown", "key", "said").annotate(count=Count("pk"))


def _month(day: str) -> Func:
    return Func(F(day), Value("YYYY-MM"), function="to_char", output_field=CharField())


def _months(scope: Scope, totals: Counter[tuple[str, str, str]], left: int) -> Iterator[Cell]:
    months = [(month_key(month), month_label(month)) for month in scope.period.months()]
    flow = {
        (code, key): sum(n for (c, m, _), n in totals.items() if (c, m) == (code, key))
        for code in (IN, OUT)
        for key, _ in months
    }
    for key, label in reversed(months):
        yield Cell(f"{OPEN}_by_month", key, label, left)
        left += flow[OUT, key] - flow[IN, key]
    for code in (IN, OUT):
        yield from (Cell(f"{code}_by_month", key, label, flow[code, key]) for key, label in months)


def _channels(totals: Counter[tuple[str, str, str]]) -> Iterator[Cell]:
    counted: Counter[str] = Counter()
    for (flow, _, channel), count in totals.items():
        if flow == IN:
            counted[channel] += count
    labels = dict(Channel.choices)
    for channel, count in counted.items():
        yield Cell("received_by_channel", channel, str(labels.get(channel, channel)).capitalize(), count)
