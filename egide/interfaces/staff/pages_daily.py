"""The daily list of mail: what was entered on a day, by direction, as a secretary posts it.

What a reader may not read is not on the list; what stays to be done is on the slip of the mail room.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.pages_register import correspondent, piece_url
from egide.modules.correspondence.models import Direction, MailPiece, Medium
from egide.modules.correspondence.reach import readable
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Cell, Column, Crumb, Link, Table

MOST = 1_000  # lines of one day
COLUMNS = (
    Column(label="Pièce", narrow=True),
    Column(label="De qui, à qui"),
    Column(label="Objet"),
    Column(label="Chez qui, ou à quel dossier"),
)
TITLES = {
    Direction.IN: "Courrier reçu",
    Direction.OUT: "Courrier envoyé",
    Direction.INTERNAL: "Notes internes",
}


@dataclass(frozen=True, kw_only=True)
class DailyPage:
    """One day."""

    crumbs: tuple[Crumb, ...]
    day: str
    iso: str
    total: str
    tables: tuple[Table, ...]
    actions: tuple[Action, ...]
    before: Link
    after: Link | None
    cut: str


def daily_page(*, actor: Actor, day: date, today: date) -> DailyPage:
    """Will gather the day in one query."""
    rows = lines_of(actor, day)
    pieces = rows[:MOST]
    tables = tuple(
        Table(
            caption=f"{TITLES[way]}\u00a0: {formats.count(len(found), 'pièce')}",
            columns=COLUMNS,
            rows=tuple(_row(one) for one in found),
            caption_hidden=False,
        )
        for way in TITLES
        if (found := [one for one in pieces if one.direction == way])
    )
    return DailyPage(
        crumbs=(
            Crumb(label="Registre du courrier", url=reverse("staff:register")),
            Crumb(label="Liste du jour"),
        ),
        day=formats.day(day, weekday=True),
        iso=day.isoformat(),
        total=formats.count(len(pieces), "pièce inscrite", "pièces inscrites"),
        tables=tables,
        actions=(
            Action(
                label="Télécharger le PDF", url=reverse("staff:daily_pdf", kwargs={"day": day.isoformat()})
            ),
        )
        if tables
        else (),
        before=_link("Jour précédent", day - timedelta(days=1)),
        after=_link("Jour suivant", day + timedelta(days=1)) if day < today else None,
        cut=f"Seules les {MOST} premières pièces sont montrées." if len(rows) > MOST else "",
    )


def lines_of(actor: Actor, day: date) -> list[MailPiece]:
    """Will return what was entered on that day, in order, one line more than is shown."""
    start = timezone.make_aware(datetime.combine(day, time()))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    rows = readable(actor).filter(entered_at__gte=start, entered_at__lt=end, automatic=False)
    return list(
        rows.select_related("unit", "assignee", "dossier__unit").order_by("entered_at", "pk")[: MOST + 1]
    )


def held_by(piece: MailPiece) -> str:
    """Will say who has it."""
    if piece.assignee:
        return piece.assignee.full_name
    if piece.dossier:
        return f"Dossier {piece.dossier.number}"
    return piece.unit.name if piece.unit else "À attribuer"


def _row(piece: MailPiece) -> tuple[Cell, ...]:
    return (
        Cell(
            text=piece.number,
            detail=str(Medium(piece.medium).label).capitalize(),
            url=piece_url(piece.number),
        ),
        Cell(text=correspondent(piece)),
        Cell(text=piece.subject or "(sans objet)"),
        Cell(text=held_by(piece)),
    )


def _link(label: str, day: date) -> Link:
    return Link(label=label, url=reverse("staff:daily", kwargs={"day": day.isoformat()}))
