"""Lists of dossiers and search results as tables to take out: the rows of the screen, one column for each fact.

The same query and the same filters as the screens; three queries for any slice of rows.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from egide.interfaces.staff.dates import Horizon, horizon
from egide.interfaces.staff.filters import NAMES, SCOPES, SORTS, STANDINGS, Days, Filters, clean
from egide.interfaces.staff.keyset import NEAREST, ORDERS
from egide.interfaces.staff.kinds import lifecycle_of_kind, module_of, state_label
from egide.interfaces.staff.list_rows import wanted_rows
from egide.interfaces.staff.results import found_dossiers
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.exports import sources
from egide.kernel.exports.sources import ExportSource
from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.law.dates_fr import plain_date
from egide.law.modules import Module
from egide.modules.interventions.vocabulary import THEMES
from egide.platform.accounts.actors import Actor
from egide.platform.sheets.cells import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

NUMBER, KIND = Column("Numéro", width=18), Column("Genre de dossier", width=26)
COLUMNS = (
    NUMBER,
    Column("Titre", width=50),
    Column("État", width=24),
    Column("Échéance", "date", width=12),
    Column("Objet de l’échéance", width=32),
    Column("Reçu le", "date", width=12),
    Column("Voie", width=14),
    Column("Ordre visé", width=36),
    Column("Unité", width=24),
    Column("Confié à", width=24),
    Column("Confidentialité", width=24),
    Column("Ouvert le", "date", width=18),
    Column("Fermé le", "date", width=12),
)


def list_source(module: Module) -> ExportSource:
    """Will declare the list of a module's dossiers."""
    assert module.kind is not None
    return ExportSource(
        code=f"list.{module.code}",
        title=module.name,
        columns=COLUMNS,
        rows=_rows_of(module),
        cells=cells,
        describe=lambda told: described(_read(module, told), module),
        dossier=lambda row: int(row.pk),
        keeps=NAMES,
    )


def register_search() -> None:
    """Will declare the results of the header's search."""
    sources.register(
        ExportSource(
            code="search",
            title="Résultats de recherche",
            columns=(NUMBER, KIND, *COLUMNS[1:]),
            rows=lambda actor, told, now: found(actor, clean(told.get("q", ""))),
            cells=cells_with_kind,
            describe=lambda told: [("Recherche", told.get("q", ""))],
            dossier=lambda row: int(row.pk),
            keeps=("q",),
        )
    )


def found(actor: Actor, q: str) -> "QuerySet[Dossier]":
    """Will select what the search finds (the newest thousand texts); no word finds nothing."""
    rows = found_dossiers(actor, q) if q else Dossier.objects.none()
    return rows.select_related("unit", "assignee").order_by(*NEAREST)


def cells(rows: Sequence[Dossier], actor: Actor, now: datetime) -> Iterable[Sequence[object]]:
    """Will write the cells of these dossiers; one query for their orders."""
    orders = _orders(rows)
    return [_cells(row, orders.get(row.pk, "")) for row in rows]


def cells_with_kind(rows: Sequence[Dossier], actor: Actor, now: datetime) -> Iterable[Sequence[object]]:
    """Will write the same cells, with the kind of each dossier after its number."""
    return [
        (line[0], module_of(row).name, *line[1:])
        for row, line in zip(rows, cells(rows, actor, now), strict=True)
    ]


def described(filters: Filters, module: Module) -> list[tuple[str, str]]:
    """Will say the filters as the screen names them."""
    order = ProfessionalOrder.objects.filter(slug=filters.order).first() if filters.order else None
    assert module.kind is not None
    said = [
        ("Dossiers de", dict(SCOPES)[filters.scope]),
        ("Ouverts ou fermés", dict(STANDINGS)[filters.standing]),
        ("État", state_label(module.kind.code, filters.state) if filters.state else "Tous"),
        ("Ordre visé", order.name if order else filters.order or "Tous les ordres"),
        *((("Thème", dict(THEMES).get(filters.theme, filters.theme)),) if filters.theme else ()),
        ("Reçus", _days(filters.received)),
        ("Fermés", _days(filters.closed)),
        ("En retard seulement", "Oui" if filters.late else "Non"),
        ("Mots cherchés", filters.q or "Aucun"),
        ("Tri", dict(SORTS)[filters.sort]),
    ]
    return said


def _days(days: Days) -> str:
    first, last = days
    told = [f"du {plain_date(first)}" if first else "", f"au {plain_date(last)}" if last else ""]
    return " ".join(filter(None, told)) or "en tout temps"


def _rows_of(module: Module) -> Callable[[Actor, sources.Filters, datetime], "QuerySet[Dossier]"]:
    assert module.kind is not None
    kind = module.kind.code

    def rows(actor: Actor, told: sources.Filters, now: datetime) -> "QuerySet[Dossier]":
        filters = _read(module, told)
        wanted = wanted_rows(actor, kind, filters, _near(actor, now))
        return wanted.select_related("unit", "assignee").order_by(*ORDERS[filters.sort, False])

    return rows


def _near(actor: Actor, now: datetime) -> Horizon:
    return horizon(timezone.localdate(now), units={held.unit_id for held in actor.roles})


def _read(module: Module, told: sources.Filters) -> Filters:
    assert module.kind is not None
    states = frozenset(state.code for state in lifecycle_of_kind(module.kind.code).states)
    return Filters.read(told, states=states)


def _orders(rows: Sequence[Dossier]) -> dict[int, str]:
    named = Party.objects.filter(dossier_id__in=[row.pk for row in rows], role=PartyRole.ORDER)
    orders: dict[int, str] = {}
    for key, name in named.order_by("dossier_id", "rank").values_list("dossier_id", "name"):
        orders[key] = f"{orders[key]}, {name}" if key in orders else name
    return orders


def _cells(row: Dossier, order: str) -> Sequence[object]:
    return (
        row.number,
        row.title,
        state_label(row.kind, row.state),
        row.next_due_on,
        row.next_due_label,
        row.received_on,
        str(Channel(row.channel).label).capitalize(),
        order,
        row.unit.name,
        row.assignee.full_name if row.assignee else "",
        Confidentiality(row.confidentiality).label,
        row.opened_at,
        row.closed_on,
    )
