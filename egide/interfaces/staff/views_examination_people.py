"""Third persons of a request, and what reproduction would cost: one form each.

Each view translates, calls once, translates back.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_examination import (
    FeesForm,
    MailedForm,
    NoticeForm,
    PositionForm,
    ThirdDecisionForm,
    ThirdForm,
)
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_examination import examination_crumbs
from egide.interfaces.staff.pages_moves import Step
from egide.interfaces.staff.views_examination import check_kind
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.access_requests.examination import fees, third_letters, thirds
from egide.modules.access_requests.examination.inventory import WORK
from egide.modules.access_requests.examination.models import ThirdPerson
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

# A letter that was drafted is the next thing to read: its address is where one goes.
Call = Callable[[Dossier, ThirdPerson, dict[str, Any], Any], str | None]
CONSIGN, PREPARE = "Consigner", "Préparer la lettre"


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


def _draft_notice(dossier: Dossier, person: ThirdPerson, said: dict[str, Any], now: Any) -> str:
    letter = third_letters.draft_notice(dossier=dossier, person=person, now=now)
    return of_dossier("letter", dossier.number, rank=letter.rank)


def _draft_decision(dossier: Dossier, person: ThirdPerson, said: dict[str, Any], now: Any) -> str:
    letter = third_letters.draft_decision(dossier=dossier, person=person, words=said["words"], now=now)
    return of_dossier("letter", dossier.number, rank=letter.rank)


STEPS: dict[str, tuple[str, str, type[forms.Form], Call]] = {
    "lettre-avis": (
        "Préparer l’avis au tiers",
        "La lettre nomme les documents qui le concernent. La personne responsable de l’accès la signe.",
        forms.Form,
        _draft_notice,
    ),
    "lettre-decision": (
        "Préparer la décision au tiers",
        "Les documents se remettent 15 jours après sa mise à la poste.",
        ThirdDecisionForm,
        _draft_decision,
    ),
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
    form = form_class(
        request.POST if request.method == "POST" else None, initial=_known(dossier, person, step)
    )
    url = of_dossier("third_step", dossier.number, rank=rank, step=step)
    return _form(
        request,
        dossier,
        form,
        lambda said: call(dossier, person, said, request.now),
        title,
        f"{person.name.rstrip('.')}. {lead}",
        url,
        submit=PREPARE if step.startswith("lettre-") else CONSIGN,
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
    call: Callable[[dict[str, Any]], str | None],
    title: str,
    lead: str,
    url: str,
    submit: str = CONSIGN,
) -> HttpResponse:
    back = of_dossier("dossier_examination", dossier.number)
    if form.is_bound and form.is_valid():
        try:
            to = call(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(
                request, "La lettre est préparée\u00a0: relisez-la." if to else "C’est consigné."
            )
            return go_to(request, to or back)
    shown = Step(
        title=title,
        lead=lead,
        submit=submit,
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


def _known(dossier: Dossier, person: ThirdPerson, step: str) -> dict[str, Any]:
    """The day that Égide knows already: that of the letter which left."""
    template, field = {
        "avis": (third_letters.NOTICE, "mailed_on"),
        "decision": (third_letters.DECISION, "on"),
    }.get(step, ("", ""))
    letter = third_letters.third_letters(dossier).get((template, person.name)) if template else None
    return {field: letter.sent_on.isoformat()} if letter is not None and letter.sent_on else {}
