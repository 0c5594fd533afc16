"""What a delegate of the Protecteur du citoyen sees with an account: the list of her exchanges, then one of them.

One exchange is the follow-up’s own page, read through the door that PostgreSQL opens to this account.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from egide.interfaces.public.followup_pages import FollowPage, follow_page
from egide.interfaces.public.frame import PublicPage
from egide.kernel.passes.models import Pass, Purpose
from egide.modules.ombudsman.following import SENTENCES, UNKNOWN
from egide.modules.ombudsman.models import DelegateExchange
from egide.ui import formats
from egide.ui.pages import Cell, Column, Crumb, Link, Table

TITLE = "Mes échanges"
NO_DATE = "Aucune"


@dataclass(frozen=True, kw_only=True)
class ExchangesPage(PublicPage):
    """The list, and whose it is."""

    name: str
    table: Table | None


def header() -> tuple[Link, ...]:
    """Will return the links above every page of a delegate."""
    return (
        Link(label=TITLE, url=reverse("delegate:exchanges")),
        Link(label="Mon compte", url=reverse("account_home")),
    )


def exchanges_page(rows: list[DelegateExchange], *, name: str, today: date) -> ExchangesPage:
    """Will list the exchanges: number and subject, the date asked, where each stands in plain words."""
    table = Table(
        caption=TITLE,
        columns=(
            Column(label="Échange"),
            Column(label="Date demandée", narrow=True),
            Column(label="Où il en est"),
        ),
        rows=tuple(_line(row, today) for row in rows),
    )
    return ExchangesPage(title=TITLE, name=name, table=table if rows else None)


def exchange_page(row: DelegateExchange, *, form: Any, now: datetime, done: str = "") -> FollowPage:
    """Will build one exchange, inside `reading_own`."""
    number = row.dossier.number
    seen = follow_page(held_of(row), form=form, now=now, done=done, opens=lambda rank: file_url(number, rank))
    return replace(
        seen,
        title="Votre échange",
        crumbs=(Crumb(label=TITLE, url=reverse("delegate:exchanges")), Crumb(label=number)),
    )


def held_of(row: DelegateExchange) -> Pass:
    """Will return what the pages of a secret link read of a pass: the file and the party. No table keeps this one."""
    return Pass(
        compartment_id=row.compartment_id,
        dossier_id=row.dossier_id,
        party_id=row.party_id,
        purpose=Purpose.FOLLOW_UP,
    )


def file_url(number: str, rank: int) -> str:
    """Will return where a document of the exchange is opened."""
    return reverse("delegate:file", kwargs={"number": number, "rank": rank})


def _line(row: DelegateExchange, today: date) -> tuple[Cell, ...]:
    dossier, own = row.dossier, row.dossier.ombudsman_exchange
    reference = f" · votre référence {own.their_reference}" if own.their_reference else ""
    return (
        Cell(
            text=own.subject_name,
            detail=f"{dossier.number}{reference}",
            url=reverse("delegate:exchange", kwargs={"number": dossier.number}),
        ),
        Cell(text=formats.short_day(own.asked_on, today=today) if own.asked_on else NO_DATE),
        Cell(
            text=SENTENCES.get(dossier.state, UNKNOWN)[0],
            detail=f"Reçu le {formats.short_day(dossier.received_on, today=today)}",
        ),
    )
