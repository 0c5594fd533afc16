"""The home of the records office: what waits for the archivist.

Translates, calls once, translates back.
"""

from django.http import HttpResponse

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import RECORDS, RECORDS_ROLES
from egide.interfaces.staff.pages_records import records_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond


@page(action="records", to=RECORDS_ROLES)
def records_home(request: HouseRequest) -> HttpResponse:
    """Will show what waits for the archivist, one card for each idea."""
    shown = records_page(actor=request.actor, now=request.now)
    return respond(request, "staff/records.html", shown, frame=frame(request, current=RECORDS))
