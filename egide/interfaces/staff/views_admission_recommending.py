"""The recommendations of a dossier: written, taken back, sent, answered, carried out, looked at again.

Each view translates, calls once, translates back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_admission import (
    AnswerForm,
    DayForm,
    NothingForm,
    RecommendForm,
    TargetForm,
)
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.orders import order_choices
from egide.interfaces.staff.pages_admission_recommending import crumbs, recommendations_page
from egide.interfaces.staff.pages_moves import Step
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.recommendations.reading import addressees, declared_for
from egide.kernel.recommendations.recommending import (
    draft_recommendation_letters,
    recommend,
    record_answer,
    record_done,
    reschedule,
    withdraw_recommendation,
)
from egide.modules.admission_complaints.access import KIND as COMPLAINT
from egide.modules.admission_complaints.actions import Target, add_target
from egide.modules.admission_work.actions import name_addressee
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

FOLLOW_UP = timedelta(days=60)
BOTH = ("GET", "POST")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One step of a recommendation: what it is called, what it asks, what it does."""

    label: str
    form: Callable[..., Form]
    said: str
    call: Callable[[Dossier, int, dict[str, Any], date, Any], None]
    lead: str = ""
    danger: bool = False


STEPS = {
    "reponse": Asked(
        label="Consigner la réponse",
        form=AnswerForm,
        said="La réponse est consignée.",
        call=lambda d, rank, said, today, now: record_answer(
            dossier=d,
            rank=rank,
            answer=said["answer"],
            answered_on=said["answered_on"],
            words=said["words"],
            today=today,
            now=now,
        ),
    ),
    "realisee": Asked(
        label="Consigner la réalisation",
        form=DayForm,
        said="La réalisation est consignée.",
        call=lambda d, rank, said, today, now: record_done(
            dossier=d, rank=rank, done_on=said["day"], today=today, now=now
        ),
        lead="Le jour où ce qui était recommandé a été fait.",
    ),
    "reporter": Asked(
        label="Reporter le suivi",
        form=DayForm,
        said="La date de suivi est changée.",
        call=lambda d, rank, said, today, now: reschedule(
            dossier=d, rank=rank, follow_up_on=said["day"], today=today, now=now
        ),
    ),
    "retirer": Asked(
        label="Retirer la recommandation",
        form=NothingForm,
        said="La recommandation est retirée.",
        call=lambda d, rank, said, today, now: withdraw_recommendation(dossier=d, rank=rank, now=now),
        lead="Elle ne paraîtra dans aucune lettre. Le journal garde le fait.",
        danger=True,
    ),
}


@page(action="read", opens=True)
def dossier_recommendations(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the recommendations of a dossier."""
    _check(dossier)
    shown = recommendations_page(request.actor, dossier, timezone.localdate(request.now))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=dossier.kind))


@page(action="act", opens=True, methods=BOTH)
def recommendation_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for a recommendation, then write it down."""
    _check(dossier)
    today = timezone.localdate(request.now)
    form = RecommendForm(
        parties=[(str(party.rank), party.name) for party in addressees(dossier)],
        first=(today + FOLLOW_UP).isoformat(),
        data=request.POST if request.method == "POST" else None,
    )

    def call(said: dict[str, Any]) -> None:
        recommend(
            actor=request.actor,
            dossier=dossier,
            party_rank=int(said["party"]),
            text=said["text"].replace("\r\n", "\n"),
            follow_up_on=said["follow_up_on"],
            today=today,
            now=request.now,
        )

    return _step(
        request,
        dossier,
        form,
        call,
        title="Écrire une recommandation",
        said="La recommandation est écrite.",
        url=of_dossier("recommendation_new", dossier.number),
    )


@page(action="act", opens=True, methods=BOTH)
def recommendation_step(request: HouseRequest, *, dossier: Dossier, rank: int, step: str) -> HttpResponse:
    """Will ask what a step of the recommendation needs, then make it."""
    _check(dossier)
    asked, today = STEPS.get(step), timezone.localdate(request.now)
    if asked is None:
        raise NotVisible
    of_rank(Recommendation, dossier, rank)
    data = request.POST if request.method == "POST" else None
    form = asked.form(data) if asked.form is NothingForm else asked.form(today=today, data=data)
    return _step(
        request,
        dossier,
        form,
        lambda said: asked.call(dossier, rank, said, today, request.now),
        title=asked.label,
        said=asked.said,
        lead=asked.lead,
        danger=asked.danger,
        url=of_dossier("recommendation_step", dossier.number, rank=rank, step=step),
    )


@page(action="write_letter", opens=True, methods=("POST",))
def recommendation_letters(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will draft the letter of each party that is recommended something."""
    _check(dossier)
    letters = draft_recommendation_letters(actor=request.actor, dossier=dossier, now=request.now)
    several = "Les lettres sont préparées" if len(letters) > 1 else "La lettre est préparée"
    messages.success(request, f"{several}\u00a0: le Commissaire les signe.")
    return go_to(request, of_dossier("dossier_recommendations", dossier.number))


@page(action="act", opens=True, methods=BOTH)
def target_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will add a party to whom one may recommend."""
    _check(dossier)
    complaint = dossier.kind == COMPLAINT
    form = TargetForm(orders=order_choices(), data=request.POST if request.method == "POST" else None)

    def call(said: dict[str, Any]) -> None:
        target = Target(
            order_slug=said["order"], name=said["name"], email=said["email"], address=said["address"]
        )
        if complaint:
            add_target(dossier=dossier, target=target, now=request.now)
        else:
            name_addressee(
                dossier=dossier,
                order_slug=target.order_slug,
                name=target.name,
                email=target.email,
                address=target.address,
                now=request.now,
            )

    return _step(
        request,
        dossier,
        form,
        call,
        title="Ajouter une partie visée" if complaint else "Ajouter un destinataire",
        said="La partie visée est ajoutée." if complaint else "Le destinataire est ajouté.",
        lead="Elle recevra les conclusions et pourra recevoir des recommandations."
        if complaint
        else "L’ordre ou l’organisme à qui ce travail recommande quelque chose.",
        url=of_dossier("target_new", dossier.number),
    )


def _check(dossier: Dossier) -> None:
    declared_for(dossier)  # no such page for a dossier that recommends nothing


def _step(
    request: HouseRequest,
    dossier: Dossier,
    form: Form,
    call: Callable[[dict[str, Any]], None],
    *,
    title: str,
    said: str,
    url: str,
    lead: str = "",
    danger: bool = False,
) -> HttpResponse:
    home = of_dossier("dossier_recommendations", dossier.number)
    if form.is_bound and form.is_valid():
        try:
            call(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, said)
            return go_to(request, home)
    shown = Step(
        title=title,
        lead=lead,
        submit=title,
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        url=url,
        back=home,
        crumbs=crumbs(dossier, title),
        form=form,
        danger=danger,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/step.html", shown, status=status, frame=frame(request, current=dossier.kind)
    )
