"""The list of a kind's dossiers: counts, filters, one page of rows.

One statement for a first page, two for another, whatever the number of dossiers; all SQL is here and in rows.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from egide.interfaces.staff.bulk_actions import offered
from egide.interfaces.staff.bulk_picking import Picking, picking_of
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.filters import SCOPES, SORTS, STANDINGS, Days, Filters
from egide.interfaces.staff.keyset import (
    End,
    Slice,
    first_page,
    gone_on,
    next_page,
    opened_on,
    pager,
    with_people,
)
from egide.interfaces.staff.kinds import lifecycle_of_kind
from egide.interfaces.staff.matching import Sought, designated_by, matching
from egide.interfaces.staff.navigation import Counts, Figure
from egide.interfaces.staff.orders import choices as order_rows
from egide.interfaces.staff.rows import dossier_table
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import places, visible
from egide.kernel.parties.models import Party, PartyRole
from egide.law.modules import Module
from egide.modules.interventions.access import KIND as WITH_THEMES
from egide.modules.interventions.queries import of_theme
from egide.modules.interventions.vocabulary import THEMES
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
from egide.ui.addresses import address
from egide.ui.pages import Action, Cell, Pager, Tab, Table

COUNTED = 1_000  # more are not counted: nobody leafs through them, and counting them all would be felt
# They stand for values while a statement is written: where a page ended, the dossiers that words designate.
NUMBER, FOUND = "…le numéro d’une fin de page…", "…ce qui est trouvé…"
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


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One filter: its name in the address, its label, its options (value and words), the one chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """One end of a stretch of days: its name in the address, its label, the day asked as AAAA-MM-JJ."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Choosable:
    """A row that can be chosen, with its cells under their columns."""

    number: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The list as its template reads it."""

    title: str
    total: str
    url: str
    q: str
    late: bool
    state: str
    choices: tuple[Choice, ...]
    days: tuple[Day, ...]
    states: tuple[Tab, ...]
    table: Table | None
    pager: Pager
    narrowed: bool
    sorted: bool
    clear: Action
    empty_title: str
    empty_text: str
    new: Action | None
    bulk_url: str
    bulk_choices: tuple[tuple[str, str], ...]
    choosable: tuple[Choosable, ...]
    picking: Picking


def list_page(
    *,
    actor: Actor,
    module: Module,
    filters: Filters,
    counts: Counts,
    may_open: bool,
    chosen: tuple[str, ...] = (),
) -> ListPage:
    """Will build one page of the list; `chosen` are the numbers kept from its other pages."""
    assert module.kind is not None
    kind, url = module.kind.code, reverse("staff:list", kwargs={"module": module.code})
    horizon = counts.near
    listed = _read(actor, kind, filters, counts)
    page, tally = listed.page, listed.tally
    summary = tally.summary(filters.state)
    table = dossier_table(module.name, page.dossiers, actor=actor, horizon=horizon, people=True)
    return ListPage(
        title=module.name,
        total=summary,
        url=url,
        q=filters.q,
        late=filters.late,
        state=filters.state,
        choices=_choices(filters, kind, listed.orders),
        days=_days(filters),
        states=_states(kind, tally, filters, url, every=listed.every),
        table=table if page.dossiers else None,
        pager=pager(page, filters, url, summary=summary),
        narrowed=filters.narrowed,
        sorted=filters.sort != SORTS[0][0],
        clear=Action(label="Enlever les filtres", url=url),
        empty_title="Aucun dossier ne correspond" if filters.narrowed else "Aucun dossier pour le moment",
        empty_text=(
            "Enlevez un filtre, ou cherchez par le numéro, le début du titre ou le nom de la personne."
            if filters.narrowed
            else "Un dossier paraît ici dès que le secrétariat l’ouvre à partir d’une demande reçue."
        ),
        new=Action(label="Inscrire un appel ou du courrier", url=address("staff:mailroom"), primary=True)
        if may_open
        else None,
        bulk_url=address("staff:bulk"),
        bulk_choices=tuple((action.code, action.label) for action in offered()),
        choosable=tuple(
            Choosable(number=dossier.number, cells=row)
            for dossier, row in zip(page.dossiers, table.rows, strict=True)
        ),
        picking=picking_of(filters, page, chosen, module=module.code, url=url, summary=summary),
    )


def wanted_rows(actor: Actor, kind: str, filters: Filters, horizon: Horizon) -> "QuerySet[Dossier]":
    """Will select all that the filters find, at the step asked or at every step, in no order."""
    rows = _filtered(actor, kind, filters, horizon)
    return rows.filter(state=filters.state) if filters.state else rows


def _filtered(actor: Actor, kind: str, filters: Filters, horizon: Horizon) -> "QuerySet[Dossier]":
    rows = visible(actor, kind=kind)
    if filters.standing != "any":
        rows = rows.filter(closed_on__isnull=filters.standing == "open")
    if filters.scope == "mine":
        rows = rows.filter(assignee_id=actor.user_id)
    elif filters.scope == "unit":
        rows = rows.filter(unit_id__in=sorted({a.unit_id for a in actor.roles}))
    if filters.late:
        rows = rows.filter(closed_on=None, next_due_on__lt=horizon.today)
    rows = _within(_within(rows, "received_on", filters.received), "closed_on", filters.closed)
    if filters.order:
        named = Party.objects.filter(role=PartyRole.ORDER, order__slug=filters.order)
        rows = rows.filter(pk__in=named.values("dossier_id"))
    if filters.theme and kind == WITH_THEMES:
        rows = rows.filter(pk__in=of_theme(filters.theme))
    return matching(rows, filters.q)


def _within(rows: "QuerySet[Dossier]", column: str, days: Days) -> "QuerySet[Dossier]":
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


def _read(actor: Actor, kind: str, filters: Filters, counts: Counts) -> Listed:
    """Will read the page, the orders to choose from, and count the rows at every step, closed ones too."""
    today = counts.near.today
    if filters.q:
        return _sought(actor, kind, filters, today)
    page, (orders, (found,), *counted) = _page(actor, kind, filters, today)
    by_state = (
        Counter(dict(counted[0]))
        if counted
        else Counter(counts.by_state(kind, what=FIGURES[filters.scope, filters.late]))
    )
    return Listed(
        page=page,
        orders=orders,
        every=found if found <= COUNTED else None,
        tally=Tally(by_state=by_state, more=bool(counted) and by_state.total() > COUNTED),
    )


def _sought(actor: Actor, kind: str, filters: Filters, today: date) -> Listed:
    """Will find once what the words designate, at every step; the page and the counts are of what was found."""
    shape, told = Sought.read(filters.q).stand_in()
    anywhere = replace(filters, q="", standing="any", state="", after="", before="", sort=SORTS[0][0])
    # Planned for these very words: a rare one and a common one are not found by the same road.
    found, orders = _finding(actor, kind, anywhere, today, shape).read(told, planned=False)
    here = [
        row for row in found if filters.standing == "any" or (row[2] is None) == (filters.standing == "open")
    ]
    ids = [pk for pk, state, _ in here if filters.state in ("", state)]
    page, _ = _page(actor, kind, replace(filters, q=FOUND, state=""), today, {SOME: ids})
    by_state = Counter(state for _, state, _ in here)
    return Listed(
        page=page,
        orders=orders,
        every=len(found) if len(found) <= COUNTED else None,
        tally=Tally(by_state=by_state, more=by_state.total() > COUNTED),
    )


def _page(
    actor: Actor, kind: str, filters: Filters, today: date, told: Mapping[Any, Any] = NOTHING_TOLD
) -> tuple[Slice, list[Any]]:
    """Will read one page, and what is read beside it."""
    place = replace(filters, after="", before="")
    if number := filters.before or filters.after:
        ends, *beside = _continuing(actor, kind, place, today).read({**told, NUMBER: number})
        if ends:
            (pk, day), backwards = ends[0], bool(filters.before)
            side = replace(place, before=NUMBER) if backwards else replace(place, after=NUMBER)
            written = _following(actor, kind, side, today, day is None)
            rows = written.read({**told, ANY: pk, A_DAY: day} if day else {**told, ANY: pk})[0]
            return gone_on(rows, backwards=backwards), beside
    # An end that the reader does not see gives the first page.
    rows, *beside = _opening(actor, kind, place, today).read(told)
    return opened_on(rows), beside


@lru_cache(maxsize=512)
def _opening(actor: Actor, kind: str, filters: Filters, today: date) -> Prepared:
    """Will write the statement of a first page, which is asked all day long by the same people."""
    rows = with_people(_listed(actor, kind, filters, today))
    return prepare(
        first_page(rows, filters, _places(actor, kind, filters)), *_beside(actor, kind, filters, today)
    )


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
    rows = with_people(_listed(actor, kind, filters, today))
    end = End(pk=ANY, day=None if undated else A_DAY)
    return prepare(next_page(rows, filters, _places(actor, kind, filters), end))


@lru_cache(maxsize=512)
def _finding(actor: Actor, kind: str, filters: Filters, today: date, shape: Sought) -> Prepared:
    """Will write the statement that finds what is sought, for words of this shape: it keeps none of them."""
    rows = _filtered(actor, kind, filters, Horizon(today=today, soon=today))
    found = designated_by(rows, shape).order_by().values_list("pk", "state", "closed_on")
    return prepare(found, order_rows())


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
    every = _filtered(actor, kind, same, horizon).order_by().values_list("pk", flat=True)
    asked = (order_rows(), HowMany(every[: COUNTED + 1]))
    if _tallied(filters):
        return asked
    # Up to what a reader would leaf through.
    states = _filtered(actor, kind, filters, horizon).order_by().values_list("state", flat=True)
    return *asked, HowMany(states[: COUNTED + 1], each=True)


def _states(kind: str, tally: Tally, filters: Filters, url: str, *, every: int | None) -> tuple[Tab, ...]:
    present = (
        state
        for state in lifecycle_of_kind(kind).states
        if tally.more or state.code in tally.by_state or state.code == filters.state
    )
    return (
        *_standing_tab(tally, filters, url),
        Tab(
            label="Tous les états"
            if every is not None
            else f"Tous les états (plus de {formats.number(COUNTED)})",
            url=filters.address(url, state="", standing="any"),
            count=every,
            current=not filters.state and filters.standing == "any",
        ),
        *(
            Tab(
                label=state.label,
                url=filters.address(url, state=state.code),
                count=tally.of(state.code),
                current=state.code == filters.state,
            )
            for state in present
        ),
    )


def _standing_tab(tally: Tally, filters: Filters, url: str) -> tuple[Tab, ...]:
    if filters.standing == "any":
        return ()
    label = dict(STANDINGS)[filters.standing]
    here = filters.address(url, state="")
    return (Tab(label=label, url=here, count=tally.of(""), current=not filters.state),)


def _choices(filters: Filters, kind: str, orders: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    asked = (
        ("de", "Dossiers de", SCOPES, filters.scope),
        ("dossiers", "Ouverts ou fermés", STANDINGS, filters.standing),
        ("ordre", "Ordre visé", (("", "Tous les ordres"), *orders), filters.order),
        *(
            (("theme", "Thème", (("", "Tous les thèmes"), *THEMES), filters.theme),)
            if kind == WITH_THEMES
            else ()
        ),
        ("tri", "Trier par", SORTS, filters.sort),
    )
    return tuple(
        Choice(name=name, label=label, options=options, chosen=chosen)
        for name, label, options, chosen in asked
    )


def _days(filters: Filters) -> tuple[Day, ...]:
    asked = (
        ("recu_du", "Reçus du", filters.received[0]),
        ("recu_au", "Reçus jusqu’au", filters.received[1]),
        ("ferme_du", "Fermés du", filters.closed[0]),
        ("ferme_au", "Fermés jusqu’au", filters.closed[1]),
    )
    return tuple(
        Day(name=name, label=label, value=day.isoformat() if day else "") for name, label, day in asked
    )
