"""Mandates: giving one, the page of one, each thing that may be done on it, its note on paper.

Each view translates, calls once, translates back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.forms_mandates_office import GiveForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.mandate_office_steps import STEPS, MandateStep, person
from egide.interfaces.staff.navigation import kind_url
from egide.interfaces.staff.pages_mandates_office import (
    account_of,
    mandate_home,
    mandate_page,
    offered,
    offered_to_give,
    unit_of_code,
)
from egide.interfaces.staff.pages_moves import crumbs
from egide.interfaces.staff.pages_moves import step as step_page
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.verdicts import may
from egide.modules.mandates import acting, naming
from egide.modules.mandates.access import KIND
from egide.modules.mandates.models import Approver, Contributor, Task
from egide.modules.mandates.opening import NewMandate, give, units_of
from egide.modules.mandates.printing import note_pdf
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")
GIVES = "La personne responsable reçoit un avis. Le mandat paraît dans ses listes et dans son calendrier."
GIVES_NONE = "Vos fonctions ne font confier aucun mandat\u00a0: voyez la personne responsable de votre unité."
GROUPS = (
    ("Ce qui est demandé", ("title", "requester", "requesting_unit", "purpose", "deliverable")),
    ("Pour quand, par qui", ("due_on", "priority", "unit", "lead", "contributors", "approver")),
)


@page(action="open", methods=BOTH)
def give_mandate(request: HouseRequest) -> HttpResponse:
    """Will ask what is to be done, by whom and for when, then give the mandate."""
    may_choose = offered_to_give(request.actor, today=timezone.localdate(request.now))
    form = GiveForm(may_choose, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            dossier = give(actor=request.actor, new=_new(request, form.cleaned_data), now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"Le mandat {dossier.number} est ouvert.")
            return go_to(request, mandate_home(dossier.number))
    shown = FormPage(
        title="Confier un mandat",
        lead=GIVES if may_choose.units else GIVES_NONE,
        form=form,
        url=reverse("staff:mandate_give"),
        back=kind_url(KIND),
        submit="Confier le mandat",
        crumbs=(Crumb(label="Mandats", url=kind_url(KIND)), Crumb(label="Confier un mandat")),
        titles=GROUPS,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=KIND)
    )


@page(action="read", opens=True)
def mandate(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show where the mandate stands, with everything that may be done on it."""
    _only_mandates(dossier)
    shown = mandate_page(request.actor, dossier, counts_for(request).near)
    return respond(request, "staff/mandate_office.html", shown, frame=frame(request, current=KIND))


@page(action="read", opens=True, methods=BOTH)
def mandate_step(request: HouseRequest, *, dossier: Dossier, step: str) -> HttpResponse:
    """Will ask what a step needs, then make it; each step asks the gate for its own action."""
    _only_mandates(dossier)
    asked = STEPS.get(step)
    if asked is None:
        raise NotVisible
    _check(request, dossier, asked.action)
    may_choose = offered(dossier, today=timezone.localdate(request.now))
    form = asked.form(may_choose, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            asked.call(request.actor, dossier, form.cleaned_data, request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, asked.said)
            return go_to(request, mandate_home(dossier.number))
    return _form(request, dossier, asked, form, step)


@page(action="contribute", opens=True, methods=("POST",))
def mandate_task(request: HouseRequest, *, dossier: Dossier, step: str, rank: int) -> HttpResponse:
    """Will finish a part of the work, withdraw it, or take it up again."""
    _only_mandates(dossier)
    task = of_rank(Task, dossier, rank)
    if step == "reprendre":
        acting.reopen_task(dossier=dossier, task=task, now=request.now)
    elif step in ("terminer", "retirer"):
        acting.settle_task(
            actor=request.actor, dossier=dossier, task=task, as_done=step == "terminer", now=request.now
        )
    else:
        raise NotVisible
    messages.success(request, "C’est noté.")
    return go_to(request, mandate_home(dossier.number))


@page(action="direct", opens=True, methods=("POST",))
def mandate_end(request: HouseRequest, *, dossier: Dossier, step: str, rank: int) -> HttpResponse:
    """Will end the part of someone who helps or approves."""
    _only_mandates(dossier)
    if step == "collaboration":
        naming.end_contributor(
            dossier=dossier, contributor=of_rank(Contributor, dossier, rank), now=request.now
        )
    elif step == "approbation":
        naming.end_approver(dossier=dossier, approver=of_rank(Approver, dossier, rank), now=request.now)
    else:
        raise NotVisible
    messages.success(request, "La personne est retirée.")
    return go_to(request, mandate_home(dossier.number))


@page(action="read", opens=True)
def mandate_note(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will print the note of the mandate (L501)."""
    _only_mandates(dossier)
    pdf = note_pdf(dossier=dossier, signatory=account_of(request.actor), day=timezone.localdate(request.now))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{dossier.number}-note.pdf"'
    return response


def _only_mandates(dossier: Dossier) -> None:
    if dossier.kind != KIND:
        raise NotVisible


def _check(request: HouseRequest, dossier: Dossier, action: str) -> None:
    verdict = may(request.actor, dossier, action)
    if not verdict.allowed:
        raise Refused(verdict.reason)


def _form(
    request: HouseRequest, dossier: Dossier, asked: MandateStep, form: object, code: str
) -> HttpResponse:
    shown = step_page(
        dossier,
        title=asked.label,
        form=form,
        lead=asked.lead,
        submit=asked.submit or asked.label,
        url=of_dossier("mandate_office_step", dossier.number, step=code),
    )
    trail = (*crumbs(dossier, "")[:2], Crumb(label="Suivi du mandat", url=mandate_home(dossier.number)))
    shown = replace(shown, back=mandate_home(dossier.number), crumbs=(*trail, Crumb(label=asked.label)))
    status = 422 if shown.form.is_bound else 200
    return respond(request, "staff/step.html", shown, status=status, frame=frame(request, current=KIND))


def _new(request: HouseRequest, said: dict[str, object]) -> NewMandate:
    unit = next(unit for unit in units_of(request.actor) if unit.code == said["unit"])
    helping = [person(code) for code in said["contributors"]]  # type: ignore[attr-defined]
    approver, asking = person(str(said["approver"])), said["requesting_unit"]
    return NewMandate(
        unit=unit,
        title=str(said["title"]),
        purpose=str(said["purpose"]),
        deliverable=str(said["deliverable"]),
        due_on=said["due_on"],  # type: ignore[arg-type]
        requester=str(said["requester"]),
        requesting_unit=unit_of_code(str(asking)) if asking else None,
        priority=str(said["priority"]),
        lead=person(str(said["lead"])),
        contributors=tuple(one for one in helping if one is not None),
        approvers=(approver,) if approver else (),
    )
