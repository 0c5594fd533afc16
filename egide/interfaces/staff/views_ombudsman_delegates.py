"""Delegates of the Protecteur du citoyen: the list, one of them, and what is done with her account.

Each view translates, calls once, translates back. The complaint team only; the account’s own pages are elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import forms_ombudsman_delegates as forms
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.pages_ombudsman import REGISTER, TEAM_ROLES, crumbs, home_of
from egide.interfaces.staff.pages_ombudsman_delegates import (
    LIST,
    delegate_of_rank,
    delegate_page,
    delegates_page,
    exchanges_offered,
)
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.visibility import visible
from egide.modules.ombudsman import delegates as acts
from egide.modules.ombudsman.access import KIND
from egide.modules.ombudsman.models import Delegate
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")


@dataclass(frozen=True, kw_only=True)
class DelegateStep:
    """One act upon an account: its words, its form, what it calls."""

    label: str
    lead: str
    call: Callable[[Actor, Delegate, Mapping[str, Any], datetime], str]
    form: type[forms.StepForm] = forms.StepForm
    danger: bool = False


def _invite(actor: Actor, row: Delegate, said: Mapping[str, Any], now: datetime) -> str:
    opened = acts.invite(delegate=row, now=now)
    many = formats.count(opened, "échange s’ouvre", "échanges s’ouvrent")
    more = f" {many} à ce compte." if opened else ""
    return f"L’invitation part par courriel, avec un lien valable une heure.{more}"


def _close(actor: Actor, row: Delegate, said: Mapping[str, Any], now: datetime) -> str:
    acts.close(delegate=row, now=now)
    return "Le compte est fermé, dans tous les navigateurs."


def _reopen(actor: Actor, row: Delegate, said: Mapping[str, Any], now: datetime) -> str:
    acts.reopen(delegate=row, now=now)
    return "Le compte est rouvert; une invitation part par courriel."


def _factor(actor: Actor, row: Delegate, said: Mapping[str, Any], now: datetime) -> str:
    acts.reset_factor(delegate=row, now=now)
    return "Le second facteur est retiré; la personne en est avisée par courriel."


def _give(actor: Actor, row: Delegate, said: Mapping[str, Any], now: datetime) -> str:
    acts.give_exchange(delegate=row, dossier=_exchange(actor, said["number"]), now=now)
    return "Ce compte ouvre désormais l’échange."


def _take(actor: Actor, row: Delegate, said: Mapping[str, Any], now: datetime) -> str:
    acts.take_exchange(delegate=row, dossier=_exchange(actor, said["number"]), now=now)
    return "Ce compte n’ouvre plus l’échange. Un lien secret, lui, l’ouvre encore."


STEPS = {
    "inviter": DelegateStep(
        label="Inviter à un compte",
        lead="Un courriel part avec un lien pour choisir un mot de passe; un second facteur est demandé à la première "
        "connexion. Le compte ouvre les échanges demandés depuis cette adresse, et aucun autre.",
        call=_invite,
    ),
    "fermer": DelegateStep(
        label="Fermer le compte",
        lead="Ses connexions se ferment aussitôt et la personne en est avisée. Ses échanges restent; un lien secret "
        "peut encore les ouvrir.",
        call=_close,
        danger=True,
    ),
    "rouvrir": DelegateStep(
        label="Rouvrir le compte",
        lead="La personne reçoit un lien pour choisir un nouveau mot de passe. Son second facteur reste le même.",
        call=_reopen,
    ),
    "second-facteur": DelegateStep(
        label="Retirer le second facteur",
        lead="Pour un appareil perdu. Ses connexions se ferment et la personne en est avisée par courriel. Vérifiez "
        "d’abord son identité de vive voix.",
        call=_factor,
        danger=True,
    ),
    "echange": DelegateStep(
        label="Ouvrir un échange à ce compte",
        lead="Pour un échange demandé par téléphone, ou repris d’une autre personne déléguée. Le compte y voit ce que "
        "verrait le lien secret de la personne qui demande.",
        call=_give,
        form=forms.GiveForm,
    ),
    "retirer": DelegateStep(
        label="Retirer un échange",
        lead="L’échange disparaît de ce compte dès la page suivante.",
        call=_take,
        form=forms.TakeForm,
        danger=True,
    ),
}


@page(action="list", to=TEAM_ROLES)
def delegates(request: HouseRequest) -> HttpResponse:
    """Will list the delegates."""
    shown = delegates_page(home_of(request.actor), today=timezone.localdate(request.now))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=REGISTER))


@page(action="list", to=TEAM_ROLES)
def delegate(request: HouseRequest, *, rank: int) -> HttpResponse:
    """Will show one delegate."""
    row = delegate_of_rank(home_of(request.actor), rank)
    shown = delegate_page(row, today=timezone.localdate(request.now))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=REGISTER))


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def delegate_new(request: HouseRequest) -> HttpResponse:
    """Will enter a delegate, without any account yet."""
    form = forms.DelegateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = acts.add_delegate(
                compartment=home_of(request.actor).compartment,
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                actor_code=request.actor.code,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error("email", refusal.what)
        else:
            messages.success(
                request,
                f"{made.name} est au réseau. Si cette personne souhaite un compte, vous pouvez l’y inviter.",
            )
            return go_to(request, reverse("staff:ombudsman_delegate", kwargs={"rank": made.number}))
    back = reverse("staff:ombudsman_delegates")
    return _plain(
        request,
        PlainForm(
            title="Inscrire une personne déléguée",
            url=reverse("staff:ombudsman_delegate_new"),
            submit="Inscrire",
            back=back,
            crumbs=crumbs(Crumb(label=LIST, url=back), Crumb(label="Inscrire")),
            form=form,
        ),
    )


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def delegate_step(request: HouseRequest, *, rank: int, step: str) -> HttpResponse:
    """Will ask what an act needs, then do it."""
    asked = STEPS.get(step)
    if asked is None:
        raise NotVisible
    row = delegate_of_rank(home_of(request.actor), rank)
    form = asked.form(request.POST if request.method == "POST" else None, offered=exchanges_offered(row))
    back = reverse("staff:ombudsman_delegate", kwargs={"rank": rank})
    if form.is_bound and form.is_valid():
        try:
            told = asked.call(request.actor, row, form.cleaned_data, request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, told)
            return go_to(request, back)
    return _plain(
        request,
        PlainForm(
            title=asked.label,
            lead=asked.lead,
            url=reverse("staff:ombudsman_delegate_step", kwargs={"rank": rank, "step": step}),
            submit=asked.label,
            back=back,
            crumbs=crumbs(
                Crumb(label=LIST, url=reverse("staff:ombudsman_delegates")), Crumb(label=row.name, url=back)
            ),
            form=form,
            danger=asked.danger,
        ),
    )


def _exchange(actor: Actor, number: str) -> Dossier:
    rows = visible(actor, kind=KIND).filter(number=number.strip().upper()[:40])
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise Refused("Aucun échange de votre équipe ne porte ce numéro.")
    return found


def _plain(request: HouseRequest, shown: PlainForm) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=REGISTER)
    )
