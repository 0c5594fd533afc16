"""The subjects of the network, kept by the team; one meeting, its documents.

Each view translates, calls once, translates back.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import forms_ombudsman as forms
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.pages_ombudsman import REGISTER, TEAM_ROLES, crumbs, home_of
from egide.interfaces.staff.pages_ombudsman_subjects import (
    file_of,
    meeting_of,
    meeting_page,
    subject_named,
    subjects_page,
)
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.ombudsman.network import keep_document
from egide.modules.ombudsman.subjects import add_subject, end_subject, rename_subject
from egide.platform.errors.failures import Refused
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.platform.storage.errors import StorageProblem
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")


@page(action="list", to=TEAM_ROLES)
def subjects(request: HouseRequest) -> HttpResponse:
    """Will list the subjects and who answers for each."""
    shown = subjects_page(home_of(request.actor), today=timezone.localdate(request.now))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=REGISTER))


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def subject_new(request: HouseRequest) -> HttpResponse:
    """Will add a subject."""
    home = home_of(request.actor)
    form = forms.SubjectForm(_posted(request), today=timezone.localdate(request.now))

    def act() -> str:
        said = form.cleaned_data
        made = add_subject(compartment=home.compartment, name=said["name"], since=said["on"], now=request.now)
        return f"Le sujet «\u00a0{made.name}\u00a0» est ajouté. Nommez la personne qui en répond."

    url = reverse("staff:ombudsman_subject_new")
    return _asked(request, act, _form("Ajouter un sujet", url, "Ajouter", form))


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def subject_rename(request: HouseRequest, *, code: str) -> HttpResponse:
    """Will give a subject another name."""
    home = home_of(request.actor)
    found = subject_named(home, code)
    form = forms.SubjectForm(_posted(request), today=timezone.localdate(request.now), name=found.name)

    def act() -> str:
        said = form.cleaned_data
        rename_subject(
            compartment=home.compartment, code=found.code, name=said["name"], on=said["on"], now=request.now
        )
        return "Le sujet est renommé. Les échanges reçus avant gardent le nom qu’il portait."

    url = reverse("staff:ombudsman_subject_rename", kwargs={"code": found.code})
    return _asked(request, act, _form(f"Renommer «\u00a0{found.name}\u00a0»", url, "Renommer", form))


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def subject_end(request: HouseRequest, *, code: str) -> HttpResponse:
    """Will end a subject on a day."""
    home = home_of(request.actor)
    found = subject_named(home, code)
    form = forms.SubjectEndForm(_posted(request))

    def act() -> str:
        end_subject(
            compartment=home.compartment, code=found.code, on=form.cleaned_data["on"], now=request.now
        )
        return "La fin du sujet est consignée. Les échanges en cours restent à leur personne répondante."

    url = reverse("staff:ombudsman_subject_end", kwargs={"code": found.code})
    shown = _form(f"Mettre fin à «\u00a0{found.name}\u00a0»", url, "Mettre fin", form)
    return _asked(request, act, replace(shown, danger=True))


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def meeting(request: HouseRequest, *, rank: int) -> HttpResponse:
    """Will show a meeting, and join a document to it."""
    found = meeting_of(home_of(request.actor), rank)
    posted = request.method == "POST"
    form = forms.DocumentForm(request.POST, request.FILES) if posted else forms.DocumentForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            keep_document(
                meeting=found,
                stream=file.chunks(),
                file_name=str(file.name or "document"),
                actor_code=request.actor.code,
                now=request.now,
            )
        except StorageProblem as problem:
            form.add_error("file", problem.sentence)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le document est joint à la rencontre.")
            return go_to(request, reverse("staff:ombudsman_meeting", kwargs={"rank": found.number}))
    return respond(
        request,
        "staff/ombudsman_meeting.html",
        meeting_page(found, form),
        status=422 if form.is_bound else 200,
        frame=frame(request, current=REGISTER),
    )


@page(action="list", to=TEAM_ROLES)
def meeting_file(request: HouseRequest, *, rank: int, file: int) -> HttpResponseBase:
    """Will stream a document of a meeting."""
    found = file_of(meeting_of(home_of(request.actor), rank), file)
    return download(stored=found.stored, stream=store.open_stream(stored=found.stored))


def _asked(request: HouseRequest, act: Callable[[], str], shown: PlainForm) -> HttpResponse:
    if shown.form.is_bound and shown.form.is_valid():
        try:
            said = act()
        except Refused as refusal:
            shown.form.add_error(None, refusal.what)
        else:
            messages.success(request, said)
            return go_to(request, reverse("staff:ombudsman_subjects"))
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=REGISTER)
    )


def _posted(request: HouseRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(title: str, url: str, submit: str, form: object) -> PlainForm:
    back = reverse("staff:ombudsman_subjects")
    network = Crumb(label="Réseau", url=reverse("staff:ombudsman_network"))
    return PlainForm(
        title=title,
        url=url,
        submit=submit,
        back=back,
        crumbs=crumbs(network, Crumb(label="Sujets", url=back), Crumb(label=submit)),
        form=form,
    )
