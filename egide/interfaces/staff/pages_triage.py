"""The typing of a request, the slip and the receipts: finished words for the screen.

All SQL for these screens happens here or in triage.py.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.natures import BY_SLUG, NATURES, Nature
from egide.interfaces.staff.sender_notes import SenderNote
from egide.kernel.handover.models import Receipt
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Crumb, Fact, Link, Table

LIMIT = 100
COLUMNS = (
    Column(label="Reçu", narrow=True),
    Column(label="Remis à"),
    Column(label="Le"),
    Column(label="Par"),
    Column(label="État", narrow=True),
)
# Of these, the paper version may arrive too: they are typed and handed over in one act.
BY_HAND = tuple(nature for nature in NATURES if nature.way == "hand")


@dataclass(frozen=True, kw_only=True)
class TriagePage:
    """One nature: what it is, what will happen, and the form that confirms."""

    crumbs: tuple[Crumb, ...]
    title: str
    sub: str
    sign: str
    consequences: tuple[str, ...]
    irreversible: bool
    button: str
    form: Any
    url: str
    back: str
    others: tuple[Link, ...] = ()
    sender: SenderNote | None = None


@dataclass(frozen=True, kw_only=True)
class SlipPage:
    """A slip to join to the printed request, until the hand-over is confirmed."""

    crumbs: tuple[Crumb, ...]
    number: str
    destination: str
    facts: tuple[Fact, ...]
    pending: bool
    url: str
    back_url: str
    request_url: str


@dataclass(frozen=True, kw_only=True)
class ReceiptsPage:
    """What was handed over, newest first; nothing of the other side."""

    crumbs: tuple[Crumb, ...]
    table: Table | None
    note: str
    new: tuple[Link, ...]


def choices_for(request: Request) -> tuple[Link, ...]:
    """Will list the natures that a waiting request may be given, each with the sign by which it is known."""
    return tuple(
        Link(
            label=nature.label,
            url=reverse("staff:triage", kwargs={"reference": request.reference, "nature": nature.slug}),
            detail=nature.sign,
        )
        for nature in NATURES
    )


def triage_page(request: Request, nature: Nature, form: Any) -> TriagePage:
    """Will say what giving this nature to the request entails."""
    back = reverse("staff:request", kwargs={"reference": request.reference})
    return TriagePage(
        crumbs=(
            Crumb(label="Boîte de l’unité", url=reverse("staff:box")),
            Crumb(label=request.reference, url=back),
            Crumb(label=nature.label),
        ),
        title=nature.label,
        sub=f"Demande {request.reference} · {request.name}",
        sign=nature.sign,
        consequences=nature.consequences,
        irreversible=nature.irreversible,
        button=nature.button,
        form=form,
        url=reverse("staff:triage", kwargs={"reference": request.reference, "nature": nature.slug}),
        back=back,
    )


def piece_page(nature: Nature, form: Any, *, piece: str = "", sender: SenderNote | None = None) -> TriagePage:
    """Will say what handing over a piece entails: one of the register, or one typed here that nobody keeps."""
    back = reverse("staff:mail_piece", kwargs={"piece": piece}) if piece else reverse("staff:receipts")
    before = Crumb(label=f"Pièce {piece}" if piece else "Remises", url=back)
    return TriagePage(
        crumbs=(before, Crumb(label=nature.label)),
        title=nature.label,
        sub=f"Pièce {piece} du courrier" if piece else "Reçue par la poste, par téléphone ou au comptoir",
        sign=nature.sign,
        consequences=tuple(line for line in nature.consequences if piece or "fichiers joints" not in line),
        irreversible=nature.irreversible,
        button=nature.button,
        form=form,
        url=with_query(
            reverse("staff:piece", kwargs={"nature": nature.slug}), **({"piece": piece} if piece else {})
        ),
        back=back,
        sender=sender,
    )


def slip_page(request: Request, slip: Receipt) -> SlipPage:
    """Will show the slip: number, day, to whom, what it goes with."""
    where = {"reference": request.reference}
    here = reverse("staff:request", kwargs=where)
    made = formats.local(slip.made_at)
    facts = (
        Fact(term="Bordereau", value=slip.number),
        Fact(term="À remettre à", value=slip.destination_label),
        Fact(term="Demande", value=request.reference),
        Fact(term="Reçue le", value=formats.day(formats.local(request.received_at).date(), weekday=True)),
        Fact(term="Préparé le", value=formats.day(made.date(), weekday=True)),
        Fact(term="Fichiers joints", value=str(slip.pieces)),
        *(
            (Fact(term="Remise confirmée le", value=formats.day(formats.local(slip.handed_at).date())),)
            if slip.handed_at
            else ()
        ),
    )
    return SlipPage(
        crumbs=(
            Crumb(label="Boîte de l’unité", url=reverse("staff:box")),
            Crumb(label=request.reference, url=here),
            Crumb(label=slip.number),
        ),
        number=slip.number,
        destination=slip.destination_label,
        facts=facts,
        pending=slip.handed_at is None,
        url=reverse("staff:slip", kwargs=where),
        back_url=reverse("staff:put_back", kwargs=where),
        request_url=here,
    )


def receipts_page(actor: Actor) -> ReceiptsPage:
    """Will list the receipts of the reader's side, newest first."""
    places = sorted({a.compartment_id for a in actor.roles})
    rows = list(Receipt.objects.filter(compartment_id__in=places).order_by("-made_at", "-pk")[: LIMIT + 1])
    names = _names(rows)
    table = Table(caption="Remises", columns=COLUMNS, rows=tuple(_row(row, names) for row in rows[:LIMIT]))
    return ReceiptsPage(
        crumbs=(Crumb(label="Boîte de l’unité", url=reverse("staff:box")), Crumb(label="Remises")),
        table=table if rows else None,
        note=f"Les {LIMIT} plus récentes sont montrées." if len(rows) > LIMIT else "",
        new=doors(),
    )


def doors() -> tuple[Link, ...]:
    """Will list what is never typed in the mail room: each is handed over in one act, with its own form."""
    return tuple(
        Link(
            label=nature.label,
            url=reverse("staff:piece", kwargs={"nature": nature.slug}),
            detail=nature.sign,
        )
        for nature in BY_HAND
    )


def nature_of(slug: str) -> Nature | None:
    """Will return a nature by the word of its address."""
    return BY_SLUG.get(slug)


def _row(row: Receipt, names: dict[str, str]) -> tuple[Cell, ...]:
    made = formats.local(row.made_at)
    return (
        Cell(text=row.number, detail=row.source),
        Cell(text=row.destination_label, detail=formats.count(row.pieces, "pièce")),
        Cell(text=formats.day(made.date())),
        Cell(text=names.get(row.made_by, "Service")),
        Cell(badge=_state(row)),
    )


def _state(row: Receipt) -> Badge:
    if row.withdrawn_at:
        return Badge(label="Retiré")
    return Badge(label="Remis", tone="met") if row.handed_at else Badge(label="À remettre", tone="soon")


def _names(rows: list[Receipt]) -> dict[str, str]:
    ids = {int(row.made_by.partition(":")[2]) for row in rows if row.made_by.startswith("staff:")}
    named = User.objects.filter(pk__in=ids).values_list("pk", "full_name")
    return {f"staff:{pk}": name for pk, name in named}
