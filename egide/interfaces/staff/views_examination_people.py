"""Third persons of a request, and what reproduction would cost: one form each.

Each view translates, calls once, translates back.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_examination import FeesForm, MailedForm, NoticeForm, PositionForm, ThirdForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_examination import examination_crumbs
from egide.interfaces.staff.pages_moves import Step
from egide.interfaces.staff.views_examination import check_kind
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.access_requests.examination import fees, thirds
from egide.modules.access_requests.examination.inventory import WORK
from egide.modules.access_requests.examination.models import ThirdPerson
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

Call = Callable[[Dossier, ThirdPerson, dict[str, Any], Any], None]


def _notice(dossier: Dossier, person: ThirdPerson, said: dict[str, Any], now: Any) -> None:
    thirds.record_notice(
        dossier=dossier, person=person, mailed_on=said["mailed_on"], informed_on=said["informed_on"], now=now
    )


def _position(dossier: Dossier, person: ThirdPerson, said: dict[str, Any], now: Any) -> None:
    thirds.record_position(
        dossier=dossier,
        person=person,
        position=said["position"],
        on=said["on"],
        observations=said["observations"],
        now=now,
    )


def _mailed(dossier: Dossier, person: ThirdPerson, said: dict[str, Any], now: Any) -> None:
    thirds.record_decision_mailed(dossier=dossier, person=person, on=said["on"], now=now)


STEPS: dict[str, tuple[str, str, type[forms.Form], Call]] = {
    "avis": (
        "Consigner l’avis au tiers",
        "Ses 20 jours courent du jour où il est informé.",
        NoticeForm,
        _notice,
    ),
    "position": (
        "Consigner la position du tiers",
        "Le silence vaut consentement une fois les 20 jours écoulés.",
        PositionForm,
        _position,
    ),
    "decision": (
        "Consigner la mise à la poste de la décision",
        "Les documents se remettent après 15 jours.",
        MailedForm,
        _mailed,
    ),
}


@page(action=WORK, opens=True, methods=("GET", "POST"))
def third_add(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will name a third person to tell."""
    check_kind(dossier)
    form = ThirdForm(request.POST if request.method == "POST" else None)

    def add(said: dict[str, Any]) -> None:
        thirds.add_third_person(
            dossier=dossier, name=said["name"], address=said["address"], about=said["about"], now=request.now
        )

    lead = "L’avis est posté dans les 20 jours de la réception de la demande; la personne qui demande en est informée."
    return _form(
        request,
        dossier,
        form,
        add,
        "Inscrire un tiers à aviser",
        lead,
        of_dossier("third_add", dossier.number),
    )


@page(action=WORK, opens=True, methods=("GET", "POST"))
def third_step(request: HouseRequest, *, dossier: Dossier, rank: int, step: str) -> HttpResponse:
    """Will record a day of a third person."""
    check_kind(dossier)
    if step not in STEPS:
        raise NotVisible
    person = of_rank(ThirdPerson, dossier, rank)
    title, lead, form_class, call = STEPS[step]
    form = form_class(request.POST if request.method == "POST" else None)
    url = of_dossier("third_step", dossier.number, rank=rank, step=step)
    return _form(
        request,
        dossier,
        form,
        lambda said: call(dossier, person, said, request.now),
        title,
        f"{person.name}. {lead}",
        url,
    )


@page(action=WORK, opens=True, methods=("GET", "POST"))
def fees_estimate(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will estimate the fees of reproduction."""
    check_kind(dossier)
    form = FeesForm(request.POST if request.method == "POST" else None)

    def keep(said: dict[str, Any]) -> None:
        fees.estimate(dossier=dossier, copies=said["copies"], mailing=said["mailing"], now=request.now)

    lead = "Le tarif est celui du jour de la réception, à valider. Le montant s’annonce avant de reproduire (art. 11)."
    return _form(
        request, dossier, form, keep, "Calculer les frais", lead, of_dossier("fees_estimate", dossier.number)
    )


def _form(
    request: HouseRequest,
    dossier: Dossier,
    form: forms.Form,
    call: Callable[[dict[str, Any]], None],
    title: str,
    lead: str,
    url: str,
) -> HttpResponse:
    back = of_dossier("dossier_examination", dossier.number)
    if form.is_bound and form.is_valid():
        try:
            call(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "C’est consigné.")
            return go_to(request, back)
    shown = Step(
        title=title,
        lead=lead,
        submit="Consigner",
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        url=url,
        back=back,
        crumbs=examination_crumbs(dossier, Crumb(label=title)),
        form=form,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/step.html", shown, status=status, frame=frame(request, current=dossier.kind)
    )
