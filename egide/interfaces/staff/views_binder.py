"""The binder of a dossier: a few pieces at once, the whole of a long file by a job.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_joining import BinderForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import step
from egide.kernel.binding.binder import AT_ONCE, bind
from egide.kernel.binding.pieces import pieces_of
from egide.kernel.binding.tasks import ask_to_bind
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.verdicts import may
from egide.ui.respond import go_to, respond

LEAD = (
    "Un seul PDF, avec une table, des signets et des pages numérotées. Une pièce qui ne se met pas en pages y est "
    "remplacée par une feuille qui le dit. Les notes y sont aussi\u00a0: décochez ce qui ne doit pas sortir."
)
ASKED = "Le cahier est en préparation\u00a0: un avis vous dira quand il sera versé au dossier."
LONG = (
    f"Au plus {AT_ONCE} pièces à la fois; pour davantage, laissez-les toutes cochées\u00a0: "
    "le cahier sera versé au dossier."
)


@page(action="read", opens=True, methods=("GET", "POST"))
def binder(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask which pieces to bind, then give the PDF, or have the whole file bound by a job."""
    pieces = pieces_of(dossier)
    choices = [(piece.code, f"{piece.title}, {piece.day}") for piece in pieces]
    form = BinderForm(choices, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["pieces"]
        if len(wanted) <= AT_ONCE:
            return _pdf(dossier, bind(dossier=dossier, pieces=pieces_of(dossier, wanted), now=request.now))
        if len(wanted) == len(pieces) and may(request.actor, dossier, "add_document").allowed:
            ask_to_bind(dossier=dossier, actor=request.actor)
            messages.success(request, ASKED)
            return go_to(request, of_dossier("dossier_links", dossier.number))
        form.add_error("pieces", LONG)
    shown = step(
        dossier,
        title="Cahier des pièces",
        form=form,
        lead=LEAD if pieces else "Ce dossier n’a encore aucune pièce.",
        url=of_dossier("binder", dossier.number),
        submit="Faire le cahier",
    )
    return respond(
        request,
        "staff/step.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=dossier.kind),
    )


def _pdf(dossier: Dossier, content: bytes) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="cahier-{dossier.number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
