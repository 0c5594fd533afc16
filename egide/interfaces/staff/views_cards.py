"""Information cards: one line by keyboard, the day's list, taking a card back, making it a dossier.

Each view translates, calls once, translates back.
"""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import triage
from egide.interfaces.staff.forms_triage import CardForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import BOX_ROLES, CARD_ROLES, CARDS, holds_any
from egide.interfaces.staff.orders import order_choices
from egide.interfaces.staff.pages_cards import cards_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.information_cards.actions import mark_opened, note_card, withdraw_card
from egide.modules.information_cards.models import Body, CardChannel, InformationCard, Outcome, Theme
from egide.modules.information_cards.queries import card_of
from egide.platform.errors.failures import NotVisible
from egide.ui.respond import go_to, respond

# What the mail room calls the ways in, by what a card calls them.
CHANNELS = {CardChannel.FORM: CardChannel.EMAIL}
MECHANISMS = {
    Theme.SYNDIC: "syndic",
    Theme.REVIEW: "review",
    Theme.DISCIPLINE: "discipline",
    Theme.ACCOUNTS: "accounts",
}


@page(action="note", to=CARD_ROLES, methods=("GET", "POST"))
def cards(request: HouseRequest) -> HttpResponse:
    """Will note a card and come back to the same line, ready for the next."""
    known = {
        "theme": Theme.SYNDIC,
        "body": Body.NONE,
        "outcome": Outcome.ANSWERED,
        "channel": CardChannel.PHONE,
    }
    form = CardForm(
        orders=order_choices(), data=request.POST if request.method == "POST" else None, initial=known
    )
    if form.is_bound and form.is_valid():
        told = triage.told_from(form.cleaned_data)
        card = note_card(actor=request.actor, unit=triage.unit_of(request.actor), told=told, now=request.now)
        messages.success(request, f"Fiche n° {card.number} comptée.")
        return go_to(request, reverse("staff:cards"))
    shown = cards_page(form, today=timezone.localdate(request.now), opens=holds_any(request.actor, BOX_ROLES))
    status = 422 if form.is_bound else 200
    return respond(request, "staff/cards.html", shown, status=status, frame=frame(request, current=CARDS))


@page(action="note", to=CARD_ROLES, methods=("GET", "POST"))
def withdraw(request: HouseRequest, *, day: str, rank: int) -> HttpResponse:
    """Will take a card out of the counts."""
    if request.method != "POST":  # back from a sign-in that interrupted the click
        return redirect("staff:cards")
    card = _card(day, rank)
    withdraw_card(card=card, now=request.now)
    messages.success(request, f"La fiche n° {card.number} est retirée des comptes.")
    return go_to(request, reverse("staff:cards"))


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def to_dossier(request: HouseRequest, *, day: str, rank: int) -> HttpResponse:
    """Will open the form of a new dossier with what the card knows; the card stays counted."""
    if request.method != "POST":
        return redirect("staff:cards")
    card = _card(day, rank)
    mark_opened(card=card, now=request.now)
    known = {
        "channel": CHANNELS.get(CardChannel(card.channel), CardChannel(card.channel)).value,
        "order": card.order.slug if card.order else "",
        "mechanism": MECHANISMS.get(Theme(card.theme), "other"),
        "title": str(Theme(card.theme).label),
        "summary": card.note,
        "received_on": card.noted_on.isoformat(),
    }
    return go_to(request, f"{reverse('staff:mailroom')}?{urlencode({k: v for k, v in known.items() if v})}")


def _card(day: str, rank: int) -> InformationCard:
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotVisible from None
    found = card_of(on, rank) if rank < 10**9 else None
    if found is None:
        raise NotVisible
    return found
