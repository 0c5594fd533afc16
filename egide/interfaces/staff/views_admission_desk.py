"""The desk of the Commissioner's secretary: register what arrives, sign and send its acknowledgment.

Each view translates, calls once, translates back. She reads no dossier: see pages_admission_desk.py.
"""

from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_admission import RegisterForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.orders import order_choices
from egide.interfaces.staff.pages_admission_desk import (
    DESK,
    acknowledgment_of,
    arrival_page,
    desk_page,
    his_unit,
)
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_email, send_by_post
from egide.kernel.letters.models import Delivery, LetterState
from egide.law import roles
from egide.modules.admission_complaints.access import KIND, REGISTER
from egide.modules.admission_complaints.actions import NewComplaint, Target, open_complaint
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

SHEET, FORM = "staff/records_sheet.html", "staff/records_form.html"
BOTH = ("GET", "POST")
DESK_ROLES = (roles.ADMISSION_INTAKE, roles.COMMISSIONER)
CURRENT = "admission_desk"
NOON = time(12)


def instant_of(day: date, now: datetime) -> datetime:
    """Will give the instant of a receipt typed as a day: noon in Québec, or now when that is still to come."""
    at = timezone.make_aware(datetime.combine(day, NOON), timezone.get_default_timezone())
    return min(at, now) if day <= timezone.localdate(now) else at


@page(action=REGISTER, to=DESK_ROLES)
def desk(request: HouseRequest) -> HttpResponse:
    """Will list what arrived."""
    return respond(request, SHEET, desk_page(request.actor), frame=frame(request, current=CURRENT))


@page(action=REGISTER, opens=True, methods=BOTH)
def arrival(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show one arrival, or sign and send its acknowledgment.

    :raises NotVisible: the dossier is no complaint to the Commissioner.
    """
    if dossier.kind != KIND:
        raise NotVisible
    if request.method == "POST":
        return _acknowledge(request, dossier)
    return respond(
        request, "staff/admission_arrival.html", arrival_page(dossier), frame=frame(request, current=CURRENT)
    )


@page(action="open", to=DESK_ROLES, methods=BOTH)
def register(request: HouseRequest) -> HttpResponse:
    """Will register a complaint that arrived by post, by telephone, by e-mail or in person."""
    today = timezone.localdate(request.now)
    form = RegisterForm(
        orders=order_choices(), today=today, data=request.POST if request.method == "POST" else None
    )
    if not form.is_bound:  # opened from a sealed piece: its own day and its medium
        known = {"received_on": request.GET.get("recu"), "channel": request.GET.get("par")}
        form.initial = {**form.initial, **{name: value for name, value in known.items() if value}}
    if form.is_bound and form.is_valid():
        said, unit = form.cleaned_data, his_unit(request.actor)
        try:
            dossier = open_complaint(
                actor=request.actor,
                complaint=_complaint(said),
                unit=unit,
                site=unit.site,
                received_at=instant_of(said["received_on"], request.now),
                channel=said["channel"],
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La plainte {dossier.number} est inscrite.")
            return go_to(request, reverse("staff:admission_arrival", kwargs={"number": dossier.number}))
    shown = FormPage(
        title="Inscrire une plainte",
        lead="Le recours est gratuit, d’où que vienne la personne. L’accusé de réception est dû dans les 5 jours "
        "civils.",
        form=form,
        url=reverse("staff:admission_new"),
        back=DESK.url,
        submit="Inscrire la plainte",
        crumbs=(DESK, Crumb(label="Inscrire une plainte")),
        titles=(
            ("La personne", ("name", "email", "phone", "address", "country")),
            ("La réception", ("received_on", "channel")),
            ("Qui est visé", ("order", "body")),
            (
                "L’admission",
                ("profession", "permit_type", "route", "training_country", "stage", "motive"),
            ),
            ("La plainte", ("facts", "wish")),
        ),
    )
    status = 422 if form.is_bound else 200
    return respond(request, FORM, shown, status=status, frame=frame(request, current=CURRENT))


def _complaint(said: dict[str, str]) -> NewComplaint:
    targets = (Target(order_slug=said["order"]), Target(name=said["body"]))
    return NewComplaint(
        name=said["name"],
        email=said["email"],
        phone=said["phone"],
        address=said["address"].replace("\r\n", "\n"),
        country=said["country"],
        professions=(said["profession"],),
        permit_type=said["permit_type"],
        route=said["route"],
        training_country=said["training_country"],
        stage=said["stage"],
        motives=(said["motive"],),
        targets=targets,
        facts=said["facts"].replace("\r\n", "\n"),
        wish=said["wish"].replace("\r\n", "\n"),
    )


def _acknowledge(request: HouseRequest, dossier: Dossier) -> HttpResponse:
    letter = acknowledgment_of(dossier)
    if letter is None:
        raise Refused("Aucun accusé de réception n’est préparé pour cette plainte.")
    common: dict[str, Any] = {"dossier": dossier, "letter": letter, "now": request.now}
    if letter.state in (LetterState.DRAFT, LetterState.SUBMITTED):
        approve_letter(actor=request.actor, seen=request.POST.get("seen", ""), **common)
    if letter.delivery == Delivery.POST:
        day = timezone.localdate(request.now)
        send_by_post(actor=request.actor, posted_on=day, **common)
        messages.success(request, "L’accusé est signé; sa mise à la poste est consignée aujourd’hui.")
    else:
        send_by_email(**common)
        messages.success(request, "L’accusé est signé; il part dans un instant.")
    return go_to(request, reverse("staff:admission_arrival", kwargs={"number": dossier.number}))
