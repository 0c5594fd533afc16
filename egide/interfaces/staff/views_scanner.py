"""The scanner’s screen: look at what arrived, file it, set it aside, take it back; sheets to print.

Each view translates, calls once, translates back.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.forms_scanner import ASIDE, BACK, PiecesForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_scanner import scanner_page
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.scans import filing
from egide.kernel.scans.sheets import separator_pdf
from egide.platform.errors.failures import NotVisible
from egide.platform.storage import store
from egide.platform.storage.downloads import content_disposition, download
from egide.ui import formats
from egide.ui.respond import go_to, respond

HERE = "scanner"
UNKNOWN = "Aucun dossier «\u00a0{number}\u00a0» n’est à votre portée. Vérifiez le numéro."
MOST_SHEETS = 30


@page(action="work", methods=("GET", "POST"))
def scanner(request: HouseRequest) -> HttpResponse:
    """Will show the pieces of one's units, or do what is asked with those ticked."""
    form = PiecesForm(request.POST) if request.method == "POST" else PiecesForm()
    chosen = request.POST.getlist("piece") if request.method == "POST" else []
    if request.method == "POST" and not chosen:
        form.add_error(None, filing.NONE)
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, form, _keys(chosen))
        except filing.Unfit as problem:
            form.add_error(None, problem.what)
        except NotVisible:
            form.add_error("number", UNKNOWN.format(number=form.cleaned_data["number"]))
    shown = scanner_page(
        request.actor,
        query=request.GET,
        form=form,
        chosen=chosen,
        today=timezone.localdate(request.now),
    )
    status = 422 if request.method == "POST" else 200
    return respond(request, "staff/scanner.html", shown, status=status, frame=frame(request, current=HERE))


@page(action="work")
def picture(request: HouseRequest, *, scan: UUID) -> HttpResponseBase:
    """Will send the small picture of a piece's first page; that of a document is asked of its dossier."""
    piece = filing.piece_of(request.actor, scan)
    if (filed := filing.document_of(request.actor, piece)) is not None:
        return _in_its_dossier("document_thumbnail", filed)
    if piece.thumbnail is None:
        raise NotVisible
    content = store.read_all(stored=piece.thumbnail)
    return HttpResponse(content, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})


@page(action="work")
def file(request: HouseRequest, *, scan: UUID) -> HttpResponseBase:
    """Will give a piece, byte for byte; a document is given by its dossier, which journals who reads."""
    piece = filing.piece_of(request.actor, scan)
    if (filed := filing.document_of(request.actor, piece)) is not None:
        return _in_its_dossier("version_download", filed)
    return download(stored=piece.stored, stream=store.open_stream(stored=piece.stored))


@page(action="work")
def sheet(request: HouseRequest) -> HttpResponse:
    """Will print separator sheets without a number."""
    asked = request.GET.get("copies", "")
    copies = min(int(asked), MOST_SHEETS) if asked.isascii() and asked.isdigit() and asked[:3] == asked else 1
    return _pdf(separator_pdf(copies=max(copies, 1), now=request.now), "Feuilles de séparation.pdf")


@page(action="add_document", opens=True)
def dossier_sheet(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will print the separator sheet of a dossier."""
    return _pdf(separator_pdf(number=dossier.number, now=request.now), f"Séparateur {dossier.number}.pdf")


def _done(request: HouseRequest, form: PiecesForm, chosen: list[UUID]) -> HttpResponse:
    said, actor, now = form.cleaned_data, request.actor, request.now
    here = reverse("staff:scanner")
    if form.asked == ASIDE:
        count = filing.set_aside(actor=actor, chosen=chosen, reason=said["reason"], now=now)
        messages.success(
            request,
            f"{formats.count(count, 'pièce')} de côté. L’onglet «\u00a0Mises de côté\u00a0» les rend.",
        )
    elif form.asked == BACK:
        count = filing.take_back(actor=actor, chosen=chosen)
        messages.success(request, f"{formats.count(count, 'pièce')} de nouveau à verser.")
    else:
        dossier, count = filing.file_pieces(
            actor=actor, chosen=chosen, number=said["number"], title=said["title"], now=now
        )
        messages.success(request, f"{formats.count(count, 'pièce')} au dossier {dossier.number}.")
    return go_to(request, with_query(here, etat=request.GET.get("etat", "")))


def _in_its_dossier(name: str, filed: DocumentVersion) -> HttpResponse:
    place = {"rank": filed.document.rank, "version": filed.number}
    return redirect(of_dossier(name, filed.dossier.number, **place))


def _keys(typed: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in typed]
    except ValueError as error:
        raise filing.Unfit(filing.NONE) from error


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition(name), "X-Content-Type-Options": "nosniff"},
    )
