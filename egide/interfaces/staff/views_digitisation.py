"""Digitisation lots: the list, planning one, its page, its steps, and the three documents.

Each view translates, calls once, translates back.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from egide.interfaces.staff.bulk_print import pdf_answer
from egide.interfaces.staff.digitisation_finding import all_lots, lot_of
from egide.interfaces.staff.forms_digitisation import (
    AddForm,
    CaptureForm,
    DestroyForm,
    PlanForm,
    QuarantineForm,
    StepWordsForm,
)
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_digitisation import (
    DIGITISATION,
    DONE,
    SLUGS,
    crumbs,
    lot_page,
    lot_url,
    lots_page,
)
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.paper_finding import part_of, unit_of, units_offered
from egide.kernel.digitisation import actions
from egide.kernel.digitisation.declaring import procedure_pdf, register_pdf
from egide.kernel.digitisation.life import HEADS, KEEPERS, LIFE
from egide.kernel.digitisation.models import Colour, Lot, Risk
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.ui.pages import Crumb, Link
from egide.ui.respond import go_to, respond

READERS = tuple(dict.fromkeys((*KEEPERS, *HEADS)))
FORMS: dict[str, type[forms.Form]] = {
    "scan": CaptureForm,
    "quarantine": QuarantineForm,
    "destroy": DestroyForm,
}


@page(action="digitisation", to=READERS)
def lots(request: HouseRequest) -> HttpResponse:
    """Will list the lots."""
    shown = lots_page(
        request.actor, view=request.GET.get("voir", ""), after=request.GET.get("apres", "")[:40]
    )
    return respond(
        request, "staff/digitisation.html", shown, ("liste",), frame=frame(request, current=DIGITISATION)
    )


@page(action="digitisation", to=KEEPERS, methods=("GET", "POST"))
def lot_new(request: HouseRequest) -> HttpResponse:
    """Will plan a lot."""
    form = PlanForm(units_offered(request.actor, KEEPERS), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        unit = unit_of(said["unit"])
        made = actions.plan_lot(unit=unit, label=said["label"], risk=Risk(said["risk"]), now=request.now)
        messages.success(
            request, f"Le lot {made.number} est planifié\u00a0: ajoutez-y les parties à numériser."
        )
        return go_to(request, lot_url(made.number))
    return plain(
        request,
        form,
        title="Planifier un lot",
        url=reverse("staff:digitisation_new"),
        back=reverse("staff:digitisation"),
    )


@page(action="digitisation", to=READERS, methods=("GET", "POST"))
def lot(request: HouseRequest, *, lot: str) -> HttpResponse:
    """Will show a lot; a label read there adds its part."""
    found = lot_of(lot, lock=request.method == "POST")
    form = AddForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            part = part_of(form.cleaned_data["label"], lock=True)
            item = actions.add_part(lot=found, part=part, pages=form.cleaned_data["pages"])
        except Refused as refusal:
            form.add_error("label", refusal.what)
        else:
            messages.success(request, f"Pièce {item.place}\u00a0: {part.dossier.number}, partie {part.rank}.")
            return go_to(request, lot_url(found.number))
    shown = lot_page(request.actor, found, add=form, now=request.now)
    status = 422 if form.is_bound else 200
    return respond(
        request,
        "staff/digitisation_lot.html",
        shown,
        status=status,
        frame=frame(request, current=DIGITISATION),
    )


@page(action="digitisation", to=READERS, methods=("GET", "POST"))
def lot_step(request: HouseRequest, *, lot: str, step: str) -> HttpResponse:
    """Will ask what a step needs, then make it."""
    found = lot_of(lot, lock=request.method == "POST")
    code = {slug: code for code, slug in SLUGS.items()}.get(step)
    if code is None:
        raise NotVisible
    declared = LIFE.transition(code)
    form = FORMS.get(code, StepWordsForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            CALLS.get(code, _plain_step(code))(found, form.cleaned_data, request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"{DONE.get(code) or declared.label}.")
            return go_to(request, lot_url(found.number))
    return plain(
        request,
        form,
        title=declared.label,
        lead=declared.help,
        url=lot_url(found.number, "digitisation_step", step=step),
        back=lot_url(found.number),
        lot=found,
        danger=code in ("abandon", "destroy"),
    )


@page(action="digitisation", to=READERS)
def declaration(request: HouseRequest, *, lot: str) -> HttpResponseBase:
    """Will give the signed declaration: the very bytes that were kept."""
    found = lot_of(lot)
    if found.declaration is None:
        raise NotVisible
    return download(stored=found.declaration, stream=store.open_stream(stored=found.declaration))


@page(action="digitisation", to=READERS)
def procedure(request: HouseRequest) -> HttpResponse:
    """Will print the written procedure."""
    return pdf_answer(procedure_pdf(now=request.now), "procedure-numerisation.pdf")


@page(action="digitisation", to=READERS)
def register(request: HouseRequest) -> HttpResponse:
    """Will print the register of the lots that the reader sees."""
    return pdf_answer(register_pdf(lots=all_lots(), now=request.now), "registre-numerisation.pdf")


def plain(
    request: HouseRequest,
    form: Any,
    *,
    title: str,
    url: str,
    back: str,
    lead: str = "",
    lot: Lot | None = None,
    links: tuple[Link, ...] = (),
    danger: bool = False,
) -> HttpResponse:
    """Will show a form about a lot, or about none yet."""
    own = (Crumb(label=lot.number, url=lot_url(lot.number)),) if lot else ()
    shown = PlainForm(
        title=title,
        lead=lead,
        url=url,
        submit=title,
        back=back,
        crumbs=crumbs(*own, Crumb(label=title)),
        links=links,
        form=form,
        danger=danger,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=DIGITISATION)
    )


Call = Callable[[Lot, dict[str, Any], datetime], None]


def _plain_step(code: str) -> Call:
    return lambda lot, said, now: actions.make_step(lot=lot, step=code, words=said.get("words", ""), now=now)


def _scan(lot: Lot, said: dict[str, Any], now: datetime) -> None:
    actions.declare_scanned(
        lot=lot,
        device=said["device"],
        software=said["software"],
        resolution=said["resolution"],
        colour=Colour(said["colour"]),
        file_format=said["file_format"],
        now=now,
    )


def _destroy(lot: Lot, said: dict[str, Any], now: datetime) -> None:
    actions.record_destruction(
        lot=lot, on=said["on"], method=said["method"], witness=said["witness"], now=now
    )


CALLS: dict[str, Call] = {
    "scan": _scan,
    "attest": lambda lot, said, now: actions.attest(lot=lot, words=said["words"], now=now),
    "quarantine": lambda lot, said, now: actions.quarantine(lot=lot, days=said["days"], now=now),
    "authorise": lambda lot, said, now: actions.authorise(lot=lot, words=said["words"], now=now),
    "destroy": _destroy,
}
