"""The sheets of the modules and their process maps, with the times that the reader's own dossiers tell.

A sheet is written by egide/law/sheets.py from the declaration; here it takes the shape of a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.keyset import ORDERS, first_of
from egide.interfaces.staff.kinds import lifecycle_of_kind
from egide.interfaces.staff.pages_moves import crumbs
from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import places, visible
from egide.kernel.lifecycle.durations import ENOUGH, SAMPLE, Observed, observed
from egide.kernel.lifecycle.passages import standing_moves
from egide.kernel.parties.models import PartyRole
from egide.law.lifecycles import Lifecycle
from egide.law.maps import told
from egide.law.maps_layout import lay_out
from egide.law.modules import Module
from egide.law.sheets import Sheet, sheet_of
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Cell, Column, Crumb, Fact, Link, Table
from egide.ui.process import picture

SHEETS = "sheets"
FEW = f"moins de {ENOUGH} cas\u00a0: non affiché"


@dataclass(frozen=True, kw_only=True)
class MoveLine:
    """One move out of a state, in words."""

    number: int
    label: str
    leads: str


@dataclass(frozen=True, kw_only=True)
class StateLines:
    """A state and its moves, in words: the map for whoever does not look at it."""

    label: str
    times: str
    here: bool
    moves: tuple[MoveLine, ...]


@dataclass(frozen=True, kw_only=True)
class MapView:
    """The picture, the same in words, and where the times come from."""

    picture: SafeString
    states: tuple[StateLines, ...]
    times: str


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """A table of the sheet."""

    title: str
    note: str
    table: Table
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """The sheet of a module as its template reads it."""

    title: str
    crumbs: tuple[Crumb, ...]
    facts: tuple[Fact, ...]
    map: MapView | None
    sections: tuple[SectionView, ...]
    to_validate: tuple[str, ...]
    printed_on: str


@dataclass(frozen=True, kw_only=True)
class MapPage:
    """The whole map of one dossier's kind, its own state lit."""

    title: str
    number: str
    heading: str
    crumbs: tuple[Crumb, ...]
    map: MapView
    sheet_url: str
    back: str


def sheets_page() -> tuple[Link, ...]:
    """Will list the sheets of the modules of the house."""
    return tuple(
        Link(label=module.name, url=_url(module), detail=module.about) for module in registry.modules()
    )


def sheet_page(actor: Actor, code: str, *, today: date) -> SheetPage:
    """Will build the sheet of the module of this code.

    :raises NotVisible: no module has the code.
    """
    module = _module(code)
    sheet = written(module)
    return SheetPage(
        title=module.name,
        crumbs=(Crumb(label="Fiches", url=reverse("staff:sheets")), Crumb(label=module.name)),
        facts=tuple(Fact(term=term, value=value) for term, value in sheet.facts),
        map=_map(module.lifecycle, module.name, _times(actor, module)) if module.lifecycle else None,
        sections=tuple(_section(sheet, n) for n in range(len(sheet.sections))),
        to_validate=sheet.to_validate,
        printed_on=formats.day(today),
    )


def map_page(actor: Actor, dossier: Dossier) -> MapPage:
    """Will build the map of a dossier: where it is, where it has been, what others took."""
    module = registry.module_of_kind(dossier.kind)
    lifecycle = lifecycle_of_kind(dossier.kind)
    moves = standing_moves(dossier)
    been = {move.source for move in moves} | {move.target for move in moves}
    title = "Carte du cheminement"
    return MapPage(
        title=title,
        number=dossier.number,
        heading=dossier.title,
        crumbs=crumbs(dossier, title),
        map=_map(lifecycle, module.name, _times(actor, module), here=dossier.state, been=frozenset(been)),
        sheet_url=_url(module),
        back=dossier_url(dossier.number),
    )


def written(module: Module) -> Sheet:
    """Will write the sheet with the words of the parties' roles."""
    return sheet_of(module, recipients={role.value: str(role.label) for role in PartyRole})


def words_of(stay: Observed | None) -> str:
    """Will say how long a state takes; nothing of too few stays."""
    if stay is None or stay.median is None or stay.ninetieth is None:
        return FEW
    return (
        f"médiane {_days(stay.median)}, 9 fois sur 10 en {_days(stay.ninetieth)} ou moins ({stay.cases} cas)"
    )


def _module(code: str) -> Module:
    try:
        return registry.module(code)
    except LookupError as error:
        raise NotVisible from error


def _url(module: Module) -> str:
    return reverse("staff:sheet", kwargs={"sheet": module.code})


def _times(actor: Actor, module: Module) -> dict[str, Observed]:
    """The stays in the newest dossiers that the reader sees; none for a kind that is not theirs."""
    assert module.kind is not None
    parts = places(actor, kind=module.kind.code)
    if not parts:
        return {}
    rows = visible(actor, kind=module.kind.code)
    return observed(first_of(rows, parts, ORDERS["newest", False], limit=SAMPLE))


def _map(
    lifecycle: Lifecycle,
    name: str,
    times: Mapping[str, Observed],
    *,
    here: str = "",
    been: frozenset[str] = frozenset(),
) -> MapView:
    short = {state: _short(stay) for state, stay in times.items()}
    drawing = lay_out(lifecycle, {state: words for state, words in short.items() if words})
    svg = picture(
        drawing,
        title=f"Carte du cheminement\u00a0: {name}",
        described_by="carte-en-mots",
        here=here,
        been=been,
    )
    lines = tuple(
        StateLines(
            label=state.label,
            times="" if state.final else words_of(times.get(state.code)),
            here=state.code == here,
            moves=tuple(
                MoveLine(
                    number=move.number,
                    label=move.label,
                    leads="reste au même état" if target == state.code else lifecycle.state(target).label,
                )
                for move, target in moves
            ),
        )
        for state, moves in told(drawing.chart)
    )
    seen = (
        f"Les durées sont celles des {formats.count(SAMPLE, 'dossier')} les plus récents que vous pouvez lire\u00a0: "
        "la médiane, puis la durée que 9 séjours sur 10 ne dépassent pas."
        if times
        else "Aucune durée n’est affichée\u00a0: aucun dossier de ce genre que vous pouvez lire n’a franchi d’étape."
    )
    return MapView(picture=svg, states=lines, times=seen)


def _short(stay: Observed) -> str:
    if stay.median is None or stay.ninetieth is None:
        return ""
    return f"{_days(stay.median)} · 9 sur 10 en {_days(stay.ninetieth)}"


def _days(days: float) -> str:
    return (
        f"{formats.number(round(days))}{formats.NBSP}j" if round(days) else f"<{formats.NBSP}1{formats.NBSP}j"
    )


def _section(sheet: Sheet, index: int) -> SectionView:
    section = sheet.sections[index]
    columns = tuple(Column(label=label, narrow=label in ("N°", "Référence")) for label in section.columns)
    rows = tuple(tuple(Cell(text=text) for text in row) for row in section.rows)
    return SectionView(
        title=section.title,
        note=section.note,
        keys=section.keys,
        table=Table(caption=section.title, columns=columns, rows=rows),
    )
