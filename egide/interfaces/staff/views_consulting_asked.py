"""The searches of a dossier: its section, asking several units at once, taking a question back, returning an answer.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_consulting import AskForm, ReturnForm, WhyForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_consulting_asked import (
    chosen_units,
    search_crumbs,
    search_of,
    searches_section,
    unit_choices,
)
from egide.interfaces.staff.pages_dossier import around, dossier_page
from egide.interfaces.staff.pages_moves import Step
from egide.kernel.consulting import asking
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui import formats
from egide.ui.respond import go_to, respond

LEAD = (
    "Chaque unité reçoit ces mots et ce jour, avec «\u00a0Responsable de l’accès\u00a0» comme provenance. "
    "Elle ne voit ni la personne ni ce dossier."
)
STEPS: dict[str, tuple[str, str, type[WhyForm] | type[ReturnForm]]] = {
    "retirer": (
        "Retirer la question",
        "L’unité verra que plus rien n’est attendu; la raison reste ici.",
        WhyForm,
    ),
    "retourner": (
        "Retourner pour compléter",
        "L’unité reprend sa réponse et la signe de nouveau.",
        ReturnForm,
    ),
}


@page(action="read", opens=True)
def searches(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the searches of the dossier."""
    about = around(request, dossier)
    content = searches_section(request.actor, dossier, about.horizon)
    shown = dossier_page(about, section="consulting", content=content)
    current = frame(request, current=dossier.kind)
    return respond(request, "staff/dossier.html", shown, ("section",), frame=current)


@page(action=asking.WORK, opens=True, methods=("GET", "POST"))
def ask(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask several units the same thing."""
    today = timezone.localdate(request.now)
    form = AskForm(unit_choices(dossier), today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (names := _ask_each(request, dossier, form)):
        touch(dossier)
        messages.success(request, f"Unités consultées\u00a0: {formats.listing(names)}.")
        return go_to(request, of_dossier("dossier_consulting", dossier.number))
    return _form(
        request,
        dossier,
        form,
        title="Consulter des unités",
        lead=LEAD,
        url=of_dossier("consulting_ask", dossier.number),
    )


def _ask_each(request: HouseRequest, dossier: Dossier, form: AskForm) -> tuple[str, ...]:
    """Will ask them all or none: a refusal keeps what was typed."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            for unit in chosen_units(said["units"]):
                asking.ask(
                    dossier=dossier,
                    unit=unit,
                    words=said["words"],
                    due_on=said["due_on"],
                    names_person=said["names_person"],
                    now=request.now,
                )
    except Refused as refusal:
        form.add_error(None, refusal.what)
        return ()
    return tuple(unit.name for unit in chosen_units(said["units"]))


@page(action=asking.WORK, opens=True, methods=("GET", "POST"))
def search_step(request: HouseRequest, *, dossier: Dossier, rank: int, step: str) -> HttpResponse:
    """Will take a question back, or return its answer for completion."""
    if step not in STEPS:
        raise NotVisible
    found = search_of(dossier, rank)
    title, lead, form_class = STEPS[step]
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if step == "retirer":
                asking.withdraw(dossier=dossier, consultation=found, reason=said["reason"], now=request.now)
            else:
                asking.return_for_completion(
                    dossier=dossier,
                    consultation=found,
                    reason=said["reason"],
                    due_on=said["due_on"],
                    now=request.now,
                )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            touch(dossier)
            done = "La question est retirée." if step == "retirer" else "La réponse est retournée à l’unité."
            messages.success(request, done)
            return go_to(request, of_dossier("dossier_consulting", dossier.number))
    url = of_dossier("consulting_step", dossier.number, rank=rank, step=step)
    return _form(
        request,
        dossier,
        form,
        title=title,
        lead=f"{found.unit.name}. {lead}",
        url=url,
        danger=step == "retirer",
    )


def _form(
    request: HouseRequest,
    dossier: Dossier,
    form: Any,
    *,
    title: str,
    lead: str,
    url: str,
    danger: bool = False,
) -> HttpResponse:
    shown = Step(
        title=title,
        lead=lead,
        submit=title,
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        url=url,
        back=of_dossier("dossier_consulting", dossier.number),
        crumbs=search_crumbs(dossier, title),
        form=form,
        danger=danger,
    )
    status = 422 if form.is_bound else 200
    current = frame(request, current=dossier.kind)
    return respond(request, "staff/step.html", shown, status=status, frame=current)
