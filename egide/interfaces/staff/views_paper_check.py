"""Checking a shelf: starting, scanning label after label, correcting what stood elsewhere, ending.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from egide.interfaces.staff.forms_paper import ScanForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_paper import KEEPERS, PAPER
from egide.interfaces.staff.pages_paper_check import CheckPage, check_page
from egide.interfaces.staff.paper_finding import check_of, running_check, shelf_of
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.paper import checking
from egide.kernel.paper.models import Check, Found
from egide.platform.errors.failures import Refused
from egide.ui import formats
from egide.ui.respond import go_to, respond

SAID = {
    Found.EXPECTED: "{code}\u00a0: à sa place.",
    Found.MISPLACED: "{code}\u00a0: inscrite ailleurs.",
    Found.UNKNOWN: "{code}\u00a0: étiquette inconnue ici.",
}


@page(action="paper.keep", to=KEEPERS, methods=("POST",))
def check_start(request: HouseRequest, *, shelf: str) -> HttpResponse:
    """Will begin the check of a shelf, or go on with the one under way."""
    place = shelf_of(shelf)
    running = running_check(place)
    check = running or checking.start_check(place=place, actor_code=request.actor.code, now=request.now)
    return go_to(request, _url(check))


@page(action="paper.keep", to=KEEPERS, methods=("GET", "POST"))
def check(request: HouseRequest, *, check: int) -> HttpResponse:
    """Will show the check, and take one label more."""
    found = check_of(check, lock=request.method == "POST")
    form = ScanForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            scanned = checking.scan(check=found, text=form.cleaned_data["code"], now=request.now)
        except Refused as refusal:
            form.add_error("code", refusal.what)
        else:
            said = SAID[Found(scanned.line.found)].format(code=scanned.line.code)
            said = said if scanned.new else f"{scanned.line.code}\u00a0: déjà lue."
            if not request.headers.get("HX-Request"):
                messages.success(request, said)
                return go_to(request, _url(found))
            # The camera stays on: the lists are replaced under it, and the sentence is read aloud.
            return _shown(request, check_page(found, form=ScanForm(), said=said))
    return _shown(request, check_page(found, form=form), status=422 if form.is_bound else 200)


@page(action="paper.keep", to=KEEPERS, methods=("POST",))
def check_correct(request: HouseRequest, *, check: int) -> HttpResponse:
    """Will enter here the boxes that were seen here."""
    found = check_of(check, lock=True)
    moved = checking.correct(check=found, actor_code=request.actor.code, now=request.now)
    told = formats.count(moved, "boîte est maintenant inscrite", "boîtes sont maintenant inscrites")
    messages.success(request, f"{told} sur cette tablette.")
    return go_to(request, _url(found))


@page(action="paper.keep", to=KEEPERS, methods=("POST",))
def check_end(request: HouseRequest, *, check: int) -> HttpResponse:
    """Will end the check."""
    found = check_of(check, lock=True)
    checking.end_check(check=found, now=request.now)
    messages.success(request, "La vérification est terminée\u00a0: ce qui manque reste en liste.")
    return go_to(request, _url(found))


def _shown(request: HouseRequest, shown: CheckPage, *, status: int = 200) -> HttpResponse:
    name = "staff/paper_check.html"
    return respond(
        request, name, shown, ("verification",), status=status, frame=frame(request, current=PAPER)
    )


def _url(check: Check) -> str:
    return reverse("staff:paper_check", kwargs={"check": check.number})
