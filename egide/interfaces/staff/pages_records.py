"""The records office's home: one card for each thing that may wait for the archivist.

Each card is made by the package whose idea it is; add yours to CARDS, as a function of (actor, today).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from egide.platform.accounts.actors import Actor
from egide.ui.pages import Action, Fact


@dataclass(frozen=True, kw_only=True)
class RecordsCard:
    """One box: a sentence, figures or lines, one thing to do. No line: `empty` says when one appears."""

    title: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    empty: str = ""
    url: str = ""
    link: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordsPage:
    """The home of the records office, as its template reads it."""

    cards: tuple[RecordsCard, ...]


MakeCard = Callable[[Actor, date], RecordsCard | None]
CARDS: tuple[MakeCard, ...] = ()


def records_page(*, actor: Actor, now: datetime) -> RecordsPage:
    """Will make every card that concerns this reader, in the order of CARDS."""
    today = timezone.localdate(now)
    made = (card(actor, today) for card in CARDS)
    return RecordsPage(cards=tuple(card for card in made if card is not None))
