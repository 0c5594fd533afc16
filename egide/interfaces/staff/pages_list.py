"""The list of a kind's dossiers: counts, filters, one page of rows.

What it reads is in list_rows.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from egide.interfaces.staff.bulk_actions import offered
from egide.interfaces.staff.bulk_picking import Picking, picking_of
from egide.interfaces.staff.counting import Reading
from egide.interfaces.staff.filters import SCOPES, SORTS, STANDINGS, Filters, Misread
from egide.interfaces.staff.keyset import (
    pager,
)
from egide.interfaces.staff.kinds import lifecycle_of_kind
from egide.interfaces.staff.list_rows import COUNTED, Tally, read_list
from egide.interfaces.staff.navigation import holds_any, kind_url
from egide.interfaces.staff.rows import dossier_table
from egide.law.modules import Module
from egide.modules.interventions.access import KIND as WITH_THEMES
from egide.modules.interventions.vocabulary import THEMES
from egide.modules.mandates.access import HEADS
from egide.modules.mandates.access import KIND as MANDATE
from egide.modules.records_office.access import KIND as PLAIN
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.addresses import address
from egide.ui.pages import Action, Pager, Tab, Table


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One filter: its name in the address, its label, its options (value and words), the one chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """One end of a stretch of days: its name in the address, its label, the day asked as AAAA-MM-JJ.

    `misread`: the value is what was typed, and is no day.
    """

    name: str
    label: str
    value: str
    misread: bool = False


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
    unfolded: bool
    clear: Action
    empty_title: str
    empty_text: str
    new: Action | None
    bulk_url: str
    bulk_choices: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]  # of the rows, which can be chosen
    picking: Picking


def list_page(
    *,
    actor: Actor,
    module: Module,
    filters: Filters,
    reading: Reading,
    today: date,
    may_open: bool,
    chosen: tuple[str, ...] = (),
) -> ListPage:
    """Will build one page of the list; `chosen` are the numbers kept from its other pages."""
    assert module.kind is not None
    kind, url = module.kind.code, kind_url(module.kind.code)
    listed = read_list(actor, kind, filters, reading, today=today)
    horizon = reading.counts().near
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
        # Words, lateness and the step have their own place above and below: the rest opens only when it says something.
        unfolded=filters.sort != SORTS[0][0]
        or bool(filters.misread)
        or replace(filters, q="", late=False, state="").narrowed,
        clear=Action(label="Enlever les filtres", url=url),
        empty_title="Aucun dossier ne correspond" if filters.narrowed else "Aucun dossier pour le moment",
        empty_text=(
            "Enlevez un filtre, ou cherchez par le numéro, le début du titre ou le nom de la personne."
            if filters.narrowed
            else "Un dossier paraît ici dès que quelqu’un de votre unité l’ouvre."
            if kind == PLAIN
            else "Un mandat paraît ici dès qu’on vous le confie, ou que vous y êtes nommé."
            if kind == MANDATE
            else "Un dossier paraît ici dès que le secrétariat l’ouvre à partir d’une demande reçue."
        ),
        new=_new(module, may_open=may_open, may_give=holds_any(actor, HEADS)),
        bulk_url=address("staff:bulk"),
        bulk_choices=tuple((action.code, action.label) for action in offered()),
        numbers=tuple(dossier.number for dossier in page.dossiers),
        picking=picking_of(filters, page, chosen, module=module.code, url=url, summary=summary),
    )


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
    return tuple([day_asked(name, label, day, filters.misread) for name, label, day in asked])


def day_asked(name: str, label: str, day: date | None, misread: Misread) -> Day:
    """Will give the field of a day: the day that was read, else what was typed and cannot be."""
    typed = dict(misread).get(name, "") if misread else ""
    return Day(name=name, label=label, value=day.isoformat() if day else typed, misread=bool(typed))


def _new(module: Module, *, may_open: bool, may_give: bool) -> Action | None:
    # Every kind but one begins with what someone sent; a plain file is opened by whoever needs it.
    if module.kind is not None and module.kind.code == PLAIN:
        return Action(label="Ouvrir un dossier documentaire", url=address("staff:file_new"), primary=True)
    if module.kind is not None and module.kind.code == MANDATE:
        give = Action(label="Confier un mandat", url=address("staff:mandate_give"), primary=True)
        return give if may_give else None
    if not may_open:
        return None
    return Action(label="Inscrire un appel ou du courrier", url=address("staff:mailroom"), primary=True)
