"""The sheets of the modules, and the map of a dossier: nothing is changed here.

Each view translates, calls once, translates back.
"""

from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_sheets import SHEETS, map_page, sheet_page, sheets_page
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond


@page(action="work")
def sheets(request: HouseRequest) -> HttpResponse:
    """Will list the sheets."""
    return respond(request, "staff/sheets.html", sheets_page(), frame=frame(request, current=SHEETS))


@page(action="work")
def sheet(request: HouseRequest, *, sheet: str) -> HttpResponse:
    """Will show one sheet, its map and the times that the reader's dossiers tell."""
    shown = sheet_page(request.actor, sheet, today=timezone.localdate(request.now))
    return respond(request, "staff/sheet.html", shown, frame=frame(request, current=SHEETS))


@page(action="read", opens=True)
def dossier_map(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the whole map, the dossier's own state lit."""
    shown = map_page(request.actor, dossier)
    return respond(request, "staff/dossier_map.html", shown, frame=frame(request, current=dossier.kind))
