"""Runs that brought older systems in: the list, and one of them.

Each view translates, calls once, translates back.
"""

from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_imports import run_page, runs_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.law import roles
from egide.ui.respond import respond

HERE = "imports"
READERS = (roles.RECORDS_MANAGER,)


@page(action="imports", to=READERS)
def imports(request: HouseRequest) -> HttpResponse:
    """Will list the runs."""
    shown = runs_page(request.actor, today=timezone.localdate(request.now))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=HERE))


@page(action="imports", to=READERS)
def import_run(request: HouseRequest, *, run: str) -> HttpResponse:
    """Will show one run."""
    shown = run_page(
        request.actor,
        name=run,
        sort=request.GET.get("sort", ""),
        after=request.GET.get("apres", ""),
        today=timezone.localdate(request.now),
    )
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=HERE))
