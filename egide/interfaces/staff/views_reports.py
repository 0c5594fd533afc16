"""The list of periodic reports, and opening one.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_reports import OpenForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_reports import NewPage, reports_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.planning.access import OPENERS
from egide.modules.planning.opening import open_report, unit_of
from egide.modules.planning.streams import offered
from egide.platform.errors.failures import Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

REPORTS = "reports"


@page(action="read")
def reports(request: HouseRequest) -> HttpResponse:
    """Will list the reports that the reader may follow."""
    shown = reports_page(request.actor, today=timezone.localdate(request.now))
    return respond(request, "staff/reports.html", shown, frame=frame(request, current=REPORTS))


@page(action="open", to=OPENERS, methods=("GET", "POST"))
def new(request: HouseRequest) -> HttpResponse:
    """Will ask for a period and streams, then open the report."""
    today, streams = timezone.localdate(request.now), offered(unit_of(request.actor).compartment.code)
    known = {"streams": [stream.code for stream in streams]}
    data = request.POST if request.method == "POST" else None
    form = OpenForm(data, initial=known, today=today, streams=streams)
    if form.is_bound and form.is_valid():
        try:
            dossier = open_report(
                actor=request.actor, period=form.chosen, streams=form.cleaned_data["streams"], now=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(
                request, f"Le rapport {dossier.number} est ouvert. Ses chiffres se comptent au fil des jours."
            )
            return go_to(request, reverse("staff:report", kwargs={"number": dossier.number}))
    shown = NewPage(
        form=form,
        url=reverse("staff:report_new"),
        crumbs=(Crumb(label="Rapports", url=reverse("staff:reports")), Crumb(label="Ouvrir un rapport")),
    )
    return respond(
        request,
        "staff/report_new.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=REPORTS),
    )
