"""Editing a document in a word processor: an address is made, withdrawn; the document is freed.

Each view translates, calls once, translates back. The programs themselves come by interfaces/webdav.
"""

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_editing import editing_page
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.accesses import grant, withdraw
from egide.kernel.editing.locks import free
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import go_to, respond

ADD = "add_document"


@page(action=ADD, opens=True, methods=("GET", "POST"), piece=("rank",))
def document_edit(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will say how the document is edited; on demand, will make an address and show it, this once."""
    shown = editing_page(request.actor, dossier, rank, now=request.now)
    if request.method == "POST":
        granted = grant(actor=request.actor, dossier=dossier, rank=rank, now=request.now)
        base = request.build_absolute_uri("/").rstrip("/")
        shown = editing_page(request.actor, dossier, rank, now=request.now, base=base, granted=granted)
    return respond(request, "staff/editing.html", shown, frame=frame(request, current=dossier.kind))


@page(action=ADD, opens=True, methods=("POST",), piece=("rank",))
def document_edit_end(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will end the person's own addresses to the document."""
    if withdraw(actor=request.actor, dossier=dossier, rank=rank, now=request.now):
        messages.success(request, "Vos adresses pour ce document ne s’ouvrent plus.")
    else:
        messages.info(request, "Vous n’aviez plus d’adresse ouverte pour ce document.")
    return go_to(request, of_dossier("document_edit", dossier.number, rank=rank))


@page(action="read", opens=True, methods=("POST",), piece=("rank",))
def document_free(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will lift the locks of the document."""
    if free(actor=request.actor, dossier=dossier, rank=rank, now=request.now):
        messages.success(request, "Le document est libéré. Ce qui avait été enregistré est gardé.")
    else:
        messages.info(request, "Le document n’était plus verrouillé.")
    return go_to(request, of_dossier("document", dossier.number, rank=rank))
