"""The dashboard and the definitions of its figures: for those who answer for dossiers, over what they may read.

Translates, calls once, translates back.
"""

from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.dashboard_asked import Asked
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import DASHBOARD, DASHBOARD_ROLES
from egide.interfaces.staff.pages_dashboard import dashboard_page, definitions
from egide.interfaces.staff.pages_deadline_figures import deadline_figures_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond


@page(action="measure", to=DASHBOARD_ROLES)
def dashboard(request: HouseRequest) -> HttpResponse:
    """Will show the figures of the period asked."""
    asked = Asked.read(request.GET, today=timezone.localdate(request.now))
    shown = dashboard_page(actor=request.actor, asked=asked, now=request.now)
    parts = ("tableau",)
    return respond(request, "staff/dashboard.html", shown, parts, frame=frame(request, current=DASHBOARD))


@page(action="measure", to=DASHBOARD_ROLES)
def deadline_figures(request: HouseRequest) -> HttpResponse:
    """Will show the deadlines of the period, rule by rule."""
    asked = Asked.read(request.GET, today=timezone.localdate(request.now))
    shown = deadline_figures_page(actor=request.actor, asked=asked, now=request.now)
    return respond(request, "staff/deadline_figures.html", shown, frame=frame(request, current=DASHBOARD))


@page(action="measure", to=DASHBOARD_ROLES)
def figures_defined(request: HouseRequest) -> HttpResponse:
    """Will show what each figure counts."""
    return respond(request, "staff/definitions.html", definitions(), frame=frame(request, current=DASHBOARD))
