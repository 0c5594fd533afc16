"""Splitting one request into two dossiers: the second is opened by the usual action, with chosen pieces.

Translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.forms_joining import SplitForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import step
from egide.interfaces.staff.splitting import copyable, split
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import go_to, respond


@page(action="open", opens=True, methods=("GET", "POST"))
def split_dossier(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask what goes to the second dossier, then open it."""
    pieces = [(str(each.document.rank), each.document.title) for each in copyable(dossier)]
    form = SplitForm(pieces, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        second = split(
            dossier=dossier,
            title=form.cleaned_data["title"],
            summary=form.cleaned_data["summary"],
            ranks=[int(rank) for rank in form.cleaned_data.get("pieces", [])],
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, f"Le dossier {second.number} est ouvert pour l’autre partie de la demande.")
        return go_to(request, dossier_url(second.number))
    shown = step(
        dossier,
        title="Séparer en deux dossiers",
        form=form,
        lead="La demande porte sur deux affaires\u00a0: la seconde reçoit son dossier, avec les mêmes personnes.",
        url=of_dossier("split", dossier.number),
        submit="Ouvrir le second dossier",
        consequences=(
            "Un second dossier est ouvert, reçu le même jour\u00a0: ses délais courent depuis ce jour.",
            "Les deux dossiers sont liés; les pièces choisies y sont copiées.",
            "Un accusé de réception y est préparé en projet.",
        ),
    )
    return respond(
        request,
        "staff/step.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=dossier.kind),
    )
