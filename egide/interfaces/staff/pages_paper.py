"""The paper screens of the records office: boxes, shelves, loans, each list one page at a time.

All SQL for these screens happens here. Numbers only: a box is seen by people who may not open its dossiers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from egide.interfaces.staff import prefixes  # noqa: F401  (registers the lookup)
from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.filters import clean, known
from egide.kernel.paper.models import Box, BoxState, Loan, Part, Place
from egide.kernel.paper.shelving import STANDING
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Pager, Tab, Table, Tone

PAPER = "paper"
KEEPERS = (roles.RECORDS_MANAGER, roles.INTAKE)
READERS = (*KEEPERS, roles.ANALYST, roles.UNIT_HEAD)
PAGE = 25
BOXES, SHELVES, LOANS = "boites", "tablettes", "prets"
VIEWS = ((BOXES, "Boîtes"), (SHELVES, "Tablettes"), (LOANS, "Prêts en cours"))
TONES: dict[str, Tone] = {BoxState.OPEN: "now", BoxState.SEALED: "idle"}
EMPTY = {
    BOXES: (
        "Aucune boîte",
        "Une boîte reçoit les parties sur papier des dossiers d’une unité. Ouvrez-en une, collez-y son étiquette, "
        "puis mettez-la sur une tablette.",
    ),
    SHELVES: (
        "Aucune tablette",
        "Inscrivez vos tablettes, site par site\u00a0: chacune reçoit une étiquette, que le téléphone lit pour "
        "vérifier ce qui s’y trouve.",
    ),
    LOANS: (
        "Rien n’est prêté",
        "Un prêt paraît ici jusqu’à son retour; la personne est avisée quand le jour est passé.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class PaperFilters:
    """What is asked of the lists."""

    view: str = BOXES
    words: str = ""
    after: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Will read an address; what is not understood is left out, never an error."""
        return cls(
            view=known(query.get("voir", ""), VIEWS),
            words=clean(query.get("q", ""))[:40].upper(),
            after=clean(query.get("apres", ""))[:60],
        )

    def address(self, **changes: str) -> str:
        """Will write the address with something changed, on a first page."""
        wanted = {"voir": self.view, "q": self.words, "apres": "", **changes}
        return with_query(reverse("staff:paper"), **{k: v for k, v in wanted.items() if v != BOXES})


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    """The lists as their template reads them."""

    url: str
    view: str
    words: str
    asks_words: bool
    tabs: tuple[Tab, ...]
    table: Table | None
    pager: Pager
    actions: tuple[Action, ...]
    empty: tuple[str, str]


def paper_page(*, actor: Actor, filters: PaperFilters, today: date) -> PaperPage:
    """Will build one page of one of the lists."""
    keeper = bool({role.code for role in KEEPERS} & {a.role for a in actor.roles})
    rows, marks, columns = {BOXES: _boxes, SHELVES: _shelves, LOANS: _loans}[filters.view](filters, today)
    if filters.view == LOANS and not keeper:  # prolonging is for those who keep the boxes
        rows, columns = [row[:-1] for row in rows], columns[:-1]
    more = len(rows) > PAGE
    label = dict(VIEWS)[filters.view]
    return PaperPage(
        url=reverse("staff:paper"),
        view=filters.view,
        words=filters.words,
        asks_words=filters.view == BOXES,
        tabs=tuple(
            Tab(label=name, url=filters.address(voir=code, q=""), current=code == filters.view)
            for code, name in VIEWS
        ),
        table=Table(caption=label, columns=columns, rows=tuple(rows[:PAGE])) if rows else None,
        pager=Pager(
            previous_url=filters.address() if filters.after else "",
            next_url=filters.address(apres=marks[PAGE - 1]) if more else "",
        ),
        actions=_actions(filters.view) if keeper else (),
        empty=("Aucune boîte ne correspond", "Vérifiez le numéro, ou enlevez le filtre.")
        if filters.words
        else EMPTY[filters.view],
    )


def crumbs(*steps: Crumb) -> tuple[Crumb, ...]:
    """Will return the trail of a page of paper."""
    return (Crumb(label="Papier", url=reverse("staff:paper")), *steps)


def box_url(number: str, name: str = "paper_box") -> str:
    """Will return the address of a box, or of something done to it."""
    return reverse(f"staff:{name}", kwargs={"box": number})


def shelf_url(code: str, name: str = "paper_shelf") -> str:
    """Will return the address of a shelf, or of something done to it."""
    return reverse(f"staff:{name}", kwargs={"shelf": code})


def shelves_with_room() -> tuple[tuple[str, str], ...]:
    """Will return the shelves in use that take one more box, with the room left."""
    rows = Place.objects.filter(closed_on=None).annotate(held=_HELD).order_by("code")
    return tuple(
        (p.code, f"{p.code} · {p.room}, {p.shelf} ({p.capacity - p.held})")
        for p in rows
        if p.held < p.capacity
    )


_HELD = Count("boxes", filter=Q(boxes__state__in=STANDING))
Row = tuple[Cell, ...]
Listed = tuple[list[Row], list[str], tuple[Column, ...]]


def _actions(view: str) -> tuple[Action, ...]:
    offered = {
        BOXES: (("Ouvrir une boîte", "paper_box_new"),),
        SHELVES: (("Inscrire une tablette", "paper_shelf_new"),),
        LOANS: (("Prêter une partie", "paper_lend"), ("Consigner un retour", "paper_return")),
    }[view]
    return tuple(
        Action(label=label, url=reverse(f"staff:{name}"), primary=i == 0)
        for i, (label, name) in enumerate(offered)
    )


def _boxes(filters: PaperFilters, today: date) -> Listed:
    columns: tuple[Column, ...] = (
        Column(label="Boîte"),
        Column(label="Unité"),
        Column(label="Où elle est"),
        Column(label="Remplie", numeric=True),
    )
    boxes: QuerySet[Box] = Box.objects.order_by("-number")
    if filters.words:
        boxes = boxes.filter(number__prefixed=filters.words)
    if filters.after:
        boxes = boxes.filter(number__lt=filters.after)
    found = list(boxes.select_related("unit", "place")[: PAGE + 1])
    taken = filled([box.pk for box in found])
    rows: list[Row] = [
        (
            Cell(
                text=box.number,
                detail=box.label,
                url=box_url(box.number),
                badge=Badge(label=BoxState(box.state).label, tone=TONES.get(box.state, "met")),
            ),
            Cell(text=box.unit.name),
            Cell(
                text=box.place.code if box.place else "Sur aucune tablette",
                detail=f"{box.place.room}, {box.place.shelf}" if box.place else "",
            ),
            Cell(text=formats.percent(round(100 * taken.get(box.pk, 0) / box.capacity))),
        )
        for box in found
    ]
    return rows, [box.number for box in found], columns


def filled(boxes: list[int]) -> dict[int, int]:
    """Will return the millimetres taken in each of these boxes."""
    rows = Part.objects.filter(box_id__in=boxes, ended_on=None).values("box_id").annotate(mm=Sum("thickness"))
    return {row["box_id"]: row["mm"] for row in rows.order_by()}


def _shelves(filters: PaperFilters, today: date) -> Listed:
    columns: tuple[Column, ...] = (
        Column(label="Tablette"),
        Column(label="Site"),
        Column(label="Boîtes", numeric=True),
    )
    places = Place.objects.order_by("code").select_related("site").annotate(held=_HELD)
    if filters.after:
        places = places.filter(code__gt=filters.after)
    found = list(places[: PAGE + 1])
    rows: list[Row] = [
        (
            Cell(text=p.code, detail=f"{p.room}, {p.shelf}", url=shelf_url(p.code)),
            Cell(text=p.site.name),
            Cell(text=f"{p.held} / {p.capacity}"),
        )
        for p in found
    ]
    return rows, [p.code for p in found], columns


def _loans(filters: PaperFilters, today: date) -> Listed:
    columns: tuple[Column, ...] = (
        Column(label="À rapporter"),
        Column(label="Partie"),
        Column(label="Prêtée à"),
        Column(label="Action"),
    )
    loans = Loan.objects.filter(returned_at=None).order_by("due_on", "pk")
    if end := _loan_end(filters.after):
        loans = loans.filter(Q(due_on__gt=end.due_on) | Q(due_on=end.due_on, pk__gt=end.pk))
    found = list(loans.select_related("dossier", "part", "borrower")[: PAGE + 1])
    rows: list[Row] = [
        (
            Cell(
                text=formats.day(loan.due_on),
                badge=Badge(
                    label=formats.days_away(loan.due_on, today),
                    tone="late" if loan.due_on < today else "idle",
                ),
            ),
            Cell(text=f"{loan.dossier.number}, partie\u00a0{loan.part.rank}"),
            Cell(text=loan.borrower.full_name),
            Cell(text="Prolonger", url=reverse("staff:paper_prolong", kwargs=loan_keys(loan))),
        )
        for loan in found
    ]
    return rows, [f"{loan.dossier.number}.{loan.rank}" for loan in found], columns


def loan_keys(loan: Loan) -> dict[str, str | int]:
    """Will return what an address names a loan by."""
    return {"of": loan.dossier.number, "rank": loan.rank}


def _loan_end(mark: str) -> Loan | None:
    number, _, rank = mark.rpartition(".")
    if not number or not rank.isascii() or not rank.isdecimal() or len(rank) > 9:
        return None
    return Loan.objects.filter(dossier__number=number, rank=int(rank)).first()
