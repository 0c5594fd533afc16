"""Pages of a list by its ends, not by counting: the address carries the number of a dossier, never an id.

Constant cost on any page; a dossier that moved meanwhile only moves the end of the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

from egide.interfaces.staff.filters import Filters
from egide.interfaces.staff.rows import BESIDE
from egide.kernel.dossiers.models import Dossier
from egide.ui.pages import Pager

PAGE = 25
# What a row of a list needs of its dossier (and the verdicts on it): an instance of every column costs twice as much.
SHOWN = (
    "kind",
    "number",
    "title",
    "state",
    "unit_id",
    "compartment_id",
    "named",
    "assignee__full_name",
    "confidentiality",
    "received_on",
    "closed_on",
    "next_due_on",
    "next_due_label",
)
Order = tuple[OrderBy | str, ...]
NEAREST: Order = (F("next_due_on").asc(nulls_last=True), "pk")
ORDERS: dict[tuple[str, bool], Order] = {
    ("due", False): NEAREST,
    ("due", True): (F("next_due_on").desc(nulls_first=True), "-pk"),
    ("newest", False): ("-received_on", "-pk"),
    ("newest", True): ("received_on", "pk"),
}
# Open and closed dossiers have their own indexes: both together are two parts.
OPEN, CLOSED = Q(closed_on=None), Q(closed_on__isnull=False)
HALVES = {"open": (OPEN,), "closed": (CLOSED,), "any": (OPEN, CLOSED)}


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One page of dossiers, and whether there are others on each side."""

    dossiers: tuple[Dossier, ...]
    earlier: bool
    later: bool


@dataclass(frozen=True, kw_only=True)
class End:
    """The dossier at the end of a page: its id, and the day by which the list is sorted, if it has one."""

    pk: int
    day: date | None

    @classmethod
    def day_column(cls, sort: str) -> str:
        """Will name the column of that day."""
        return "received_on" if sort == "newest" else "next_due_on"


def next_page(
    rows: "QuerySet[Dossier]", filters: Filters, places: Sequence[Q], end: End
) -> "QuerySet[Dossier]":
    """Will select the page on one side of `end`, and one row more which tells whether there is another.

    `places` are the parts of the reader's reach (gate.visibility), each read by its own index.
    """
    backwards = bool(filters.before)
    sides, order = _beyond(end, filters.sort, backwards=backwards), ORDERS[filters.sort, backwards]
    parts = [place & side & half for place in places for side in sides for half in _halves(filters)]
    return first_of(rows, parts, order, limit=PAGE + 1)


def gone_on(found: Sequence[Dossier], *, backwards: bool) -> Slice:
    """Will cut what `next_page` selected."""
    more, page = len(found) > PAGE, found[:PAGE]
    if backwards:
        return Slice(dossiers=tuple(reversed(page)), earlier=more, later=True)
    return Slice(dossiers=tuple(page), earlier=True, later=more)


def first_page(rows: "QuerySet[Dossier]", filters: Filters, places: Sequence[Q]) -> "QuerySet[Dossier]":
    """Will select the first page, and one row more which tells whether there is another."""
    parts = [place & half for place in places for half in _halves(filters)]
    return first_of(rows, parts, ORDERS[filters.sort, False], limit=PAGE + 1)


def opened_on(found: Iterable[Dossier]) -> Slice:
    """Will cut what `first_page` selected."""
    rows = tuple(found)
    return Slice(dossiers=rows[:PAGE], earlier=False, later=len(rows) > PAGE)


def first_listed(
    rows: "QuerySet[Dossier]", listed: "QuerySet[Any]", filters: Filters, end: End | None = None
) -> "QuerySet[Dossier]":
    """Will select the page among the dossiers of a table that keeps their order beside them, such as one order's.

    `listed`: its rows, by `dossier_id`; `end`: where the former page ended. `rows` still answers for what is shown.
    """
    backwards = bool(filters.before)
    sides = _beyond(end, filters.sort, backwards=backwards, key="dossier_id") if end else (Q(),)
    shown = ORDERS[filters.sort, backwards]
    order = tuple(each.replace("pk", "dossier_id") if isinstance(each, str) else each for each in shown)
    parts = [
        listed.filter(side & half).order_by(*order).values("dossier_id")[: PAGE + 1]
        for side in sides
        for half in _halves(filters)
    ]
    first, *others = parts
    found = first.union(*others, all=True) if others else first
    return rows.filter(pk__in=found).order_by(*shown)[: PAGE + 1]


def with_people(dossiers: "QuerySet[Dossier]") -> "QuerySet[Dossier]":
    """Will read what a row shows in the same query: the person in charge, the first order, the letter that waits."""
    return dossiers.select_related("assignee").only(*SHOWN).annotate(**BESIDE)


def first_of(
    rows: "QuerySet[Dossier]", parts: Sequence[Q], order: Order, *, limit: int
) -> "QuerySet[Dossier]":
    """Will select, in one query, the first rows of all the parts together: the first ones of each, then theirs."""
    if not parts:
        return rows.none()
    # Their ids alone first, even of one part: an index holds all that tells them, so that nothing else is cheaper.
    first, *others = [rows.filter(part).order_by(*order).values("pk")[:limit] for part in parts]
    found = first.union(*others, all=True) if others else first
    together = rows.model._default_manager.filter(pk__in=found)
    return with_people(together).order_by(*order)[:limit]


def pager(page: Slice, filters: Filters, url: str, *, summary: str) -> Pager:
    """Will write the addresses of the neighbouring pages."""
    if not page.dossiers:
        return Pager(previous_url=filters.address(url) if page.earlier else "", summary=summary)
    first, last = page.dossiers[0].number, page.dossiers[-1].number
    return Pager(
        previous_url=filters.address(url, before=first) if page.earlier else "",
        next_url=filters.address(url, after=last) if page.later else "",
        summary=summary,
    )


def _halves(filters: Filters) -> tuple[Q, ...]:
    # What words designate is found by their own index, open and closed alike: once is enough.
    return (Q(),) if filters.q and filters.standing == "any" else HALVES[filters.standing]


def _beyond(end: End, sort: str, *, backwards: bool, key: str = "pk") -> tuple[Q, ...]:
    """What lies on one side of `end`, in parts that are each one stretch of the index; `key` holds the dossier's id."""
    if sort == "newest":
        assert end.day is not None  # a dossier has been received
        return (_stretch("received_on", end.day, key, end.pk, up=backwards),)
    undated, up = Q(next_due_on=None), not backwards
    if end.day is None:
        # Those without a date stand last: before them come all that have one, after them nothing else.
        same = undated & Q(**{f"{key}__{'gt' if up else 'lt'}": end.pk})
        return (same, Q(next_due_on__isnull=False)) if backwards else (same,)
    dated = _stretch("next_due_on", end.day, key, end.pk, up=up)
    return (dated, undated) if up else (dated,)


def _stretch(name: str, day: date, key: str, pk: int, *, up: bool) -> Q:
    # Both columns in one comparison bound the index; day and rank apart mislead the planner at a million.
    beyond = TupleGreaterThan if up else TupleLessThan
    return Q(beyond(Tuple(F(name), F(key)), (day, pk)))
