"""What the list of a kind's dossiers reads: one page, the counts by step, the orders to choose from.

One statement for a first page, two for another, one more for words; all SQL of the list is here and in rows.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from types import MappingProxyType
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet, Subquery

from egide.interfaces.staff.counting import Figure, Reading
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.filters import SORTS, Days, Filters
from egide.interfaces.staff.found import TOLD, Found, found_among, gathering
from egide.interfaces.staff.keyset import (
    ORDERS,
    End,
    Slice,
    first_listed,
    first_page,
    gone_on,
    next_page,
    opened_on,
    with_people,
)
from egide.interfaces.staff.matching import (
    MOST,
    Sought,
    designated_by,
    designated_otherwise,
    matching,
    meeting,
)
from egide.interfaces.staff.orders import choices as order_rows
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import Findable
from egide.kernel.gate.visibility import own_parts, places, reach, units_of, visible
from egide.kernel.parties.models import ConcernedOrder, ProfessionalOrder
from egide.modules.interventions.access import KIND as WITH_THEMES
from egide.modules.interventions.queries import of_theme
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import (
    A_DAY,
    ANY,
    SOME,
    Among,
    Asked,
    HowMany,
    Prepared,
    prepare,
)
from egide.ui import formats

COUNTED = 1_000  # more are not counted: nobody leafs through them, and counting them all would be felt
# They stand for values while a statement is written: where a page ended, the dossiers that words designate.
NUMBER, FOUND = "…le numéro d’une fin de page…", "…ce qui est trouvé…"
Row = TypeVar("Row", Dossier, ConcernedOrder, Findable)
Beside = TypeVar("Beside", ConcernedOrder, Findable)
NOTHING_TOLD: Mapping[Any, Any] = MappingProxyType({})
FIGURES: dict[tuple[str, bool], Figure] = {
    ("all", False): "total",
    ("all", True): "late",
    ("mine", False): "mine",
    ("mine", True): "mine_late",
}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The rows of the list at each step; `more`: there are more than were counted, so none is told exactly."""

    by_state: Mapping[str, int]
    more: bool = False

    def of(self, state: str) -> int | None:
        """Will return those of a step, of all steps for none; nothing when they were not all counted."""
        if self.more:
            return None
        return self.by_state.get(state, 0) if state else sum(self.by_state.values())

    def summary(self, state: str) -> str:
        """Will say how many rows the list has."""
        total = self.of(state)
        return (
            f"Plus de {formats.count(COUNTED, 'dossier')}"
            if total is None
            else formats.count(total, "dossier")
        )


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What is read for the list; `every` counts the rows at every step, unless they are too many."""

    page: Slice
    orders: Sequence[tuple[str, str]]
    every: int | None
    tally: Tally


def wanted_rows(actor: Actor, kind: str, filters: Filters, horizon: Horizon) -> "QuerySet[Dossier]":
    """Will select all that the filters find, at the step asked or at every step, in no order."""
    rows = _filtered(actor, kind, filters, horizon)
    return rows.filter(state=filters.state) if filters.state else rows


def _filtered(actor: Actor, kind: str, filters: Filters, horizon: Horizon) -> "QuerySet[Dossier]":
    rows = _kept(visible(actor, kind=kind), actor, kind, filters, horizon)
    if filters.order:
        rows = rows.filter(pk__in=_concerned(filters.order).values("dossier_id"))
    if filters.theme and kind == WITH_THEMES:
        rows = rows.filter(pk__in=of_theme(filters.theme))
    return matching(rows, filters.q)


def _of_order(
    actor: Actor, kind: str, filters: Filters, horizon: Horizon, state: str = ""
) -> "QuerySet[ConcernedOrder]":
    """The same dossiers when an order is asked and no word, read from the table of the orders alone."""
    rows = _beside_dossiers(_concerned(filters.order), actor, kind, filters, horizon)
    return rows.filter(state=state) if state else rows


def _beside_dossiers(
    rows: "QuerySet[Beside]", actor: Actor, kind: str, filters: Filters, horizon: Horizon
) -> "QuerySet[Beside]":
    """What the filters keep of a table that has what lists narrow by, as its dossiers have it."""
    rows = _kept(rows.filter(reach(actor, kind=kind)), actor, kind, filters, horizon)
    if filters.theme and kind == WITH_THEMES:
        rows = rows.filter(dossier_id__in=of_theme(filters.theme))
    return rows


def _concerned(slug: str) -> "QuerySet[ConcernedOrder]":
    # One order, known before its rows are read: they come in the order of their index.
    one = ProfessionalOrder.objects.filter(slug=slug).order_by().values("pk")[:1]
    return ConcernedOrder.objects.filter(order_id=Subquery(one))


def _kept(
    rows: "QuerySet[Row]", actor: Actor, kind: str, filters: Filters, horizon: Horizon
) -> "QuerySet[Row]":
    """What a dossier has, and the rows of its words and of its orders too."""
    if filters.standing != "any":
        rows = rows.filter(closed_on__isnull=filters.standing == "open")
    if filters.scope == "mine":
        rows = rows.filter(reduce(or_, own_parts(actor, kind=kind)))
    elif filters.scope == "unit":
        rows = rows.filter(unit_id__in=sorted({a.unit_id for a in actor.roles}))
    if filters.late:
        rows = rows.filter(closed_on=None, next_due_on__lt=horizon.today)
    return _within(_within(rows, "received_on", filters.received), "closed_on", filters.closed)


def _within(rows: "QuerySet[Row]", column: str, days: Days) -> "QuerySet[Row]":
    asked = zip((f"{column}__gte", f"{column}__lte"), days, strict=True)
    return rows.filter(**{name: day for name, day in asked if day})


def _places(actor: Actor, kind: str, filters: Filters) -> Sequence[Q]:
    # One's own dossiers, and what words designate, are few: their own index finds them in one go.
    return (Q(),) if filters.scope == "mine" or filters.q else places(actor, kind=kind)


def _tallied(filters: Filters) -> bool:
    """Whether the window of the frame counts this list: the usual ones. Another one counts its own rows."""
    return (
        filters.scope in ("all", "mine") and not replace(filters, state="", scope="all", late=False).narrowed
    )


def read_list(actor: Actor, kind: str, filters: Filters, reading: Reading, *, today: date) -> Listed:
    """Will read the page, the orders to choose from, and count the rows at every step, closed ones too."""
    if filters.q:
        return _sought(actor, kind, filters, reading, today)
    page, (orders, (found,), *counted) = _page(actor, kind, filters, reading, today)
    by_state = (
        Counter(dict(counted[0]))
        if counted
        else Counter(reading.counts().by_state(kind, what=FIGURES[filters.scope, filters.late]))
    )
    return Listed(
        page=page,
        orders=orders,
        every=found if found <= COUNTED else None,
        tally=Tally(by_state=by_state, more=bool(counted) and by_state.total() > COUNTED),
    )


def _sought(actor: Actor, kind: str, filters: Filters, reading: Reading, today: date) -> Listed:
    """Will find once what the words designate, at every step; the page and the counts are of what was found."""
    shape, told = Sought.read(filters.q).stand_in()
    # The first page is told by the days: its rows alone are read.
    further = bool(filters.after or filters.before)
    found, orders = _found(actor, kind, replace(filters, q=""), today, shape, told, whole=further)
    page, _ = _page(actor, kind, replace(filters, q=FOUND, state=""), reading, today, {SOME: found.ids})
    by_state = found.by_state(filters.standing)
    return Listed(
        page=page,
        orders=orders,
        every=found.total if found.total <= COUNTED else None,
        tally=Tally(by_state=by_state, more=by_state.total() > COUNTED),
    )


def _found(
    actor: Actor,
    kind: str,
    filters: Filters,
    today: date,
    shape: Sought,
    told: Mapping[Any, Any],
    *,
    whole: bool,
) -> tuple[Found, Sequence[tuple[str, str]]]:
    """Will find them, planned for these very words: a rare one and a common one are not found by the same road.

    `whole`: with the ids of them all, not only of those that the first page shows.
    """
    asked = replace(filters, after="", before=""), today, shape
    if len(shape.words) > 1:
        # Lists of words are met by one road alone, whatever the words: its plan is kept.
        gathered, orders = _meeting(actor, kind, *asked, whole=whole).read(told)
        if (found := found_among(gathered)).met:
            return found, orders
    gathered, orders = _finding(actor, kind, *asked, whole=whole).read(told, planned=False)
    return found_among(gathered), orders


def _page(
    actor: Actor,
    kind: str,
    filters: Filters,
    reading: Reading,
    today: date,
    told: Mapping[Any, Any] = NOTHING_TOLD,
) -> tuple[Slice, list[Any]]:
    """Will read one page, and what is read beside it."""
    place = replace(filters, after="", before="")
    if number := filters.before or filters.after:
        ends, *beside = reading.first(_continuing(actor, kind, place, today), {**told, NUMBER: number})
        if ends:
            (pk, day), backwards = ends[0], bool(filters.before)
            side = replace(place, before=NUMBER) if backwards else replace(place, after=NUMBER)
            written = _following(actor, kind, side, today, day is None)
            rows = written.read({**told, ANY: pk, A_DAY: day} if day else {**told, ANY: pk})[0]
            return gone_on(rows, backwards=backwards), beside
    # An end that the reader does not see gives the first page.
    rows, *beside = reading.first(_opening(actor, kind, place, today), told)
    return opened_on(rows), beside


@lru_cache(maxsize=512)
def _opening(actor: Actor, kind: str, filters: Filters, today: date) -> Prepared:
    """Will write the statement of a first page, which is asked all day long by the same people."""
    beside = _beside(actor, kind, filters, today)
    if filters.order and not filters.q:
        listed = _of_order(actor, kind, filters, Horizon(today=today, soon=today), filters.state)
        return prepare(first_listed(with_people(visible(actor, kind=kind)), listed, filters), *beside)
    rows = with_people(_listed(actor, kind, filters, today))
    if filters.q == FOUND:
        # Its ids are told, those of this page alone: nothing chooses among them again.
        return prepare(rows.order_by(*ORDERS[filters.sort, False]))
    return prepare(first_page(rows, filters, _places(actor, kind, filters)), *beside)


@lru_cache(maxsize=512)
def _continuing(actor: Actor, kind: str, filters: Filters, today: date) -> Prepared:
    """Will write what a page after the first asks before: where the former ended."""
    ends = _listed(actor, kind, filters, today).filter(number=NUMBER).order_by()
    return prepare(
        ends.values_list("pk", End.day_column(filters.sort))[:1], *_beside(actor, kind, filters, today)
    )


@lru_cache(maxsize=512)
def _following(actor: Actor, kind: str, filters: Filters, today: date, undated: bool) -> Prepared:
    """Will write the statement of a page after the first; `undated`: the former ended among those without a day."""
    end = End(pk=ANY, day=None if undated else A_DAY)
    if filters.order and not filters.q:
        listed = _of_order(actor, kind, filters, Horizon(today=today, soon=today), filters.state)
        return prepare(first_listed(with_people(visible(actor, kind=kind)), listed, filters, end))
    rows = with_people(_listed(actor, kind, filters, today))
    return prepare(next_page(rows, filters, _places(actor, kind, filters), end))


@lru_cache(maxsize=512)
def _finding(
    actor: Actor, kind: str, filters: Filters, today: date, shape: Sought, *, whole: bool
) -> Prepared:
    """Will write the statement that finds what is sought, for words of this shape: it keeps none of them."""
    rows = _filtered(actor, kind, _anywhere(filters), Horizon(today=today, soon=today))
    found = designated_by(rows, shape).order_by().values_list("pk", *TOLD)
    return prepare(gathering((found,), filters, whole=whole), order_rows())


@lru_cache(maxsize=512)
def _meeting(
    actor: Actor, kind: str, filters: Filters, today: date, shape: Sought, *, whole: bool
) -> Prepared:
    """Will write the same for several words, which meet in one row; what the others designate stands beside."""
    horizon, anywhere = Horizon(today=today, soon=today), _anywhere(filters)
    rows = _beside_dossiers(meeting(shape, units_of(actor, kind)), actor, kind, anywhere, horizon)
    if filters.order:
        rows = rows.filter(dossier_id__in=_concerned(filters.order).values("dossier_id"))
    met = rows.order_by("dossier_id").values_list("dossier_id", *TOLD)[:MOST]
    others = designated_otherwise(_filtered(actor, kind, anywhere, horizon), shape).order_by()
    return prepare(gathering((met, others.values_list("pk", *TOLD)), filters, whole=whole), order_rows())


def _anywhere(filters: Filters) -> Filters:
    # At every step, open and closed: the tabs count them all.
    return replace(filters, standing="any", state="", sort=SORTS[0][0])


def _listed(actor: Actor, kind: str, filters: Filters, today: date) -> "QuerySet[Dossier]":
    # What was found already answers the filters; the gate is asked again all the same.
    if filters.q == FOUND:
        return visible(actor, kind=kind).filter(Among(F("pk"), SOME))
    return wanted_rows(actor, kind, filters, Horizon(today=today, soon=today))


def _beside(actor: Actor, kind: str, filters: Filters, today: date) -> tuple[Asked, ...]:
    if filters.q == FOUND:
        return ()
    same = replace(filters, standing="any", state="", after="", before="", sort=SORTS[0][0])
    horizon = Horizon(today=today, soon=today)
    counted = _of_order if filters.order else _filtered
    every = counted(actor, kind, same, horizon).order_by().values_list("pk", flat=True)
    asked = (order_rows(), HowMany(every[: COUNTED + 1]))
    if _tallied(filters):
        return asked
    # Up to what a reader would leaf through.
    states = counted(actor, kind, filters, horizon).order_by().values_list("state", flat=True)
    return *asked, HowMany(states[: COUNTED + 1], each=True)
