"""All the measures that the reader may read: late ones first, filters in the address, one page at a time.

All SQL for this screen happens here; counts stop at what a reader would leaf through, and say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.db.models import Q, QuerySet
from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.filters import clean, known
from egide.interfaces.staff.pages_list import Choice
from egide.interfaces.staff.pages_measures import COLUMNS, row
from egide.kernel.measures.models import Measure, State
from egide.kernel.measures.queries import measures_of
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.ui import formats
from egide.ui.pages import Pager, Tab, Table

MEASURES = "measures"
PAGE, COUNTED = 25, 1_000
OPEN_ONES, LATE, TO_CHECK, ENDED, EVERY = "ouvertes", "en-retard", "a-verifier", "terminees", "toutes"
STANDINGS = (
    (OPEN_ONES, "Ouvertes"),
    (LATE, "En retard"),
    (TO_CHECK, "Effet à vérifier"),
    (ENDED, "Terminées"),
    (EVERY, "Toutes"),
)
SCOPES = (("", "Toutes celles que je vois"), ("miennes", "Celles dont je réponds"))
SORTS = (("", "Échéance la plus proche"), ("recentes", "Proposées le plus récemment"))


@dataclass(frozen=True, kw_only=True)
class MeasureFilters:
    """What is asked of the list; `after` is « INT-2026-00012.3 », the dossier and rank that end a page."""

    standing: str = OPEN_ONES
    scope: str = ""
    unit: str = ""
    sort: str = ""
    after: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Will read an address; what is not understood is left out, never an error."""
        return cls(
            standing=known(query.get("etat", ""), STANDINGS),
            scope=known(query.get("de", ""), SCOPES),
            unit=clean(query.get("unite", ""))[:40],
            sort=known(query.get("tri", ""), SORTS),
            after=clean(query.get("apres", ""))[:60],
        )

    @property
    def by_day(self) -> bool:
        """Whether rows go by their next day; what has ended has none."""
        return not self.sort and self.standing in (OPEN_ONES, LATE, TO_CHECK)

    @property
    def narrowed(self) -> bool:
        """Whether something is left out of what the reader sees by default."""
        return replace(self, after="", sort="") != MeasureFilters()

    def address(self, **changes: str) -> str:
        """Will write the address with some of the filters changed, always on a first page."""
        wanted = replace(self, **{"after": "", **changes})
        return with_query(
            reverse("staff:measures"),
            etat="" if wanted.standing == OPEN_ONES else wanted.standing,
            de=wanted.scope,
            unite=wanted.unit,
            tri=wanted.sort,
            apres=wanted.after,
        )


@dataclass(frozen=True, kw_only=True)
class MeasuresPage:
    """The list as its template reads it."""

    url: str
    tabs: tuple[Tab, ...]
    choices: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...]
    table: Table | None
    pager: Pager
    narrowed: bool
    clear_url: str
    taken_out: tuple[tuple[str, str], ...]


def measures_page(*, actor: Actor, filters: MeasureFilters, near: Horizon) -> MeasuresPage:
    """Will build one page of the list: the counts, the units, the rows."""
    base = _scoped(measures_of(actor), actor, filters)
    wanted = base.filter(_condition(filters.standing, near.today))
    found = list(_page(wanted, filters).select_related("dossier", "unit", "owner")[: PAGE + 1])
    shown, more = found[:PAGE], len(found) > PAGE
    rows = tuple(
        row(m, m.dossier.number, near, detail=f"{m.dossier.number} · n°\u00a0{m.rank}") for m in shown
    )
    table = Table(caption="Mesures correctrices", columns=COLUMNS, rows=rows)
    return MeasuresPage(
        url=reverse("staff:measures"),
        tabs=_tabs(base, filters, near.today),
        choices=_choices(filters),
        hidden=(("etat", filters.standing),) if filters.standing != OPEN_ONES else (),
        table=table if shown else None,
        pager=Pager(
            previous_url=filters.address() if filters.after else "",
            next_url=filters.address(after=_mark(shown[-1])) if more else "",
            summary=formats.count(len(shown), "mesure") + " sur cette page",
        ),
        narrowed=filters.narrowed,
        clear_url=reverse("staff:measures"),
        taken_out=(
            ("etat", filters.standing),
            ("de", filters.scope),
            ("unite", filters.unit),
            ("tri", filters.sort),
        ),
    )


def wanted_measures(actor: Actor, filters: MeasureFilters, today: date) -> "QuerySet[Measure]":
    """Will select all that the filters find, in the order of the list."""
    rows = _scoped(measures_of(actor), actor, filters).filter(_condition(filters.standing, today))
    return _page(rows, replace(filters, after=""))


def _scoped(rows: "QuerySet[Measure]", actor: Actor, filters: MeasureFilters) -> "QuerySet[Measure]":
    if filters.scope:
        rows = rows.filter(owner_id__in=sorted(actor.stands_for()))
    return rows.filter(unit__code=filters.unit) if filters.unit else rows


def _condition(standing: str, today: date) -> Q:
    return {
        OPEN_ONES: Q(next_on__isnull=False),
        LATE: Q(next_on__lt=today),
        TO_CHECK: Q(state=State.DONE),
        ENDED: Q(next_on=None),
        EVERY: Q(),
    }[standing]


def _page(rows: "QuerySet[Measure]", filters: MeasureFilters) -> "QuerySet[Measure]":
    end = _end(rows, filters.after)
    if filters.by_day:
        rows = rows.order_by("next_on", "pk")
        if end is None or end.next_on is None:
            return rows
        return rows.filter(next_on__gte=end.next_on).filter(Q(next_on__gt=end.next_on) | Q(pk__gt=end.pk))
    rows = rows.order_by("-proposed_on", "-pk")
    if end is None:
        return rows
    before = Q(proposed_on__lt=end.proposed_on) | Q(pk__lt=end.pk)
    return rows.filter(proposed_on__lte=end.proposed_on).filter(before)


def _end(rows: "QuerySet[Measure]", mark: str) -> Measure | None:
    number, _, rank = mark.rpartition(".")
    if not number or not rank.isascii() or not rank.isdecimal() or len(rank) > 9:
        return None
    return rows.filter(dossier__number=number, rank=int(rank)).first()


def _mark(measure: Measure) -> str:
    return f"{measure.dossier.number}.{measure.rank}"


def _tabs(rows: "QuerySet[Measure]", filters: MeasureFilters, today: date) -> tuple[Tab, ...]:
    """Counted from one reading of at most a thousand open measures; beyond, no figure rather than a wrong one."""
    open_ones = list(
        rows.filter(next_on__isnull=False).order_by().values_list("state", "next_on")[: COUNTED + 1]
    )
    counts: dict[str, int] = {}
    if len(open_ones) <= COUNTED:
        counts = {
            OPEN_ONES: len(open_ones),
            LATE: sum(next_on < today for _, next_on in open_ones if next_on),
            TO_CHECK: sum(state == State.DONE for state, _ in open_ones),
        }
    return tuple(
        Tab(
            label=label,
            url=filters.address(standing=code),
            count=counts.get(code),
            current=code == filters.standing,
        )
        for code, label in STANDINGS
    )


def _choices(filters: MeasureFilters) -> tuple[Choice, ...]:
    units = (("", "Toutes les unités"), *Unit.objects.order_by("name").values_list("code", "name"))
    asked: tuple[tuple[str, str, Sequence[tuple[str, str]], str], ...] = (
        ("de", "Mesures", SCOPES, filters.scope),
        ("unite", "Unité responsable", units, filters.unit),
        ("tri", "Trier par", SORTS, filters.sort),
    )
    return tuple(
        Choice(
            name=name,
            label=label,
            options=tuple(options),
            chosen=chosen,
        )
        for name, label, options, chosen in asked
    )
