"""Reading a document in the browser: its own page, its pages one by one, the words in it, the pages to print.

Each view translates, calls once, translates back. One journaled read stands for an hour of a version's pages.
"""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_reader import document_page
from egide.interfaces.staff.pages_reader_page import page_url, reader_page, zoom_asked
from egide.interfaces.staff.pages_reader_rest import find_page, print_page, whole_page
from egide.interfaces.staff.reader_finding import LONGEST_ASKED
from egide.interfaces.staff.reader_pieces import address, shape_of, version_of
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond

PIECE = ("rank", "version")


@page(action="read", opens=True, piece=("rank",))
def document(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show what the document is."""
    shown = document_page(request.actor, dossier, rank, today=timezone.localdate(request.now))
    return respond(request, "staff/document.html", shown, frame=frame(request, current=dossier.kind))


@page(action="read", opens=True, piece=PIECE)
def version(request: HouseRequest, *, dossier: Dossier, rank: int, version: int) -> HttpResponse:
    """Will open a version: at one of its pages, or on the only screen it has."""
    found = version_of(dossier, rank, version)
    if shape_of(found).kind == "pages":
        wanted = min(max(_number(request.GET.get("page", "")), 1), found.pages or 1)
        url = page_url(
            dossier, found, wanted, q=_asked(request), taille=zoom_asked(request.GET.get("taille", ""))
        )
        return HttpResponseRedirect(url)
    return respond(
        request,
        "staff/document_whole.html",
        whole_page(dossier, found),
        frame=frame(request, current=dossier.kind),
    )


@page(action="read", opens=True, piece=PIECE)
def read_page(request: HouseRequest, *, dossier: Dossier, rank: int, version: int, page: int) -> HttpResponse:
    """Will show one page."""
    found = version_of(dossier, rank, version)
    if shape_of(found).kind != "pages":
        return _opened(dossier, found)
    zoom = zoom_asked(request.GET.get("taille", ""))
    shown = reader_page(dossier, found, page, zoom=zoom, q=_asked(request))
    return respond(request, "staff/document_page.html", shown, frame=frame(request, current=dossier.kind))


@page(action="read", opens=True, piece=PIECE)
def find_words(request: HouseRequest, *, dossier: Dossier, rank: int, version: int) -> HttpResponse:
    """Will list the pages where words stand."""
    found = version_of(dossier, rank, version)
    if shape_of(found).kind != "pages":
        return _opened(dossier, found)
    since = max(_number(request.GET.get("depuis", "")), 1)
    shown = find_page(dossier, found, q=_asked(request), since=since)
    return respond(request, "staff/document_find.html", shown, frame=frame(request, current=dossier.kind))


@page(action="read", opens=True, piece=PIECE)
def print_pages(request: HouseRequest, *, dossier: Dossier, rank: int, version: int) -> HttpResponse:
    """Will show pages under one another, to be printed."""
    found = version_of(dossier, rank, version)
    if shape_of(found).kind != "pages":
        return _opened(dossier, found)
    shown = print_page(
        dossier,
        found,
        first=_number(request.GET.get("de", "")),
        last=_number(request.GET.get("a", "")),
        by=request.actor.name,
        now=request.now,
    )
    return respond(request, "staff/document_print.html", shown, frame=frame(request, current=dossier.kind))


def _opened(dossier: Dossier, found: DocumentVersion) -> HttpResponse:
    """Will lead to the only screen of a version whose pages are not shown, which says why."""
    return HttpResponseRedirect(address("document_version", dossier, found))


def _asked(request: HouseRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST_ASKED].strip()


def _number(text: str) -> int:
    # Digits of other scripts are decimal to Python too: only plain ones are a number.
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
