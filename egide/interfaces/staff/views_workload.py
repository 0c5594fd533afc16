"""Mandates from above: one’s own, the workload, the monthly report.

Each view translates, calls once, translates back.
"""

from django.http import HttpResponse

from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_workload import mine_page, workload_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond

LOAD = "workload"


@page(action="work")
def mine(request: HouseRequest) -> HttpResponse:
    """Will show the reader’s own mandates and parts of mandates."""
    shown = mine_page(request.actor, counts_for(request).near)
    return respond(request, "staff/mandates_mine.html", shown, frame=frame(request, current=LOAD))


@page(action="work")
def workload(request: HouseRequest) -> HttpResponse:
    """Will show who carries what, over what the reader may read."""
    shown = workload_page(request.actor, counts_for(request).near)
    return respond(request, "staff/workload.html", shown, frame=frame(request, current=LOAD))
