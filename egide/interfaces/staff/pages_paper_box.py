"""The page of one box and the page of one shelf: what is there, how full, where it has been.

A part is named by its dossier's number; its title is shown by nobody here.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from egide.interfaces.staff.pages_paper import TONES, box_url, crumbs, shelf_url
from egide.kernel.paper.codes import PART, Label
from egide.kernel.paper.filing import room_left
from egide.kernel.paper.models import Box, BoxMove, BoxState, Check, Loan, Part, Place
from egide.kernel.paper.shelving import STANDING
from egide.platform.accounts.models import User
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, HistoryEntry, Table

SHOWN = 300  # parts of a box: a standard one holds some tens
PARTS = (Column(label="Partie"), Column(label="Épaisseur", numeric=True), Column(label="Étiquette"))
BOXES = (Column(label="Boîte"), Column(label="Unité"))


@dataclass(frozen=True, kw_only=True)
class BoxPage:
    """One box."""

    title: str
    label: str
    crumbs: tuple[Crumb, ...]
    badge: Badge
    facts: tuple[Fact, ...]
    taken: int
    capacity: int
    fullness: str
    parts: Table | None
    actions: tuple[Action, ...]
    history: tuple[HistoryEntry, ...]
    form: object
    url: str
    open: bool


@dataclass(frozen=True, kw_only=True)
class ShelfPage:
    """One shelf."""

    title: str
    sub: str
    crumbs: tuple[Crumb, ...]
    boxes: Table | None
    parts: Table | None
    actions: tuple[Action, ...]
    checks: tuple[Crumb, ...]


def box_page(box: Box, *, form: object, keeper: bool) -> BoxPage:
    """Will build the page of a box."""
    taken = box.capacity - room_left(box)
    return BoxPage(
        title=box.number,
        label=box.label,
        crumbs=crumbs(Crumb(label=box.number)),
        badge=Badge(label=BoxState(box.state).label, tone=TONES.get(box.state, "met")),
        facts=(
            Fact(term="Unité", value=box.unit.name),
            Fact(
                term="Tablette",
                value=box.place.code if box.place else "Sur aucune tablette",
                detail=f"{box.place.site.name}, {box.place.room}, {box.place.shelf}" if box.place else "",
                url=shelf_url(box.place.code) if box.place else "",
            ),
            Fact(term="Ouverte", value=formats.day(formats.local(box.opened_at).date())),
        ),
        taken=taken,
        capacity=box.capacity,
        fullness=f"{formats.number(taken)}\u00a0mm sur {formats.number(box.capacity)}\u00a0mm",
        parts=_parts(Part.objects.filter(box=box, ended_on=None), "Parties dans la boîte"),
        actions=_box_actions(box) if keeper else (),
        history=_box_history(box),
        form=form if keeper and box.state == BoxState.OPEN else None,
        url=box_url(box.number),
        open=box.state == BoxState.OPEN,
    )


def shelf_page(place: Place, *, keeper: bool) -> ShelfPage:
    """Will build the page of a shelf."""
    boxes = Box.objects.filter(place=place, state__in=STANDING).select_related("unit").order_by("number")
    rows = tuple(
        (Cell(text=box.number, detail=box.label, url=box_url(box.number)), Cell(text=box.unit.name))
        for box in boxes
    )
    running = Check.objects.filter(place=place).order_by("-number")[:5]
    return ShelfPage(
        title=place.code,
        sub=f"{place.site.name}, {place.room}, {place.shelf}. "
        f"{formats.count(len(rows), 'boîte')} sur {place.capacity}.",
        crumbs=crumbs(Crumb(label=place.code)),
        boxes=Table(caption="Boîtes sur la tablette", columns=BOXES, rows=rows) if rows else None,
        parts=_parts(Part.objects.filter(place=place, ended_on=None), "Parties sans boîte"),
        actions=(
            Action(
                label="Vérifier la tablette",
                url=shelf_url(place.code, "paper_check_start"),
                method="post",
                primary=True,
            ),
            Action(
                label="Étiquettes de la tablette et de ses boîtes (PDF)",
                url=shelf_url(place.code, "paper_shelf_labels"),
            ),
        )
        if keeper
        else (),
        checks=tuple(
            Crumb(
                label=f"Vérification n°\u00a0{check.number}, {formats.moment(check.started_at)}"
                + ("" if check.ended_at else ", en cours"),
                url=reverse("staff:paper_check", kwargs={"check": check.number}),
            )
            for check in running
        ),
    )


def _parts(parts: "QuerySet[Part]", caption: str) -> Table | None:
    found = list(parts.select_related("dossier").order_by("dossier__number", "rank")[:SHOWN])
    lent = set(
        Loan.objects.filter(part__in=[p.pk for p in found], returned_at=None).values_list(
            "part_id", flat=True
        )
    )
    rows = tuple(
        (
            Cell(
                text=f"{part.dossier.number}, partie\u00a0{part.rank}",
                detail="Exemplaire principal" if part.main else "Exemplaire secondaire",
                badge=Badge(label="prêtée", tone="soon") if part.pk in lent else None,
            ),
            Cell(text=f"{part.thickness}\u00a0mm"),
            Cell(text=str(Label(PART, part.dossier.number, part.rank))),
        )
        for part in found
    )
    return Table(caption=caption, columns=PARTS, rows=rows) if rows else None


def _box_actions(box: Box) -> tuple[Action, ...]:
    acts = [Action(label="Étiquettes (PDF)", url=box_url(box.number, "paper_box_labels"))]
    if box.state in STANDING:
        acts.append(Action(label="Mettre sur une tablette", url=box_url(box.number, "paper_box_shelve")))
    if box.state == BoxState.OPEN:
        acts.append(
            Action(label="Sceller la boîte", url=box_url(box.number, "paper_box_seal"), method="post")
        )
    if box.state == BoxState.SEALED:
        acts.append(
            Action(label="Rouvrir la boîte", url=box_url(box.number, "paper_box_unseal"), method="post")
        )
    return tuple(acts)


def _box_history(box: Box) -> tuple[HistoryEntry, ...]:
    moves = list(BoxMove.objects.filter(box=box).select_related("place").order_by("-pk")[:50])
    names = names_of({move.by for move in moves})
    told = tuple(
        HistoryEntry(
            when=formats.moment(move.at),
            iso=formats.local(move.at).isoformat(timespec="minutes"),
            what=f"Mise sur la tablette {move.place.code}." if move.place else "Enlevée de sa tablette.",
            who=names.get(move.by, ""),
        )
        for move in moves
    )
    opened = HistoryEntry(
        when=formats.moment(box.opened_at),
        iso=formats.local(box.opened_at).isoformat(timespec="minutes"),
        what="Ouverte.",
    )
    return (*told, opened)


def names_of(codes: set[str]) -> dict[str, str]:
    """Will return the names of the people behind these actors' codes (« staff:12 »); services have none here."""
    ids = {int(code.partition(":")[2]): code for code in codes if code.startswith("staff:")}
    return {ids[pk]: name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "full_name")}
