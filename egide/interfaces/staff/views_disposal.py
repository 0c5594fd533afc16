"""Disposition lists: all of them, making one, one of them, each of its steps, a dossier’s answer, the certificate.

Each view translates, calls once, translates back.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import forms_disposal as asked
from egide.interfaces.staff.disposal_finding import certificate_of, compartment_of, item_of
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_disposal import (
    batches,
    crumbs,
    disposals_page,
    list_of,
    list_page,
    wanted_of,
)
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.kernel.disposal import lists, paper
from egide.kernel.disposal.certifying import with_proof
from egide.kernel.disposal.models import Choice, DispositionList, Fate, ListState
from egide.kernel.disposal.printing import certificate_pdf
from egide.kernel.disposal.rights import PREPARERS, prepares
from egide.kernel.disposal.tasks import run_one
from egide.kernel.gate.pages import HouseRequest, page
from egide.law import roles
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.jobs.app import enqueue
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

HERE = "disposals"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step as its page asks for it."""

    title: str
    lead: str
    submit: str
    said: str
    call: Callable[[HouseRequest, DispositionList, Mapping[str, Any]], object]
    form: type[forms.Form] = asked.NothingForm


def _run(request: HouseRequest, listed: DispositionList, _: Mapping[str, Any]) -> None:
    if not prepares(request.actor, listed.compartment_id):
        raise Refused("L’exécution est demandée par la gestion documentaire.")
    today = timezone.localtime(request.now).date()
    if (
        listed.state != ListState.WINDOW
        or listed.objections_until is None
        or listed.objections_until >= today
    ):
        raise Refused("Le délai d’opposition n’est pas terminé.")
    runner = service("scheduler", compartment_id=listed.compartment_id)
    enqueue(run_one, actor=runner, lock=f"disposal.{listed.pk}", list=listed.pk, place=listed.compartment_id)


STEPS: dict[str, Step] = {
    "soumettre": Step(
        title="Envoyer à l’unité",
        lead="La personne responsable de l’unité révisera chaque dossier\u00a0: d’accord, ou à garder et pourquoi.",
        submit="Envoyer", said="La liste est envoyée à l’unité.",
        call=lambda r, li, _: lists.submit(actor=r.actor, listed=li, now=r.now),
    ),
    "accord": Step(
        title="D’accord pour tout le reste",
        lead="Les dossiers sans réponse reçoivent votre accord. Ceux que vous gardez ne changent pas.",
        submit="Donner mon accord", said="Votre accord est noté.",
        call=lambda r, li, _: lists.agree_to_rest(actor=r.actor, listed=li, now=r.now),
    ),
    "fin-revision": Step(
        title="Terminer la révision",
        lead="La liste revient à la gestion documentaire, qui la vérifie et la fige.",
        submit="Terminer la révision", said="La révision est terminée.",
        call=lambda r, li, _: lists.end_review(actor=r.actor, listed=li, now=r.now),
    ),
    "verifier": Step(
        title="Vérifier et figer",
        lead="Le contenu est figé par son empreinte\u00a0: c’est elle qui sera approuvée. "
        "Un dossier qui change ensuite sort de la liste.",
        submit="Figer la liste", said="La liste est figée\u00a0: elle attend l’approbation.",
        call=lambda r, li, said: lists.check(actor=r.actor, listed=li, percent=said.get("percent"), now=r.now),
    ),
    "approuver": Step(
        title="Approuver",
        lead="Après le délai d’opposition, les dossiers de cette liste seront détruits, triés ou versés. "
        "Une destruction ne se défait pas.",
        submit="Approuver", said="La liste est approuvée\u00a0: le délai d’opposition commence.",
        call=lambda r, li, said: lists.approve(actor=r.actor, listed=li, digest_seen=said["digest"], now=r.now),
        form=asked.ApproveForm,
    ),
    "executer": Step(
        title="Exécuter",
        lead="Chaque dossier est vérifié une dernière fois, puis détruit en un seul acte. "
        "Le travail se fait sans vous\u00a0: revenez voir la page.",
        submit="Exécuter maintenant", said="L’exécution est demandée.", call=_run,
    ),
    "papier": Step(
        title="Consigner la destruction du papier",
        lead="Toutes les parties à retirer sont détruites\u00a0: dites quel jour, comment et devant qui. "
        "Le certificat les nomme, puis la liste est exécutée.",
        submit="Consigner", said="La destruction du papier est consignée.",
        call=lambda r, li, said: paper.record_destroyed(
            actor=r.actor, listed=li, on=said["on"], method=said["method"], witness=said["witness"], now=r.now
        ),
        form=asked.PaperForm,
    ),
    "abandonner": Step(
        title="Abandonner la liste",
        lead="Rien n’est détruit\u00a0: ses dossiers redeviennent libres pour une autre liste.",
        submit="Abandonner", said="La liste est abandonnée.",
        call=lambda r, li, said: lists.cancel(actor=r.actor, listed=li, reason=said["reason"], now=r.now),
        form=asked.WhyForm,
    ),
}  # fmt: skip


@page(action="disposal")
def disposals(request: HouseRequest) -> HttpResponse:
    """Will show what is due and the lists."""
    return _sheet(request, disposals_page(request.actor, now=request.now))


@page(action="disposal", to=PREPARERS, methods=("GET", "POST"))
def disposal_new(request: HouseRequest) -> HttpResponse:
    """Will make a draft of what is due."""
    today = timezone.localtime(request.now).date()
    offered = batches(request.actor, today=today)
    form = asked.ListForm(
        request.POST if request.method == "POST" else None, batches=offered, today=today.isoformat()
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            wanted = wanted_of(said["batch"], said["class_code"], said["due_by"])
            made = lists.make_list(actor=request.actor, wanted=wanted, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La liste {made.number} est créée.")
            return go_to(request, _url(made))
    return _form(
        request, form, title="Préparer une liste", submit="Créer la liste", url=reverse("staff:disposal_new"),
        lead="Tous les dossiers qui répondent à ces critères y entrent, s’ils ne sont ni gelés ni sur une autre liste.",
        back=reverse("staff:disposals"), trail=(Crumb(label="Préparer une liste"),),
    )  # fmt: skip


@page(action="disposal", to=(roles.RECORDS_MANAGER,), methods=("GET", "POST"))
def disposal_window(request: HouseRequest) -> HttpResponse:
    """Will set how long one may object."""
    codes = {role.code for role in PREPARERS}
    place = min(held.compartment_id for held in request.actor.roles if held.role in codes)
    initial = {"days": lists.window_days(place)}
    form = asked.WindowForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        lists.set_window(
            actor=request.actor,
            compartment=compartment_of(place),
            days=form.cleaned_data["days"],
            now=request.now,
        )
        messages.success(request, "Le délai d’opposition est changé.")
        return go_to(request, reverse("staff:disposals"))
    return _form(
        request, form, title="Délai d’opposition", submit="Garder ce délai", url=reverse("staff:disposal_window"),
        lead="Entre l’approbation d’une liste et son exécution, on peut encore s’opposer.",
        back=reverse("staff:disposals"), trail=(Crumb(label="Délai d’opposition"),),
    )  # fmt: skip


@page(action="disposal")
def disposal(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will show one list."""
    after = request.GET.get("apres", "")
    found = list_of(request.actor, listed)
    shown = list_page(
        request.actor,
        found,
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 7 else 0,
        now=request.now,
    )
    return _sheet(request, shown)


@page(action="disposal", methods=("GET", "POST"))
def disposal_step(request: HouseRequest, *, listed: str, step: str) -> HttpResponse:
    """Will take one step of a list."""
    found, known = list_of(request.actor, listed), STEPS.get(step)
    if known is None:
        raise NotVisible
    kind: type[forms.Form] = asked.CheckForm if (step, found.fate) == ("verifier", Fate.SORT) else known.form
    initial = {"digest": found.digest, "percent": found.sample_percent}
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            known.call(request, found, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, known.said)
            return go_to(request, _url(found))
    return _form(
        request, form, title=known.title, submit=known.submit, lead=known.lead, back=_url(found),
        url=reverse("staff:disposal_step", kwargs={"listed": found.number, "step": step}),
        trail=(Crumb(label=found.number, url=_url(found)), Crumb(label=known.title)),
    )  # fmt: skip


@page(action="disposal", methods=("GET", "POST"))
def disposal_item(request: HouseRequest, *, listed: str, place: int) -> HttpResponse:
    """Will keep one dossier under review, or object to its disposition once approved."""
    found = list_of(request.actor, listed)
    item = item_of(found, place)
    late = found.state == ListState.WINDOW
    form = (asked.WhyForm if late else asked.KeepForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if late:
                lists.object_to(
                    actor=request.actor,
                    listed=found,
                    place=item.place,
                    reason=said["reason"],
                    now=request.now,
                )
            else:
                lists.review(
                    actor=request.actor, listed=found, places=[item.place], choice=Choice.KEPT, reason=said["reason"],
                    keep_until=said["keep_until"], now=request.now,
                )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"{item.dossier.number}\u00a0: votre réponse est notée.")
            return go_to(request, _url(found))
    title = "S’opposer" if late else "Garder ce dossier"
    return _form(
        request, form, title=title, sub=item.dossier.number, submit=title, back=_url(found),
        lead="Le dossier sort de la liste; il y reviendra par une autre." if late
        else "Le dossier n’est pas éliminé avant ce jour; il est proposé de nouveau ensuite.",
        url=reverse("staff:disposal_item", kwargs={"listed": found.number, "place": item.place}),
        trail=(Crumb(label=found.number, url=_url(found)), Crumb(label=title)),
    )  # fmt: skip


@page(action="disposal")
def disposal_json(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will give the certificate as JSON, with the proof that exists today."""
    certificate = certificate_of(request.actor, listed)
    body = json.dumps(with_proof(certificate), ensure_ascii=False, indent=1)
    return _file(body.encode(), "application/json", f"certificat-{certificate.number}.json")


@page(action="disposal")
def disposal_pdf(request: HouseRequest, *, listed: str) -> HttpResponse:
    """Will give the certificate as a PDF that carries its JSON."""
    certificate = certificate_of(request.actor, listed)
    return _file(certificate_pdf(certificate), "application/pdf", f"certificat-{certificate.number}.pdf")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _url(listed: DispositionList) -> str:
    return reverse("staff:disposal", kwargs={"listed": listed.number})


def _sheet(request: HouseRequest, shown: object) -> HttpResponse:
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=HERE))


def _form(
    request: HouseRequest, form: forms.Form, *, title: str, submit: str, url: str, back: str, lead: str,
    trail: tuple[Crumb, ...], sub: str = "",
) -> HttpResponse:  # fmt: skip
    shown = FormPage(
        title=title, sub=sub, lead=lead, form=form, url=url, back=back, submit=submit, crumbs=crumbs(*trail)
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=HERE)
    )
