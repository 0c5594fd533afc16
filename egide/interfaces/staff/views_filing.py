"""Filing a document in a second dossier, and taking it out. Both dossiers must be within the reader's reach.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_records_dossier import FilingForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.records.filing import file_also, withdraw_filing
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

UNKNOWN = "Aucun dossier de ce numéro n’est à votre portée."


@page(action="add_document", opens=True, methods=("GET", "POST"))
def file_elsewhere(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will ask for the other dossier, then file the document there too."""
    document = of_rank(Document, dossier, rank)
    form = FilingForm(request.POST if request.method == "POST" else None)
    back = of_dossier("document", dossier.number, rank=rank)
    if form.is_bound and form.is_valid():
        try:
            other = _other(request, form.cleaned_data["number"])
            file_also(document=document, into=other, actor_code=request.actor.code, now=request.now)
        except Refused as refusal:
            form.add_error("number", refusal.what)
        else:
            messages.success(request, f"Le document est classé aussi dans {other.number}.")
            return go_to(request, back)
    shown = FormPage(
        title="Classer aussi ailleurs",
        sub=document.title,
        lead="Le document reste dans ce dossier. Il est gardé aussi longtemps que le plus long de ses dossiers.",
        form=form,
        url=of_dossier("document_file", dossier.number, rank=rank),
        back=back,
        submit="Classer le document",
        version=dossier.version,
        crumbs=(Crumb(label=dossier.number, url=back), Crumb(label="Classer aussi ailleurs")),
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=dossier.kind)
    )


@page(action="add_document", opens=True, methods=("GET", "POST"))
def withdraw(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will take the document out of the other dossier."""
    back = of_dossier("document", dossier.number, rank=rank)
    if request.method != "POST":  # back from a sign-in that interrupted the click
        return redirect(back)
    document = of_rank(Document, dossier, rank)
    other = _other(request, request.POST.get("number", ""))
    withdraw_filing(document=document, out_of=other, actor_code=request.actor.code, now=request.now)
    messages.success(request, f"Le document n’est plus dans {other.number}.")
    return go_to(request, back)


def _other(request: HouseRequest, number: str) -> Dossier:
    try:
        return open_dossier(actor=request.actor, number=number.strip(), action="add_document")
    except NotVisible:
        raise Refused(UNKNOWN) from None
