"""Corrective measures: those of a dossier, one of them, each step of its life, and the list of all of them.

Each view translates, calls once, translates back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import Truncator

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.forms_measures import ProposeForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.measure_steps import STEPS, person
from egide.interfaces.staff.pages_dossier import around, dossier_page
from egide.interfaces.staff.pages_measures import (
    chosen_unit,
    letter_followed,
    measure_page,
    measures_section,
    offered,
    propose_url,
    step_crumbs,
)
from egide.interfaces.staff.pages_measures_list import MEASURES, MeasureFilters, measures_page
from egide.interfaces.staff.pages_moves import Step, step
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.measures.actions import open_measure
from egide.kernel.measures.models import Measure, Source
from egide.kernel.measures.stepping import WORK
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

FORM = "staff/step.html"
ENGAGES = "Une mesure n’engage qu’une fois approuvée par la personne responsable de l’unité."


@page(action="work")
def measures(request: HouseRequest) -> HttpResponse:
    """Will list the measures of the dossiers that the reader may read."""
    filters = MeasureFilters.read(request.GET)
    shown = measures_page(actor=request.actor, filters=filters, near=counts_for(request).near)
    return respond(request, "staff/measures.html", shown, ("liste",), frame=frame(request, current=MEASURES))


@page(action="read", opens=True)
def dossier_measures(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the measures of the dossier."""
    about = around(request, dossier)
    content = measures_section(request.actor, dossier, about.horizon)
    shown = dossier_page(about, section="measures", content=content)
    return respond(
        request, "staff/dossier.html", shown, ("section",), frame=frame(request, current=dossier.kind)
    )


@page(action=WORK, opens=True, methods=("GET", "POST"))
def measure_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for a measure, then propose it."""
    may_choose = offered(dossier, today=timezone.localdate(request.now))
    follows = letter_followed(dossier, request.GET.get("lettre", ""))
    if follows is not None:
        may_choose = replace(may_choose, source=Source.FEEDBACK)
    told = f"À la suite de la lettre {follows.reference}." if follows else ""
    form = ProposeForm(may_choose, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            measure = open_measure(
                dossier=dossier,
                text=said["text"],
                unit=chosen_unit(said["unit"]),
                due_on=said["due_on"],
                owner=person(said["owner"]),
                source=said["source"],
                words=told,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La mesure est proposée.")
            return go_to(request, of_dossier("measure", dossier.number, rank=measure.rank))
    shown = step(
        dossier,
        title="Proposer une mesure correctrice",
        form=form,
        lead=f"{told} {ENGAGES}".lstrip(),
        submit="Proposer la mesure",
        url=propose_url(dossier.number, follows),
    )
    shown = replace(
        shown,
        back=of_dossier("dossier_measures", dossier.number),
        crumbs=step_crumbs(dossier, None, "Proposer"),
    )
    return _form(request, dossier, shown)


@page(action="read", opens=True)
def measure(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show one measure."""
    shown = measure_page(request.actor, dossier, _measure(dossier, rank), counts_for(request).near)
    return respond(request, "staff/measure.html", shown, frame=frame(request, current=dossier.kind))


@page(action=WORK, opens=True, methods=("GET", "POST"))
def measure_step(request: HouseRequest, *, dossier: Dossier, rank: int, step: str) -> HttpResponse:
    """Will ask what a step of the measure needs, then make it."""
    found, asked = _measure(dossier, rank), STEPS.get(step)
    if asked is None:
        raise NotVisible
    home = of_dossier("measure", dossier.number, rank=rank)
    may_choose = offered(dossier, today=timezone.localdate(request.now), measure=found)
    form = asked.form(may_choose, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            asked.call(dossier, found, form.cleaned_data, request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, asked.said)
            return go_to(request, home)
    shown = Step(
        title=asked.label,
        lead=asked.lead,
        submit=asked.label,
        number=dossier.number,
        heading=Truncator(found.text).chars(140),
        version=dossier.version,
        url=of_dossier("measure_step", dossier.number, rank=rank, step=step),
        back=home,
        crumbs=step_crumbs(dossier, found, asked.label),
        form=form,
        danger=asked.quiet,
    )
    return _form(request, dossier, shown)


def _measure(dossier: Dossier, rank: int) -> Measure:
    return of_rank(Measure, dossier, rank)


def _form(request: HouseRequest, dossier: Dossier, shown: Step) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(request, FORM, shown, status=status, frame=frame(request, current=dossier.kind))
