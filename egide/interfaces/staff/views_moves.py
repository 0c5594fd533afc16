"""Moving a dossier on, giving it to someone, taking the last step back, declaring a conflict.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.forms_moves import AssignForm, MoveForm, ReasonForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.moves_linking import JOINED, link_joined, unlink_joined
from egide.interfaces.staff.pages_moves import (
    assignable,
    assignment_consequences,
    move_step,
    step,
    undo_consequences,
)
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.lifecycle.answers import Period, proposed_answers
from egide.kernel.lifecycle.assignments import undo_assignment
from egide.kernel.lifecycle.offered import closed_by
from egide.kernel.lifecycle.refusing import fitted, refusals
from egide.kernel.lifecycle.running import run, transition_of
from egide.kernel.lifecycle.undoing import undo
from egide.kernel.mandates.actions import end_named, entrust
from egide.kernel.notices.actions import notify
from egide.law.lifecycles import Transition
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.ui.respond import go_to, respond

FORM = "staff/step.html"


@page(action="act", opens=True, methods=("GET", "POST"))
def move(request: HouseRequest, *, dossier: Dossier, code: str) -> HttpResponse:
    """Will show what a transition asks, then make it."""
    transition, today = transition_of(dossier, code), timezone.localdate(request.now)
    period, asked = Period.of(dossier, today=today), fitted(dossier, transition, today=today)
    if request.method == "POST":
        form = MoveForm(asked, request.POST, period=period)
        if form.is_valid() and not (refused := _refused_answers(request, dossier, transition, form.answers)):
            run(actor=request.actor, dossier=dossier, code=code, answers=form.answers, now=request.now)
            link_joined(
                actor=request.actor,
                dossier=dossier,
                transition=transition,
                answers=form.answers,
                now=request.now,
            )
            messages.success(request, f"{transition.label} : c’est fait.")
            return go_to(request, dossier_url(dossier.number))
        if form.is_valid():
            form.add_error(None, " ".join(refused))
        return _form(request, move_step(dossier, transition, form), status=422)
    _refuse_closed(request, dossier, transition)
    form = MoveForm(asked, initial=proposed_answers(dossier, code), period=period)
    return _form(request, move_step(dossier, transition, form))


@page(action="assign", opens=True, methods=("GET", "POST"))
def assign_dossier(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show who may be put in charge, then put that person in charge."""
    people = assignable(dossier, today=timezone.localdate(request.now))
    form = AssignForm(people, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = User.objects.get(public_id=form.cleaned_data["person"])
        assign(dossier=dossier, to=person, now=request.now)
        if person.pk != request.actor.user_id:
            notify(user_ids=(person.pk,), dossier=dossier, code="dossier.assigned", now=request.now)
        asked = {name: form.cleaned_data[name] for name in ("instruction", "due_on")}
        if any(asked.values()):
            entrust(dossier=dossier, to=person, now=request.now, **asked)
        else:
            end_named(dossier=dossier, now=request.now)
        messages.success(request, f"Le dossier est confié à {person.full_name}.")
        return go_to(request, dossier_url(dossier.number))
    url = reverse("staff:assign", kwargs={"number": dossier.number})
    shown = step(dossier, title="Confier le dossier", form=form, url=url, submit="Confier")
    return _form(request, shown, status=422 if form.is_bound else 200)


@page(action="undo", opens=True, methods=("GET", "POST"))
def undo_step(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask why, then take the last step back."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        joined = dossier.state == JOINED
        undo(actor=request.actor, dossier=dossier, reason=form.cleaned_data["reason"], now=request.now)
        if joined:
            unlink_joined(dossier=dossier, now=request.now)
        messages.success(request, "La dernière étape est annulée.")
        return go_to(request, dossier_url(dossier.number))
    url = reverse("staff:undo", kwargs={"number": dossier.number})
    lead = "Le journal garde l’étape et son annulation. Ce qui est parti ou notifié ne peut pas être repris."
    shown = step(
        dossier,
        title="Annuler la dernière étape",
        form=form,
        url=url,
        lead=lead,
        consequences=undo_consequences(dossier),
        danger=True,
    )
    return _form(request, shown, status=422 if form.is_bound else 200)


@page(action="undo", opens=True, methods=("GET", "POST"))
def undo_assign(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask why, then give the dossier back to whoever had it before."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        former = undo_assignment(actor=request.actor, dossier=dossier, reason=reason, now=request.now)
        told = (
            f"Le dossier revient à {former.full_name}." if former else "Le dossier n’est confié à personne."
        )
        messages.success(request, f"L’attribution est annulée. {told}")
        return go_to(request, dossier_url(dossier.number))
    shown = step(
        dossier,
        title="Annuler l’attribution",
        form=form,
        url=reverse("staff:undo_assign", kwargs={"number": dossier.number}),
        lead="Le dossier revient à la personne qui l’avait. Le journal garde l’attribution et son annulation.",
        consequences=assignment_consequences(dossier),
        danger=True,
    )
    return _form(request, shown, status=422 if form.is_bound else 200)


@page(action="read", opens=True, methods=("GET", "POST"))
def conflict(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for the reason of a conflict of interest, then close the dossier to whoever declares it."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        declare_conflict(
            actor=request.actor, dossier=dossier, reason=form.cleaned_data["reason"], now=request.now
        )
        messages.success(
            request, "Votre conflit d’intérêts est consigné : ce dossier ne vous est plus accessible."
        )
        return go_to(request, reverse("staff:home"))
    url = reverse("staff:conflict", kwargs={"number": dossier.number})
    lead = (
        "Famille, connaissance, intérêt personnel : l’apparence suffit. Dès la déclaration, le dossier ne vous est "
        "plus accessible, et il retourne à l’unité s’il vous était confié."
    )
    shown = step(dossier, title="Déclarer un conflit d’intérêts", form=form, url=url, lead=lead, danger=True)
    return _form(request, shown, status=422 if form.is_bound else 200)


def _refuse_closed(request: HouseRequest, dossier: Dossier, transition: Transition) -> None:
    today = timezone.localdate(request.now)
    why = closed_by(actor=request.actor, dossier=dossier, transition=transition, today=today)
    if why:
        raise Refused(" ".join(why))


def _refused_answers(
    request: HouseRequest, dossier: Dossier, transition: Transition, answers: dict[str, str]
) -> tuple[str, ...]:
    # A step that is closed whatever is answered refuses the page; an answer that a guard refuses stays in the form.
    today = timezone.localdate(request.now)
    if closed_by(actor=request.actor, dossier=dossier, transition=transition, today=today):
        return ()
    return refusals(dossier, transition, today=today, answers=answers)


def _form(request: HouseRequest, shown: Any, *, status: int = 200) -> HttpResponse:
    return respond(request, FORM, shown, status=status, frame=frame(request))
