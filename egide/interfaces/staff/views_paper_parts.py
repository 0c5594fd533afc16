"""The paper parts of a dossier: their list, entering one, their labels.

Each view translates, calls once, translates back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.bulk_print import pdf_answer
from egide.interfaces.staff.forms_paper import PartForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import step
from egide.interfaces.staff.pages_paper_parts import parts_page
from egide.interfaces.staff.paper_finding import labels_of_dossier
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.paper import filing, labels
from egide.kernel.paper.models import Medium
from egide.ui.respond import go_to, respond


@page(action="read", opens=True)
def parts(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will list the parts."""
    shown = parts_page(request.actor, dossier)
    return respond(request, "staff/paper_parts.html", shown, frame=frame(request, current=dossier.kind))


@page(action="add_document", opens=True, methods=("GET", "POST"))
def part_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will enter a part."""
    form = PartForm(request.POST if request.method == "POST" else None)
    home = of_dossier("dossier_paper", dossier.number)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        part = filing.add_part(
            dossier=dossier,
            label=said["label"],
            medium=Medium(said["medium"]),
            main=said["copy"] == "main",
            thickness=said["thickness"],
            actor_code=request.actor.code,
            now=request.now,
        )
        touch(dossier)
        messages.success(request, f"La partie {part.rank} est inscrite\u00a0: imprimez son étiquette.")
        return go_to(request, home)
    shown = step(
        dossier,
        title="Inscrire une partie sur papier",
        form=form,
        url=of_dossier("part_new", dossier.number),
        submit="Inscrire la partie",
    )
    status = 422 if form.is_bound else 200
    return respond(
        request,
        "staff/step.html",
        replace(shown, back=home),
        status=status,
        frame=frame(request, current=dossier.kind),
    )


@page(action="read", opens=True)
def part_labels(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will print the labels of the parts that are still in the house."""
    made = labels_of_dossier(dossier)
    return pdf_answer(labels.labels_pdf(labels=made, now=request.now), f"etiquettes-{dossier.number}.pdf")
