"""The unit's box: what waits, opening a dossier from a request, setting a request aside.

Each view translates, calls once, translates back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.counting import Reading, counts_for
from egide.interfaces.staff.forms_opening import OpeningForm, SetAsideForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import BOX, BOX_ROLES
from egide.interfaces.staff.opening import open_from
from egide.interfaces.staff.pages_alike import alike_to
from egide.interfaces.staff.pages_box import box_page, offered, request_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.visibility import visible
from egide.modules.interventions import actions
from egide.modules.interventions.models import Mechanism, Request
from egide.platform.errors.failures import NotVisible
from egide.ui.respond import go_to, respond


@page(action="box", to=BOX_ROLES)
def box(request: HouseRequest) -> HttpResponse:
    """Will show what waits for somebody."""
    shown = box_page(actor=request.actor, reading=Reading(request))
    return respond(request, "staff/box.html", shown, frame=frame(request, current=BOX))


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def received(request: HouseRequest, *, reference: str) -> HttpResponse:
    """Will show a request as it was received, then open its dossier."""
    asked = _request(reference, lock=request.method == "POST")
    if request.method == "POST" and asked.dossier:
        # A second tab: the dossier is already there, perhaps opened by the same hand.
        messages.warning(request, f"Cette demande est déjà ouverte\u00a0: dossier {asked.dossier.number}.")
        there = visible(request.actor).filter(number=asked.dossier.number).exists()
        shown = reverse("staff:request", kwargs={"reference": asked.reference})
        return go_to(request, dossier_url(asked.dossier.number) if there else shown)
    intake = actions.intake_from(asked)
    mechanism = intake.mechanism if intake.mechanism in Mechanism.values else Mechanism.OTHER
    known = {
        "title": intake.title,
        "mechanism": mechanism,
        "order": intake.order.slug if intake.order else "",
    }
    choices = offered(request.actor, today=timezone.localdate(request.now))
    form = OpeningForm(choices, request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        wanted = replace(intake, title=form.cleaned_data["title"], mechanism=form.cleaned_data["mechanism"])
        dossier = open_from(
            form.cleaned_data, actor=request.actor, intake=wanted, request=asked, now=request.now
        )
        messages.success(request, f"Le dossier {dossier.number} est ouvert.")
        return go_to(request, dossier_url(dossier.number))
    return _request_page(request, asked, form, SetAsideForm(), status=422 if form.is_bound else 200)


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def put_aside(request: HouseRequest, *, reference: str) -> HttpResponse:
    """Will set a request aside, with its reason."""
    if request.method != "POST":  # back from a sign-in that interrupted the click: the form is on the page
        return redirect("staff:request", reference=_request(reference, lock=False).reference)
    asked = _request(reference, lock=True)
    aside = SetAsideForm(request.POST)
    if not aside.is_valid():
        choices = offered(request.actor, today=timezone.localdate(request.now))
        form = OpeningForm(choices, initial={"title": actions.intake_from(asked).title})
        return _request_page(request, asked, form, aside, status=422)
    actions.set_aside(request=asked, reason=aside.cleaned_data["reason"], now=request.now)
    messages.success(request, f"La demande {asked.reference} est mise de côté.")
    return go_to(request, reverse("staff:box"))


@page(action="open", to=BOX_ROLES)
def new(request: HouseRequest) -> HttpResponse:
    """Will lead to the mail room, the one door for what comes otherwise than by the form."""
    asked = request.GET.urlencode()
    return redirect(f"{reverse('staff:mailroom')}{'?' if asked else ''}{asked}")


def _request(reference: str, *, lock: bool) -> Request:
    rows = Request.objects.filter(reference=reference[:40].upper())
    found = (
        (rows.select_for_update(of=("self",)) if lock else rows).select_related("order", "dossier").first()
    )
    if found is None:
        raise NotVisible
    return found


def _request_page(
    request: HouseRequest, asked: Request, form: OpeningForm, aside: SetAsideForm, *, status: int
) -> HttpResponse:
    alike, _ = alike_to(
        request.actor,
        compartment_id=asked.compartment_id,
        given=asked.answers | {"name": asked.name},
        exclude=asked.dossier_id,
    )
    shown = replace(
        request_page(asked, form=form, aside=aside, horizon=counts_for(request).near), alike=alike
    )
    return respond(request, "staff/request.html", shown, status=status, frame=frame(request, current=BOX))
