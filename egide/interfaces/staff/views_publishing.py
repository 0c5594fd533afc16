"""The publication of released documents: the register, a proposal, its check by another person, the withdrawal.

Each view translates, calls once, translates back.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.forms_publishing import CheckPublicationForm, ProposeForm, ReasonForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_examination import found_url
from egide.interfaces.staff.pages_examination_document import found_of
from egide.interfaces.staff.pages_publishing import (
    form_about,
    proposal_of,
    proposal_sheet,
    published_of,
    register_sheet,
    register_url,
    release_url,
    withdrawal_form,
)
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.interfaces.staff.views_access import BOTH, READERS, WORKERS
from egide.interfaces.staff.views_examination import check_kind
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.access_requests.examination import publishing
from egide.modules.access_requests.examination.inventory import WORK
from egide.modules.access_requests.examination.models_publishing import Publication, PublicationState
from egide.modules.access_requests.examination.publishing_finds import finds_of
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

CURRENT = "access_register"
CHECK, DECLINE = "verifier", "refuser"


@page(action="read", to=READERS)
def released_register(request: HouseRequest) -> HttpResponse:
    """Will show the register of publications."""
    shown = register_sheet(request.actor, works=holds_any(request.actor, WORKERS))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=CURRENT))


@page(action=WORK, to=WORKERS, methods=BOTH)
def released_withdraw(request: HouseRequest, *, public_id: UUID) -> HttpResponse:
    """Will take a document off the public page."""
    own = published_of(request.actor, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            publishing.withdraw(published=own, reason=form.cleaned_data["reason"], now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le document n’est plus diffusé.")
            return go_to(request, register_url())
    return _form(request, withdrawal_form(own, form), CURRENT)


@page(action=WORK, opens=True, methods=BOTH)
def release_propose(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will propose a released document."""
    check_kind(dossier)
    found = found_of(dossier, rank)
    form = ProposeForm(request.POST if request.method == "POST" else None, initial={"title": found.title})
    if form.is_bound and form.is_valid():
        try:
            made = publishing.propose(dossier=dossier, found=found, **form.cleaned_data, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La diffusion est proposée. Une autre personne la vérifie.")
            return go_to(request, release_url(dossier, made.rank))
    elif said := publishing.obstacle_to_publish(dossier, found, timezone.localdate(request.now)):
        raise Refused(said)
    shown = form_about(
        dossier,
        form,
        title="Proposer la diffusion",
        lead="Tout le monde lira ces mots et téléchargera le fichier remis. Écrivez pour quelqu’un qui ne connaît pas "
        "la demande.",
        submit="Proposer la diffusion",
        url=found_url(dossier, found.rank, "release_propose"),
        back=found_url(dossier, found.rank),
    )
    return _form(request, shown, dossier.kind)


@page(action="read", opens=True)
def release(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show a proposal."""
    check_kind(dossier)
    shown = proposal_sheet(request.actor, dossier, proposal_of(dossier, rank))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=dossier.kind))


@page(action=WORK, opens=True, methods=BOTH)
def release_step(request: HouseRequest, *, dossier: Dossier, rank: int, step: str) -> HttpResponse:
    """Will check and publish, or refuse.

    :raises NotVisible: no such step, or nothing waits any more.
    """
    check_kind(dossier)
    own = proposal_of(dossier, rank)
    if step not in (CHECK, DECLINE) or own.state != PublicationState.PROPOSED:
        raise NotVisible
    return _check(request, dossier, own) if step == CHECK else _decline(request, dossier, own)


def _check(request: HouseRequest, dossier: Dossier, own: Publication) -> HttpResponse:
    form = CheckPublicationForm(
        request.POST if request.method == "POST" else None, finds=finds_of(dossier, own)
    )
    if form.is_bound and form.is_valid():
        accepted = form.cleaned_data.get("accepted", [])
        try:
            publishing.publish(dossier=dossier, publication=own, accepted=accepted, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le document est diffusé\u00a0: tout le monde peut le lire.")
            return go_to(request, release_url(dossier, own.rank))
    shown = form_about(
        dossier,
        form,
        title="Vérifier et diffuser",
        lead=f"«\u00a0{own.title}\u00a0». {own.description}",
        submit="Diffuser le document",
        url=release_url(dossier, own.rank, CHECK),
        back=release_url(dossier, own.rank),
    )
    return _form(request, shown, dossier.kind)


def _decline(request: HouseRequest, dossier: Dossier, own: Publication) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            publishing.decline(
                dossier=dossier, publication=own, reason=form.cleaned_data["reason"], now=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le document n’est pas diffusé.")
            return go_to(request, release_url(dossier, own.rank))
    shown = form_about(
        dossier,
        form,
        title="Ne pas diffuser",
        lead="La proposition prend fin. Le document peut être proposé de nouveau.",
        submit="Ne pas diffuser",
        url=release_url(dossier, own.rank, DECLINE),
        back=release_url(dossier, own.rank),
    )
    return _form(request, shown, dossier.kind)


def _form(request: HouseRequest, shown: FormPage, current: str) -> HttpResponse:
    return respond(
        request,
        "staff/records_form.html",
        shown,
        status=422 if shown.form.is_bound else 200,
        frame=frame(request, current=current),
    )
