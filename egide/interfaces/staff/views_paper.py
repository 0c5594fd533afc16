"""Boxes and shelves: the lists, one of each, opening them, filling a box, labels to print.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.bulk_print import pdf_answer
from egide.interfaces.staff.forms_paper import BoxForm, LabelForm, ShelfForm, ShelvingForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.pages_paper import (
    KEEPERS,
    PAPER,
    READERS,
    PaperFilters,
    box_url,
    crumbs,
    paper_page,
    shelf_url,
    shelves_with_room,
)
from egide.interfaces.staff.pages_paper_box import box_page, shelf_page
from egide.interfaces.staff.paper_finding import (
    box_of,
    compartment_of,
    labels_of_box,
    labels_of_shelf,
    part_of,
    shelf_of,
    site_of,
    sites_offered,
    unit_of,
    units_offered,
)
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.paper import filing, labels, shelving
from egide.platform.errors.failures import Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond


@page(action="paper", to=READERS)
def paper(request: HouseRequest) -> HttpResponse:
    """Will list boxes, shelves or loans."""
    filters = PaperFilters.read(request.GET)
    shown = paper_page(actor=request.actor, filters=filters, today=timezone.localdate(request.now))
    return respond(request, "staff/paper.html", shown, ("liste",), frame=frame(request, current=PAPER))


@page(action="paper.keep", to=KEEPERS, methods=("GET", "POST"))
def box_new(request: HouseRequest) -> HttpResponse:
    """Will open a box."""
    form = BoxForm(units_offered(request.actor, KEEPERS), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        made = shelving.open_box(
            unit=unit_of(said["unit"]),
            label=said["label"],
            capacity=said["capacity"],
            now=request.now,
        )
        messages.success(request, f"La boîte {made.number} est ouverte\u00a0: imprimez son étiquette.")
        return go_to(request, box_url(made.number))
    return _form(
        request, form, title="Ouvrir une boîte", url=reverse("staff:paper_box_new"), submit="Ouvrir la boîte"
    )


@page(action="paper.keep", to=READERS, methods=("GET", "POST"))
def box(request: HouseRequest, *, box: str) -> HttpResponse:
    """Will show a box; a label read there puts its part in it."""
    found = box_of(box)
    keeper = holds_any(request.actor, KEEPERS)
    form = LabelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if not keeper:
                raise Refused("Le secrétariat ou la gestion documentaire remplit les boîtes.")
            part = part_of(form.cleaned_data["label"], lock=True)
            filing.put_in_box(part=part, box=found, actor_code=request.actor.code, now=request.now)
        except Refused as refusal:
            form.add_error("label", refusal.what)
        else:
            messages.success(request, f"{part.dossier.number}, partie {part.rank}, est dans la boîte.")
            return go_to(request, box_url(found.number))
    shown = box_page(found, form=form, keeper=keeper)
    status = 422 if form.is_bound else 200
    return respond(request, "staff/paper_box.html", shown, status=status, frame=frame(request, current=PAPER))


@page(action="paper.keep", to=KEEPERS, methods=("GET", "POST"))
def box_shelve(request: HouseRequest, *, box: str) -> HttpResponse:
    """Will put a box on a shelf."""
    found = box_of(box, lock=request.method == "POST")
    form = ShelvingForm(shelves_with_room(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            shelving.put_on_shelf(
                box=found,
                place=shelf_of(form.cleaned_data["place"]),
                actor_code=request.actor.code,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error("place", refusal.what)
        else:
            messages.success(request, "La boîte est inscrite sur la tablette.")
            return go_to(request, box_url(found.number))
    return _form(
        request,
        form,
        title="Mettre sur une tablette",
        url=box_url(found.number, "paper_box_shelve"),
        submit="Inscrire sur la tablette",
        back=box_url(found.number),
        steps=(Crumb(label=found.number, url=box_url(found.number)),),
    )


@page(action="paper.keep", to=KEEPERS, methods=("POST",))
def box_seal(request: HouseRequest, *, box: str) -> HttpResponse:
    """Will seal a box."""
    found = box_of(box, lock=True)
    shelving.seal_box(box=found, now=request.now)
    messages.success(request, "La boîte est scellée\u00a0: rien n’y entre et rien n’en sort.")
    return go_to(request, box_url(found.number))


@page(action="paper.keep", to=KEEPERS, methods=("POST",))
def box_unseal(request: HouseRequest, *, box: str) -> HttpResponse:
    """Will open a sealed box again."""
    found = box_of(box, lock=True)
    shelving.unseal_box(box=found, now=request.now)
    messages.success(request, "La boîte est rouverte.")
    return go_to(request, box_url(found.number))


@page(action="paper.keep", to=KEEPERS)
def box_labels(request: HouseRequest, *, box: str) -> HttpResponse:
    """Will print the label of a box and those of its parts."""
    found = box_of(box)
    made = labels_of_box(found)
    return pdf_answer(labels.labels_pdf(labels=made, now=request.now), f"etiquettes-{found.number}.pdf")


@page(action="paper.keep", to=KEEPERS, methods=("GET", "POST"))
def shelf_new(request: HouseRequest) -> HttpResponse:
    """Will enter a shelf."""
    form = ShelfForm(sites_offered(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = shelving.open_place(
                compartment=compartment_of(request.actor, KEEPERS),
                code=said["code"],
                site=site_of(said["site"]),
                room=said["room"],
                shelf=said["shelf"],
                capacity=said["capacity"],
            )
        except Refused as refusal:
            form.add_error("code", refusal.what)
        else:
            messages.success(request, f"La tablette {made.code} est inscrite.")
            return go_to(request, shelf_url(made.code))
    return _form(
        request,
        form,
        title="Inscrire une tablette",
        url=reverse("staff:paper_shelf_new"),
        submit="Inscrire la tablette",
    )


@page(action="paper", to=READERS)
def shelf(request: HouseRequest, *, shelf: str) -> HttpResponse:
    """Will show a shelf."""
    shown = shelf_page(shelf_of(shelf), keeper=holds_any(request.actor, KEEPERS))
    return respond(request, "staff/paper_shelf.html", shown, frame=frame(request, current=PAPER))


@page(action="paper.keep", to=KEEPERS)
def shelf_labels(request: HouseRequest, *, shelf: str) -> HttpResponse:
    """Will print the label of a shelf and those of its boxes."""
    found = shelf_of(shelf)
    made = labels_of_shelf(found)
    return pdf_answer(labels.labels_pdf(labels=made, now=request.now), f"etiquettes-{found.code}.pdf")


def _form(
    request: HouseRequest,
    form: Any,
    *,
    title: str,
    url: str,
    submit: str,
    back: str = "",
    steps: tuple[Crumb, ...] = (),
) -> HttpResponse:
    shown = PlainForm(
        title=title,
        url=url,
        submit=submit,
        back=back or reverse("staff:paper"),
        crumbs=crumbs(*steps, Crumb(label=title)),
        form=form,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=PAPER)
    )
