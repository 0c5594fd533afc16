"""Noting a card, taking it back, and saying that it became a dossier.

One keyword-only function per intention; the clock is an argument.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from egide.kernel.parties.models import ProfessionalOrder
from egide.modules.information_cards.models import Body, CardChannel, InformationCard, Outcome, Theme
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is kept of a question."""

    theme: str
    body: str = Body.NONE
    outcome: str = Outcome.ANSWERED
    channel: str = CardChannel.PHONE
    order: ProfessionalOrder | None = None
    note: str = ""
    source: str = ""


def note_card(*, actor: Actor, unit: Unit, told: Told, now: datetime) -> InformationCard:
    """Will keep the card under the next number of the day.

    :raises Refused: the note is longer than 200 characters.
    """
    if len(told.note) > 200:
        raise Refused("La note d’une fiche tient en 200 caractères. Pour en dire plus, ouvrez un dossier.")
    today = timezone.localtime(now).date()
    card = InformationCard.objects.create(
        compartment_id=unit.compartment_id,
        unit=unit,
        number=_next_number(unit.compartment_id, today),
        noted_on=today,
        noted_at=now,
        noted_by=actor.code,
        order=told.order,
        theme=Theme(told.theme),
        body=Body(told.body),
        outcome=Outcome(told.outcome),
        channel=CardChannel(told.channel),
        note=told.note.strip(),
        source=told.source,
    )
    _journal(card, "card.noted", now)
    return card


def withdraw_card(*, card: InformationCard, now: datetime) -> None:
    """Will take a card out of the counts; its number stays taken.

    :raises Refused: it was already withdrawn, or became a dossier.
    """
    _standing(card)
    card.withdrawn_at = now
    card.save(update_fields=["withdrawn_at"])
    _journal(card, "card.withdrawn", now)


def mark_opened(*, card: InformationCard, now: datetime) -> None:
    """Will note that the question is being made a dossier; the card stays in the counts.

    Asked again it changes nothing: the opening form may be left and taken up again.
    """
    if card.opened_at is not None:
        return
    card.opened_at = now
    card.save(update_fields=["opened_at"])
    _journal(card, "card.opened", now)


def _next_number(compartment_id: int, day: date) -> int:
    # Two people note at once: the second waits here until the first has committed.
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cards:{compartment_id}:{day}"]
        )
    last = InformationCard.objects.filter(compartment_id=compartment_id, noted_on=day).aggregate(
        last=Max("number")
    )
    return (last["last"] or 0) + 1


def _standing(card: InformationCard) -> None:
    row = InformationCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if row.withdrawn_at or row.opened_at:
        raise Refused("Cette fiche a déjà été retirée ou reprise dans un dossier.")


def _journal(card: InformationCard, code: str, now: datetime) -> None:
    append(
        chain=access_chain(card.compartment.code, now),
        compartment_id=card.compartment_id,
        code=code,
        data={"number": card.number, "day": card.noted_on.isoformat(), "theme": card.theme},
        at=now,
    )
