"""The day's information cards and their counts by theme: finished words for the screen.

All SQL for this screen happens here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.pages_moves import bodies_named
from egide.modules.information_cards.models import Body, CardChannel, InformationCard, Outcome, Theme
from egide.modules.information_cards.queries import cards_of, counts_by_theme
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Table

LIMIT = 100
COUNTS = (
    Column(label="Sujet"),
    Column(label="Aujourd’hui", numeric=True),
    Column(label="Ce mois-ci", numeric=True),
)


@dataclass(frozen=True, kw_only=True)
class CardRow:
    """One card of the day, with what may be done with it."""

    number: int
    time: str
    theme: str
    where: str
    outcome: str
    order: str
    note: str
    opened: Badge | None
    to_dossier: Action | None
    withdraw: Action | None


@dataclass(frozen=True, kw_only=True)
class CardsPage:
    """The one-line form, the cards of the day, the counts."""

    form: Any
    url: str
    total: str
    cards: tuple[CardRow, ...]
    counts: Table | None
    note: str
    suggestions: tuple[str, ...]
    since: str
    until: str


def cards_page(form: Any, *, today: date, opens: bool) -> CardsPage:
    """Will list today's cards and count by theme today and this month; `opens`: the reader opens dossiers."""
    rows = list(cards_of(today)[: LIMIT + 1])
    day = counts_by_theme(since=today, until=today)
    month = counts_by_theme(since=today.replace(day=1), until=today)
    return CardsPage(
        form=form,
        url=reverse("staff:cards"),
        total=formats.count(sum(day.values()), "fiche"),
        cards=tuple(_row(card, opens=opens) for card in rows[:LIMIT]),
        counts=_counts(day, month),
        note=f"Les {LIMIT} plus récentes sont montrées." if len(rows) > LIMIT else "",
        suggestions=bodies_named(),
        since=today.replace(day=1).isoformat(),
        until=today.isoformat(),
    )


def _counts(day: dict[str, int], month: dict[str, int]) -> Table | None:
    rows = tuple(
        (
            Cell(text=str(Theme(theme).label)),
            Cell(text=formats.number(day.get(theme, 0))),
            Cell(text=formats.number(total)),
        )
        for theme, total in sorted(month.items(), key=lambda row: (-row[1], row[0]))
    )
    return Table(caption="Fiches par sujet", columns=COUNTS, rows=rows) if rows else None


def _row(card: InformationCard, *, opens: bool) -> CardRow:
    where = {"day": card.noted_on.isoformat(), "rank": card.number}
    noted = formats.local(card.noted_at)
    done = card.opened_at is not None
    return CardRow(
        number=card.number,
        time=formats.clock(noted.time()),
        theme=str(Theme(card.theme).label),
        where=str(Body(card.body).label),
        outcome=f"{Outcome(card.outcome).label} · {CardChannel(card.channel).label}",
        order=card.order.name if card.order else "",
        note=card.note,
        opened=Badge(label="Reprise en dossier", tone="met") if done else None,
        to_dossier=None
        if done or not opens
        else Action(
            label="En faire un dossier", url=reverse("staff:card_dossier", kwargs=where), method="post"
        ),
        withdraw=None
        if done
        else Action(label="Retirer", url=reverse("staff:card_withdraw", kwargs=where), method="post"),
    )
