"""The records office's home: one card for each thing that may wait for the archivist.

Each card is made by the package whose idea it is; add yours to CARDS, as a function of (actor, today).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from egide.interfaces.staff.cards_disposal import disposal_card, holds_card
from egide.interfaces.staff.pages_records_sheet import RecordsCard
from egide.interfaces.staff.pages_sealed_series import sealed_card
from egide.interfaces.staff.records_cards import life_card, plan_card, schedule_card
from egide.platform.accounts.actors import Actor

__all__ = ["CARDS", "RecordsCard", "RecordsPage", "records_page"]


@dataclass(frozen=True, kw_only=True)
class RecordsPage:
    """The home of the records office, as its template reads it."""

    cards: tuple[RecordsCard, ...]


MakeCard = Callable[[Actor, date], RecordsCard | None]
CARDS: tuple[MakeCard, ...] = (disposal_card, plan_card, schedule_card, life_card, sealed_card, holds_card)


def records_page(*, actor: Actor, now: datetime) -> RecordsPage:
    """Will make every card that concerns this reader, in the order of CARDS."""
    today = timezone.localdate(now)
    made = (card(actor, today) for card in CARDS)
    return RecordsPage(cards=tuple(card for card in made if card is not None))
