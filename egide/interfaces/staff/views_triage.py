"""Typing what arrived: one page for each nature, which says what will happen, then does it in one act.

Each view translates, calls once, translates back.
"""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import forms_triage, triage
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.mailroom_dropping import proposals
from egide.interfaces.staff.natures import Nature
from egide.interfaces.staff.navigation import BOX, BOX_ROLES, HANDED
from egide.interfaces.staff.orders import order_choices
from egide.interfaces.staff.pages_triage import (
    nature_of,
    piece_page,
    receipts_page,
    slip_page,
    triage_page,
)
from egide.interfaces.staff.sender_notes import sender_note
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.handover.actions import confirm_slip
from egide.kernel.handover.models import Receipt
from egide.kernel.handover.parcels import Parcel, Person
from egide.modules.correspondence.models import MailPiece
from egide.modules.correspondence.queries import waiting_piece
from egide.modules.information_cards.models import Body, Outcome, Theme
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.ui.respond import go_to, respond

ANONYMOUS = "Personne anonyme"


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def typed(request: HouseRequest, *, reference: str, nature: str) -> HttpResponse:
    """Will say what this nature entails for the request, then do it."""
    asked, kind = _request(reference, lock=request.method == "POST"), _nature(nature)
    if asked.dossier_id or asked.set_aside_at:
        messages.warning(request, f"La demande {asked.reference} a déjà été traitée.")
        return go_to(request, reverse("staff:request", kwargs={"reference": asked.reference}))
    form = _form(kind, request, asked)
    if form.is_bound and form.is_valid():
        return _do(request, asked, kind, form.cleaned_data)
    shown = triage_page(asked, kind, form)
    status = 422 if form.is_bound else 200
    return respond(request, "staff/triage.html", shown, status=status, frame=frame(request, current=BOX))


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def piece(request: HouseRequest, *, nature: str) -> HttpResponse:
    """Will hand over what came by post, by phone or at the counter, without keeping any of it here."""
    kind = _nature(nature)
    if kind.way != "hand":
        raise NotVisible
    kept = _kept(request)
    form = _piece_form(kind, request, kept)
    if form.is_bound and form.is_valid():
        parcel = _parcel(form.cleaned_data, request.actor, request.now)
        receipt = triage.hand_piece(
            actor=request.actor,
            piece=kept,
            parcel=parcel,
            nature=kind,
            given=form.cleaned_data,
            now=request.now,
        )
        messages.success(request, _handed(receipt))
        return go_to(request, reverse("staff:receipts"))
    status = 422 if form.is_bound else 200
    shown = piece_page(
        kind, form, piece=kept.number if kept else "", sender=sender_note(kept) if kept else None
    )
    return respond(request, "staff/triage.html", shown, status=status, frame=frame(request, current=HANDED))


@page(action="open", to=BOX_ROLES)
def receipts(request: HouseRequest) -> HttpResponse:
    """Will list what was handed over, and offer to hand over a piece that came on paper."""
    shown = receipts_page(request.actor)
    return respond(request, "staff/receipts.html", shown, frame=frame(request, current=HANDED))


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def slip(request: HouseRequest, *, reference: str) -> HttpResponse:
    """Will show the slip of a request, then confirm that it was handed."""
    asked = _request(reference, lock=request.method == "POST")
    standing = triage.slip_of(asked)
    if standing is None:
        raise NotVisible
    if request.method == "POST":
        confirm_slip(receipt=standing, now=request.now)
        messages.success(request, f"La remise du bordereau {standing.number} est confirmée.")
        return go_to(request, reverse("staff:receipts"))
    shown = slip_page(asked, standing)
    return respond(request, "staff/slip.html", shown, frame=frame(request, current=BOX))


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def put_back(request: HouseRequest, *, reference: str) -> HttpResponse:
    """Will correct a typing where nothing irreversible happened."""
    asked = _request(reference, lock=request.method == "POST")
    if request.method != "POST":
        # Back from a sign-in that interrupted the click: the request's page offers the button again.
        return redirect("staff:request", reference=asked.reference)
    triage.put_back_request(request=asked, now=request.now)
    messages.success(request, f"La demande {asked.reference} est de retour dans la boîte.")
    return go_to(request, reverse("staff:request", kwargs={"reference": asked.reference}))


def _do(request: HouseRequest, asked: Request, kind: Nature, given: dict[str, Any]) -> HttpResponse:
    actor, now = request.actor, request.now
    if kind.way == "card":
        card = triage.count_request(actor=actor, request=asked, given=given, now=now)
        messages.success(
            request, f"Fiche n° {card.number} du jour\u00a0: la demande est comptée et mise de côté."
        )
        return go_to(request, reverse("staff:box"))
    if kind.way == "slip":
        triage.slip_request(actor=actor, request=asked, nature=kind, now=now)
        return go_to(request, reverse("staff:slip", kwargs={"reference": asked.reference}))
    receipt = triage.hand_request(actor=actor, request=asked, nature=kind, given=given, now=now)
    messages.success(request, _handed(receipt))
    return go_to(request, reverse("staff:box"))


def _handed(receipt: Receipt) -> str:
    return f"Remise faite à «\u00a0{receipt.destination_label}\u00a0». Votre reçu\u00a0: {receipt.number}."


def _request(reference: str, *, lock: bool) -> Request:
    found = triage.received(reference, lock=lock)
    if found is None:
        raise NotVisible
    return found


def _nature(slug: str) -> Nature:
    found = nature_of(slug)
    if found is None:
        raise NotVisible
    return found


def _form(kind: Nature, request: HouseRequest, asked: Request) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if kind.way == "card":
        known = {
            "theme": Theme.OTHER,
            "body": Body.NONE,
            "outcome": Outcome.ANSWERED,
            "order": asked.order.slug if asked.order else "",
        }
        return forms_triage.CountForm(orders=order_choices(), data=data, initial=known)
    if kind.code.startswith("service_"):
        return forms_triage.ComplaintForm(**_concerned(request), data=data)
    return forms_triage.ConfirmForm(data)


def _kept(request: HouseRequest) -> MailPiece | None:
    """Will return the piece of the register that the address names, when it still waits."""
    number = request.GET.get("piece", "")
    return waiting_piece(number) if number else None


def _piece_form(kind: Nature, request: HouseRequest, kept: MailPiece | None) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    known: dict[str, Any] = {"channel": "post", "received_on": timezone.localdate(request.now)}
    if kept is not None:
        proposed = proposals(kept)
        known |= {**proposed, "text": "\n\n".join(filter(None, (proposed["title"], proposed["summary"])))}
    if kind.code.startswith("service_"):
        return forms_triage.ComplaintPieceForm(**_concerned(request), data=data, initial=known)
    return forms_triage.PieceForm(data, initial=known)


def _concerned(request: HouseRequest) -> dict[str, Any]:
    today = timezone.localdate(request.now)
    return {"people": triage.people_concerned(today), "units": triage.units_concerned()}


def _parcel(given: dict[str, Any], actor: Actor, now: datetime) -> Parcel:
    noon = timezone.make_aware(datetime.combine(given["received_on"], time(12)))
    person = Person(
        name=given["name"].strip() or ANONYMOUS,
        email=given["email"],
        phone=given["phone"],
        address=given["address"],
        preferred_channel="email" if given["email"] else "post",
    )
    return Parcel(
        source="",
        title="Pièce reçue",
        text=given["text"],
        received_at=min(noon, now),
        channel=given["channel"],
        site=triage.site_of(actor),
        people=(person,),
    )
