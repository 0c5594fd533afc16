"""Page objects of sealed pieces, for the register and for the side they are addressed to.

Dates, medium, hand-over: there is nothing else to show.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.sealed_rows import handed, sealed_table
from egide.kernel.dossiers.models import Channel
from egide.law import roles
from egide.modules.correspondence.models import SealedPiece, SealedTo
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Crumb, Fact, Table

MOST = 100


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """The form, and the last pieces."""

    crumbs: tuple[Crumb, ...]
    form: Any
    url: str
    back: str
    table: Table | None


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A piece as its addressee sees it, with the button that confirms it."""

    title: str
    facts: tuple[Fact, ...]
    confirm: Action | None
    # What was in it, once it is in hand: a complaint, received the day it reached the first of the two sites.
    open: Action | None = None


@dataclass(frozen=True, kw_only=True)
class MinePage:
    """The pieces addressed to the reader's side."""

    pieces: tuple[Handed, ...]


def register_page(*, form: Any) -> RegisterPage:
    """Will show the form and the register."""
    back = reverse("staff:mailroom")
    rows = SealedPiece.objects.select_related("site").order_by("-entered_at")[:MOST]
    return RegisterPage(
        crumbs=(Crumb(label="Courrier et appels", url=back), Crumb(label="Plis scellés")),
        form=form,
        url=reverse("staff:sealed"),
        back=back,
        table=sealed_table(rows),
    )


def mine_page(*, actor: Actor) -> MinePage:
    """Will list the pieces of the reader's compartments, those to confirm first."""
    codes = {held.compartment_code for held in actor.roles}
    opens = holds_any(actor, (roles.ADMISSION_INTAKE, roles.COMMISSIONER))
    rows = (
        SealedPiece.objects.filter(addressed_to__in=codes)
        .select_related("site")
        .order_by("-entered_at")[:MOST]
    )
    return MinePage(
        pieces=tuple(
            _handed(row, opens=opens) for row in sorted(rows, key=lambda row: row.acknowledged_at is not None)
        )
    )


def _handed(piece: SealedPiece, *, opens: bool) -> Handed:
    url = reverse("staff:sealed_acknowledge", kwargs={"sealed": piece.number})
    waits = piece.acknowledged_at is None
    return Handed(
        title=f"Pli {piece.number}",
        facts=(
            Fact(term="Adressé à", value=str(SealedTo(piece.addressed_to).label)),
            Fact(
                term="Reçu le",
                value=formats.day(piece.received_on),
                detail=f"{str(Channel(piece.medium).label).capitalize()}, bureau de {piece.site.name}",
            ),
            Fact(term="Remis à", value=piece.handed_to, detail=handed(piece)),
        ),
        confirm=Action(label="Confirmer la réception", url=url, method="post", primary=True)
        if waits
        else None,
        open=Action(
            label="Inscrire la plainte qu’il contient",
            url=with_query(
                reverse("staff:admission_new"), recu=piece.received_on.isoformat(), par=piece.medium
            ),
        )
        if opens and not waits and piece.addressed_to == roles.COMMISSION.code
        else None,
    )
