"""The register of mail: its lines, one piece, each step of the work on it, the undoing of the last one.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_register import (
    REGISTER,
    StepForm,
    piece_url,
    register_page,
    register_piece_page,
)
from egide.interfaces.staff.register_filters import RegisterFilters
from egide.interfaces.staff.register_steps import STEPS, offered, possible
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.correspondence import working
from egide.modules.correspondence.models import MailPiece
from egide.modules.correspondence.queries import LONGEST_NUMBER, file_of
from egide.modules.correspondence.reach import readable, to_do
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.ui.respond import go_to, respond

UNDO = "defaire"


@page(action="list")
def register(request: HouseRequest) -> HttpResponse:
    """Will show a page of the register, as its reader sees it."""
    shown = register_page(
        actor=request.actor,
        filters=RegisterFilters.read(request.GET),
        today=timezone.localdate(request.now),
    )
    return respond(
        request, "staff/register.html", shown, parts=("liste",), frame=frame(request, current=REGISTER)
    )


@page(action="list")
def piece_view(request: HouseRequest, *, piece: str) -> HttpResponse:
    """Will show one piece and what may be done with it."""
    found = _found(request.actor, piece)
    return _shown(request, found, offered(request.actor, found))


@page(action="list")
def piece_file(request: HouseRequest, *, piece: str, rank: int) -> HttpResponseBase:
    """Will stream a file of a piece."""
    file = file_of(_found(request.actor, piece), rank)
    return download(stored=file.stored, stream=store.open_stream(stored=file.stored))


@page(action="list", methods=("GET", "POST"))
def step(request: HouseRequest, *, piece: str, step: str) -> HttpResponse:
    """Will do one step, or take the last one back; a refusal shows the form again with what was typed."""
    found = _found(request.actor, piece)
    if request.method != "POST":  # back from a sign-in that interrupted the click
        return go_to(request, piece_url(found.number))
    if step == UNDO:
        working.undo(actor=request.actor, piece=found, now=request.now)
        messages.success(request, "La dernière étape est défaite.")
        return go_to(request, piece_url(found.number))
    if step not in STEPS:
        raise NotVisible
    if step not in possible(request.actor, found):
        raise Refused(working.CLOSED)
    one = STEPS[step]
    form = one.form(request.actor, found, request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                one.act(request.actor, found, form.cleaned_data, request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, one.done)
            return go_to(request, piece_url(found.number))
    again = _found(request.actor, piece)
    return _shown(request, again, offered(request.actor, again, bound=(step, form)), status=422)


def _found(actor: Actor, number: str) -> MailPiece:
    wanted = number[:LONGEST_NUMBER].upper()
    beside = ("compartment", "site", "unit", "assignee", "answered_by", "named", "dossier")
    rows = readable(actor).filter(number=wanted).select_related(*beside)
    # Someone whose unit has the piece to do reads it too.
    found = rows.first() or to_do(actor).filter(number=wanted).select_related(*beside).first()
    if found is None:
        raise NotVisible
    return found


def _shown(
    request: HouseRequest, piece: MailPiece, steps: tuple[StepForm, ...], *, status: int = 200
) -> HttpResponse:
    shown = register_piece_page(actor=request.actor, piece=piece, steps=steps, undoable=bool(steps))
    return respond(
        request,
        "staff/register_piece.html",
        shown,
        status=status,
        frame=frame(request, current=REGISTER),
    )
