"""Confidentiality incidents: declaring one, the register and its copy, its fields, the persons to tell.

Each view translates, calls once, translates back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.forms_incidents import DeclareForm, PersonForm, RegisterForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.pages_incidents import NAME, READERS, REGISTER, account_of, home_of, register_page
from egide.interfaces.staff.pages_moves import Step, step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.visibility import visible
from egide.modules.privacy_incidents.access import KIND
from egide.modules.privacy_incidents.actions import Declared, add_person_to_tell, declare, update_register
from egide.modules.privacy_incidents.printing import register_of
from egide.modules.privacy_incidents.queries import details
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")


@page(action="note", methods=BOTH)
def incident_declare(request: HouseRequest) -> HttpResponse:
    """Will ask what was noticed, then hand it to the privacy officer; the author keeps a receipt."""
    form = DeclareForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate(request.now)
    )
    if form.is_bound and form.is_valid():
        author = account_of(request.actor)
        try:
            told = declare(
                actor=request.actor,
                home=home_of(request.actor),
                declared=Declared(**form.cleaned_data, name=author.full_name, email=author.email),
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(
                request,
                f"L’incident est déclaré. Gardez ce numéro\u00a0: {told.number}. La personne responsable de la "
                "protection des renseignements personnels s’en occupe.",
            )
            seen = told.dossier is not None and holds_any(request.actor, READERS)
            return go_to(request, reverse("staff:incidents" if seen else "staff:incident_declare"))
    crumbs = (
        (Crumb(label=NAME, url=reverse("staff:incidents")), Crumb(label="Déclarer"))
        if holds_any(request.actor, READERS)
        else (Crumb(label="Déclarer un incident"),)
    )
    shown = PlainForm(
        title="Déclarer un incident de confidentialité",
        lead="Des renseignements personnels vus, utilisés, communiqués ou perdus sans que la loi le permette. Même "
        "dans le doute, déclarez. Ce que vous écrivez quitte votre unité\u00a0: vous n’en gardez qu’un reçu.",
        url=reverse("staff:incident_declare"),
        submit="Déclarer l’incident",
        back=reverse("staff:home"),
        crumbs=crumbs,
        form=form,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request,
        "staff/plain_form.html",
        shown,
        status=status,
        frame=frame(request, current="incident_declare"),
    )


@page(action="list", to=READERS)
def incidents(request: HouseRequest) -> HttpResponse:
    """Will show the register."""
    shown = register_page(request.actor, counts_for(request).near)
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=REGISTER))


@page(action="list", to=READERS)
def incidents_pdf(request: HouseRequest) -> HttpResponse:
    """Will give a copy of the register, as the Commission may ask for one."""
    today = timezone.localdate(request.now)
    body = register_of(visible(request.actor, kind=KIND), day=today)
    headers = {"Content-Disposition": f'inline; filename="registre-incidents-{today.isoformat()}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@page(action="act", opens=True, methods=BOTH)
def incident_register(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the fields of the register, then keep them."""
    _ours(dossier)
    form = RegisterForm(request.POST) if request.method == "POST" else RegisterForm.of(details(dossier))
    if form.is_bound and form.is_valid():
        try:
            update_register(dossier=dossier, values=form.cleaned_data, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le registre est à jour.")
            return go_to(request, dossier_url(dossier.number))
    shown = step(
        dossier,
        title="Tenir le registre",
        form=form,
        lead="Les huit champs du règlement (RLRQ, c. A-2.1, r. 3.1, art. 7). Les dates des avis viennent des étapes.",
        submit="Enregistrer",
        url=of_dossier("incident_register", dossier.number),
    )
    return _step(request, shown)


@page(action="act", opens=True, methods=BOTH)
def incident_person(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will enter someone to whom the notice is written."""
    _ours(dossier)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_person_to_tell(dossier=dossier, **form.cleaned_data, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La personne est inscrite parmi celles à aviser.")
            return go_to(request, of_dossier("dossier_parties", dossier.number))
    shown = step(
        dossier,
        title="Inscrire une personne à aviser",
        form=form,
        lead="Elle recevra l’avis quand vous le préparerez. Son nom reste dans ce dossier.",
        submit="Inscrire",
        url=of_dossier("incident_person", dossier.number),
    )
    return _step(request, replace(shown, back=dossier_url(dossier.number)))


def _ours(dossier: Dossier) -> None:
    if dossier.kind != KIND:
        raise NotVisible


def _step(request: HouseRequest, shown: Step) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(request, "staff/step.html", shown, status=status, frame=frame(request, current=KIND))
