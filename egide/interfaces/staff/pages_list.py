"""The list of a kind's dossiers: counts, filters, one page of rows.

Seven queries whatever the number of dossiers; all SQL of the list is here and in rows.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.urls import reverse

from egide.interfaces.staff.bulk_actions import offered
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.filters import SCOPES, SORTS, STANDINGS, Filters
from egide.interfaces.staff.keyset import Slice, cut, pager
from egide.interfaces.staff.kinds import lifecycle_of_kind
from egide.interfaces.staff.matching import matching
from egide.interfaces.staff.navigation import Counts, Figure
from egide.interfaces.staff.orders import order_choices
from egide.interfaces.staff.rows import dossier_table, with_people
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import places, visible
from egide.kernel.parties.models import Party, PartyRole
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Cell, Column, Pager, Tab, Table

COUNTED = 1_000  # more are not counted: nobody leafs through them, and counting them all would be felt
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
class Option:
    """One choice of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One filter: its name in the address, its label and its options."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Choosable:
    """A row that can be chosen, with its cells under their columns."""

    number: str
    cells: tuple[tuple[Column, Cell], ...]


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


def list_page(*, actor: Actor, module: Module, filters: Filters, counts: Counts, may_open: bool) -> ListPage:
    """Will build one page of the list."""
    assert module.kind is not None
    kind, url = module.kind.code, reverse("staff:list", kwargs={"module": module.code})
    horizon = counts.near
    wanted = _filtered(actor, kind, filters, horizon)
    rows = wanted.filter(state=filters.state) if filters.state else wanted
    page = cut(with_people(rows), filters, _places(actor, kind, filters))
    tally = _tally(wanted, page, kind, filters, counts)
    summary = tally.summary(filters.state)
    table = dossier_table(module.name, page.dossiers, actor=actor, horizon=horizon, people=True)
    return ListPage(
        title=module.name,
        total=summary,
        url=url,
        q=filters.q,
        late=filters.late,
        state=filters.state,
        choices=_choices(filters),
        states=_states(kind, tally, filters, url, every=_every(actor, kind, filters, horizon)),
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
        new=Action(label="Inscrire un appel ou du courrier", url=reverse("staff:mailroom"), primary=True)
        if may_open
        else None,
        bulk_url=reverse("staff:bulk"),
        bulk_choices=tuple((action.code, action.label) for action in offered()),
        choosable=tuple(
            Choosable(number=dossier.number, cells=tuple(zip(table.columns, row, strict=True)))
            for dossier, row in zip(page.dossiers, table.rows, strict=True)
        ),
    )


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
    if filters.order:
        named = Party.objects.filter(role=PartyRole.ORDER, order__slug=filters.order)
        rows = rows.filter(pk__in=named.values("dossier_id"))
    return matching(rows, filters.q)


def _places(actor: Actor, kind: str, filters: Filters) -> Sequence[Q]:
    # One's own dossiers, and what words designate, are few: their own index finds them in one go.
    return (Q(),) if filters.scope == "mine" or filters.q else places(actor, kind=kind)


def _tally(wanted: "QuerySet[Dossier]", page: Slice, kind: str, filters: Filters, counts: Counts) -> Tally:
    """The window counts the usual lists; another one counts its own rows, up to what a reader would leaf through."""
    simple = replace(filters, state="", scope="all", late=False)
    if not simple.narrowed and filters.scope in ("all", "mine"):
        return Tally(by_state=counts.by_state(kind, what=FIGURES[filters.scope, filters.late]))
    if not (filters.state or page.earlier or page.later):
        return Tally(by_state=Counter(dossier.state for dossier in page.dossiers))
    found = wanted.order_by().values_list("state", flat=True)[: COUNTED + 1]
    by_state = Counter(found)
    return Tally(by_state=by_state, more=by_state.total() > COUNTED)


def _every(actor: Actor, kind: str, filters: Filters, horizon: Horizon) -> int | None:
    """Will count the rows at every step, closed ones too, up to what is counted; nothing beyond."""
    rows = _filtered(actor, kind, replace(filters, standing="any", state=""), horizon)
    found = len(rows.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return found if found <= COUNTED else None


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


def _choices(filters: Filters) -> tuple[Choice, ...]:
    orders = [("", "Tous les ordres"), *order_choices()]
    asked = (
        ("de", "Dossiers de", SCOPES, filters.scope),
        ("dossiers", "Ouverts ou fermés", STANDINGS, filters.standing),
        ("ordre", "Ordre visé", tuple(orders), filters.order),
        ("tri", "Trier par", SORTS, filters.sort),
    )
    return tuple(
        Choice(
            name=name,
            label=label,
            options=tuple(Option(value=v, label=words, chosen=v == chosen) for v, words in options),
        )
        for name, label, options, chosen in asked
    )
