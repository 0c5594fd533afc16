"""The steps taken with the order, after the dossier is open: add one, correct it, note that the order confirmed it.

Each view translates, calls once, translates back; what the order owes is computed again from these days.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_recourses import RecourseForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import Step, crumbs, step
from egide.interfaces.staff.pages_recourses import recourses_page
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.interventions.access import KIND
from egide.modules.interventions.recourses import add_recourse, correct_recourse, recourse_of
from egide.platform.errors.failures import NotVisible
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

TITLE = "Démarches auprès de l’ordre"
LEAD = (
    "Ce que l’ordre doit se calcule de ces jours. Une date que l’ordre n’a pas confirmée reste à confirmer."
)


@page(action="act", opens=True, methods=("GET", "POST"))
def recourses(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the steps noted and add one."""
    _of_this_kind(dossier)
    form = _form(request)
    if form.is_bound and form.is_valid():
        add_recourse(dossier=dossier, now=request.now, **form.cleaned_data)
        touch(dossier)
        messages.success(request, "La démarche est consignée.")
        return go_to(request, of_dossier("recourses", dossier.number))
    shown = recourses_page(dossier, form, title=TITLE, lead=LEAD)
    status = 422 if form.is_bound else 200
    return respond(request, "staff/recourses.html", shown, status=status, frame=frame(request))


@page(action="act", opens=True, methods=("GET", "POST"))
def recourse(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will correct a step, or note that the order confirmed its day."""
    _of_this_kind(dossier)
    found = recourse_of(dossier, rank)
    if found is None:
        raise NotVisible
    known = {name: getattr(found, name) for name in ("kind", "happened_on", "about", "confirmed_on")}
    form = _form(request, known)
    if form.is_bound and form.is_valid():
        correct_recourse(dossier=dossier, recourse=found, now=request.now, **form.cleaned_data)
        touch(dossier)
        messages.success(request, "La démarche est à jour.")
        return go_to(request, of_dossier("recourses", dossier.number))
    shown = _step(dossier, form, rank)
    return respond(
        request, "staff/step.html", shown, status=422 if form.is_bound else 200, frame=frame(request)
    )


def _step(dossier: Dossier, form: RecourseForm, rank: int) -> Step:
    shown = step(
        dossier,
        title="Corriger ou confirmer une démarche",
        form=form,
        lead=LEAD,
        submit="Enregistrer",
        url=of_dossier("recourse", dossier.number, rank=rank),
    )
    trail = (*crumbs(dossier, "")[:2], Crumb(label=TITLE, url=of_dossier("recourses", dossier.number)))
    return replace(shown, crumbs=(*trail, Crumb(label="Corriger")))


def _form(request: HouseRequest, known: dict[str, object] | None = None) -> RecourseForm:
    data = request.POST if request.method == "POST" else None
    return RecourseForm(today=timezone.localdate(request.now), data=data, initial=known)


def _of_this_kind(dossier: Dossier) -> None:
    if dossier.kind != KIND:
        raise NotVisible
