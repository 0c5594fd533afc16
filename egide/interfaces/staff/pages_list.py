"""The list of a kind's dossiers: counts, filters, one page of rows.

Seven queries whatever the number of dossiers; all SQL of the list is here and in rows.py.
"""

from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet
from django.urls import reverse

from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.filters import SCOPES, SORTS, STANDINGS, Filters
from egide.interfaces.staff.keyset import cut, pager
from egide.interfaces.staff.kinds import lifecycle_of_kind
from egide.interfaces.staff.matching import matching
from egide.interfaces.staff.navigation import Counts
from egide.interfaces.staff.rows import dossier_table, with_people
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Pager, Tab, Table


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


def list_page(*, actor: Actor, module: Module, filters: Filters, counts: Counts, may_open: bool) -> ListPage:
    """Will build one page of the list."""
    assert module.kind is not None
    kind, url = module.kind.code, reverse("staff:list", kwargs={"module": module.code})
    horizon = counts.near
    wanted = _filtered(actor, kind, filters, horizon)
    # The usual list is counted by the window; a narrowed one counts its own rows, which are fewer.
    usual = not replace(filters, state="").narrowed
    by_state = counts.by_state(kind) if usual else _by_state(wanted)
    rows = wanted.filter(state=filters.state) if filters.state else wanted
    page = cut(with_people(rows), filters)
    total = by_state.get(filters.state, 0) if filters.state else sum(by_state.values())
    table = dossier_table(module.name, page.dossiers, actor=actor, horizon=horizon, people=True)
    return ListPage(
        title=module.name,
        total=formats.count(total, "dossier"),
        url=url,
        q=filters.q,
        late=filters.late,
        state=filters.state,
        choices=_choices(filters),
        states=_states(kind, by_state, filters, url),
        table=table if page.dossiers else None,
        pager=pager(page, filters, url, summary=formats.count(total, "dossier")),
        narrowed=filters.narrowed,
        sorted=filters.sort != SORTS[0][0],
        clear=Action(label="Enlever les filtres", url=url),
        empty_title="Aucun dossier ne correspond" if filters.narrowed else "Aucun dossier pour le moment",
        empty_text=(
            "Enlevez un filtre, ou cherchez par le numéro, le début du titre ou le nom de la personne."
            if filters.narrowed
            else "Un dossier paraît ici dès que le secrétariat l’ouvre à partir d’une demande reçue."
        ),
        new=Action(label="Nouveau dossier", url=reverse("staff:new"), primary=True) if may_open else None,
    )


def _filtered(actor: Actor, kind: str, filters: Filters, horizon: Horizon) -> "QuerySet[Dossier]":
    rows = matching(visible(actor, kind=kind), filters.q)
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
    return rows


def _by_state(rows: "QuerySet[Dossier]") -> dict[str, int]:
    counted = rows.order_by().values("state").annotate(total=Count("pk"))
    return {row["state"]: row["total"] for row in counted}


def _states(kind: str, by_state: dict[str, int], filters: Filters, url: str) -> tuple[Tab, ...]:
    everything = Tab(
        label="Tous les états",
        url=filters.address(url, state=""),
        count=sum(by_state.values()),
        current=not filters.state,
    )
    present = (
        state
        for state in lifecycle_of_kind(kind).states
        if state.code in by_state or state.code == filters.state
    )
    return (
        everything,
        *(
            Tab(
                label=state.label,
                url=filters.address(url, state=state.code),
                count=by_state.get(state.code, 0),
                current=state.code == filters.state,
            )
            for state in present
        ),
    )


def _choices(filters: Filters) -> tuple[Choice, ...]:
    orders = [("", "Tous les ordres"), *ProfessionalOrder.objects.values_list("slug", "name")]
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
