"""One piece of a lot: the document that stands in for it, and the check of its picture against the paper.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.digitisation_finding import (
    document_of,
    documents_offered,
    item_of,
    lot_of,
    picture_of,
)
from egide.interfaces.staff.forms_digitisation import AttachForm, JudgeForm
from egide.interfaces.staff.pages_digitisation import lot_url
from egide.interfaces.staff.views_digitisation import plain
from egide.kernel.digitisation import actions
from egide.kernel.digitisation.life import KEEPERS
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import Refused
from egide.ui.respond import go_to


@page(action="digitisation", to=KEEPERS, methods=("GET", "POST"))
def attach_picture(request: HouseRequest, *, lot: str, place: int) -> HttpResponse:
    """Will say which document stands in for a piece."""
    found = lot_of(lot, lock=request.method == "POST")
    item = item_of(found, place)
    form = AttachForm(
        documents_offered(request.actor, item), request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        document = document_of(item, form.cleaned_data["document"])
        try:
            actions.attach(lot=found, item=item, document=document, pages=form.cleaned_data["pages"])
        except Refused as refusal:
            form.add_error("document", refusal.what)
        else:
            messages.success(request, f"Pièce {item.place}\u00a0: image rattachée.")
            return go_to(request, lot_url(found.number))
    return plain(
        request,
        form,
        title="Rattacher l’image",
        lead=f"Pièce {item.place}\u00a0: {item.dossier.number}, partie\u00a0{item.part.rank}, {item.pages_in} faces.",
        url=lot_url(found.number, "digitisation_attach", place=item.place),
        back=lot_url(found.number),
        lot=found,
    )


@page(action="digitisation", to=KEEPERS, methods=("GET", "POST"))
def judge_picture(request: HouseRequest, *, lot: str, place: int) -> HttpResponse:
    """Will keep what the check of a picture found."""
    found = lot_of(lot, lock=request.method == "POST")
    item = item_of(found, place)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.judge(
                lot=found,
                item=item,
                accepted=said["verdict"] == "accepted",
                defect=said["defect"],
                now=request.now,
            )
        except Refused as refusal:
            form.add_error("defect", refusal.what)
        else:
            messages.success(request, f"Pièce {item.place}\u00a0: contrôle consigné.")
            return go_to(request, lot_url(found.number))
    return plain(
        request,
        form,
        title="Contrôler l’image",
        lead=f"Comparez au papier chaque page de la pièce {item.place}\u00a0: "
        f"{item.dossier.number}, partie\u00a0{item.part.rank}.",
        url=lot_url(found.number, "digitisation_judge", place=item.place),
        back=lot_url(found.number),
        lot=found,
        links=picture_of(request.actor, item),
    )
