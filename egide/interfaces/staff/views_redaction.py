"""Redaction: those of a document, one of them and its steps, the page where zones are drawn, its files.

Each view translates, calls once, translates back.
"""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_redaction import RemarksForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import Step
from egide.interfaces.staff.pages_redaction import (
    address,
    newest_version,
    redaction_crumbs,
    redaction_of,
    redaction_page,
    redactions_page,
)
from egide.interfaces.staff.pages_redaction_sheet import PREVIEW, Typed, sheet_page
from egide.interfaces.staff.redaction_acts import ACTS, CORNERS, Asked
from egide.interfaces.staff.redaction_steps import STEPS, make
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.redaction.actions import open_redaction, send_back
from egide.kernel.redaction.models import Redaction
from egide.kernel.redaction.previewing import preview
from egide.kernel.redaction.reporting import index_pdf, report_pdf, report_values
from egide.kernel.redaction.strokes import WORK
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage.downloads import SAFE_HEADERS, content_disposition
from egide.ui.respond import go_to, respond

PART = "caviardage"
PIECE = ("rank",)
LONGEST = 2_000  # characters of one field of the page


@page(action="read", opens=True, methods=("GET", "POST"))
def redactions(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will list the redactions of a document; POST begins one, of its newest version."""
    if request.method == "POST":
        document = of_rank(Document, dossier, rank)
        version = newest_version(document)
        if version is None:
            raise NotVisible
        begun = open_redaction(dossier=dossier, version=version, now=request.now)
        messages.success(request, "Le caviardage est commencé\u00a0: l’original ne change pas.")
        return go_to(request, of_dossier("redaction_page", dossier.number, rank=rank, k=begun.rank, page=1))
    shown = redactions_page(request.actor, dossier, rank)
    return respond(request, "staff/redactions.html", shown, frame=frame(request, current=dossier.kind))


@page(action="read", opens=True)
def redaction(request: HouseRequest, *, dossier: Dossier, rank: int, k: int) -> HttpResponse:
    """Will show where one redaction stands."""
    shown = redaction_page(request.actor, dossier, redaction_of(dossier, rank, k))
    return respond(
        request, "staff/redaction.html", shown, ("etat",), frame=frame(request, current=dossier.kind)
    )


@page(action=WORK, opens=True, methods=("GET", "POST"))
def redaction_step(request: HouseRequest, *, dossier: Dossier, rank: int, k: int, step: str) -> HttpResponse:
    """Will make a step of the redaction; only the remarks of a second reader have a page of their own."""
    found = redaction_of(dossier, rank, k)
    home = address("redaction", dossier, found, rank)
    if step == "renvoyer":
        return _sent_back(request, dossier, found, home)
    if step not in STEPS:
        raise NotVisible
    if request.method == "POST":
        messages.success(request, make(step, dossier=dossier, redaction=found, now=request.now))
    return go_to(request, home)


def _sent_back(request: HouseRequest, dossier: Dossier, found: Redaction, home: str) -> HttpResponse:
    form = RemarksForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            send_back(dossier=dossier, redaction=found, remarks=form.cleaned_data["remarks"], now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Le caviardage est renvoyé avec vos remarques.")
            return go_to(request, home)
    shown = Step(
        title="Renvoyer avec des remarques",
        lead="La personne qui a préparé le caviardage reçoit vos remarques; les pages que vous avez relues le "
        "restent tant que leurs zones ne changent pas.",
        submit="Renvoyer",
        number=dossier.number,
        heading=found.document.title,
        version=dossier.version,
        url=address("redaction_step", dossier, found, found.document.rank, step="renvoyer"),
        back=home,
        crumbs=redaction_crumbs(dossier, found, "Renvoyer"),
        form=form,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/step.html", shown, status=status, frame=frame(request, current=dossier.kind)
    )


@page(action="read", opens=True, piece=PIECE, methods=("GET", "POST"))
def sheet(request: HouseRequest, *, dossier: Dossier, rank: int, k: int, page: int) -> HttpResponse:
    """Will show a page and its zones; POST does one act on them."""
    found = redaction_of(dossier, rank, k)
    if request.method == "POST":
        return _acted(request, dossier, found, page)
    shown = sheet_page(
        request.actor, dossier, found, page, today=timezone.localdate(request.now),
        preview=request.GET.get("vue") == PREVIEW, edited=_number(request.GET.get("zone", "")),
    )  # fmt: skip
    return _sheet(request, dossier, shown)


def _acted(request: HouseRequest, dossier: Dossier, found: Redaction, page: int) -> HttpResponse:
    said = {name: str(value)[:LONGEST].replace("\x00", "") for name, value in request.POST.items()}
    act = ACTS.get(said.get("acte", ""))
    if act is None or not 1 <= page <= found.pages:
        raise NotVisible
    kinds = frozenset(request.POST.getlist("genres"))
    asked = Asked(dossier=dossier, redaction=found, page=page, said=said, kinds=kinds, now=request.now)
    text, x0, y0, x1, y1 = (said.get(name, "") for name in ("texte", *CORNERS))
    today = timezone.localdate(request.now)
    try:
        told = act(asked)
    except Refused as refusal:
        typed = Typed(ground=asked.ground, text=text, corners=(x0, y0, x1, y1), error=refusal.what)
        shown = sheet_page(request.actor, dossier, found, page, today=today, typed=typed)
        return _sheet(request, dossier, shown, status=422)
    if told.onwards:
        messages.success(request, told.told)
        return go_to(request, _onwards(dossier, found, page))
    typed = Typed(ground=asked.ground, told=told.told, warning=told.warning)
    return _sheet(request, dossier, sheet_page(request.actor, dossier, found, page, today=today, typed=typed))


def _onwards(dossier: Dossier, found: Redaction, page: int) -> str:
    rank = found.document.rank
    if page < found.pages:
        return address("redaction_page", dossier, found, rank, page=page + 1)
    return address("redaction", dossier, found, rank)


def _sheet(request: HouseRequest, dossier: Dossier, shown: Any, status: int = 200) -> HttpResponse:
    return respond(
        request,
        "staff/redaction_sheet.html",
        shown,
        (PART,),
        status=status,
        frame=frame(request, current=dossier.kind),
    )


@page(action="read", opens=True, piece=PIECE)
def preview_image(request: HouseRequest, *, dossier: Dossier, rank: int, k: int, page: int) -> HttpResponse:
    """Will give a page as it would be published."""
    found = redaction_of(dossier, rank, k)
    if not 1 <= page <= found.pages:
        raise NotVisible
    drawn = preview(redaction=found, page=page)
    return HttpResponse(drawn, content_type="image/webp", headers=SAFE_HEADERS)


@page(action="read", opens=True)
def index(request: HouseRequest, *, dossier: Dossier, rank: int, k: int) -> HttpResponse:
    """Will give the index of what is removed, as a PDF."""
    found = redaction_of(dossier, rank, k)
    return _file(
        index_pdf(found, now=request.now), f"index-caviardage-{dossier.number}-{k}.pdf", "application/pdf"
    )


@page(action="read", opens=True)
def report(request: HouseRequest, *, dossier: Dossier, rank: int, k: int) -> HttpResponse:
    """Will give the report of the leak scan, as a PDF."""
    found = _reported(dossier, rank, k)
    return _file(
        report_pdf(found, now=request.now), f"rapport-fuites-{dossier.number}-{k}.pdf", "application/pdf"
    )


@page(action="read", opens=True)
def report_json(request: HouseRequest, *, dossier: Dossier, rank: int, k: int) -> HttpResponse:
    """Will give the report of the leak scan, as data."""
    found = _reported(dossier, rank, k)
    body = json.dumps(report_values(found), ensure_ascii=False, indent=1).encode("utf-8")
    return _file(body, f"rapport-fuites-{dossier.number}-{k}.json", "application/json")


def _reported(dossier: Dossier, rank: int, k: int) -> Redaction:
    found = redaction_of(dossier, rank, k)
    if not found.report:
        raise NotVisible
    return found


def _file(body: bytes, name: str, kind: str) -> HttpResponse:
    headers = {**SAFE_HEADERS, "Content-Disposition": content_disposition(name)}
    return HttpResponse(body, content_type=kind, headers=headers)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
