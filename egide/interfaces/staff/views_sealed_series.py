"""Sealed series: the archivist's page, and the page where their authority lets dates out or takes them back.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_plan import WRITERS
from egide.interfaces.staff.pages_sealed_series import archivist_page, authority_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.law import roles
from egide.modules.records_office.sealing import release, withdraw
from egide.platform.errors.failures import BadInput
from egide.ui import formats
from egide.ui.respond import go_to, respond


@page(action="sealed_series", to=WRITERS)
def sealed_series(request: HouseRequest) -> HttpResponse:
    """Will show the archivist what the sealed side lets out."""
    shown = archivist_page(today=timezone.localdate(request.now), after=request.GET.get("apres", "")[:40])
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current="sealed_series"))


@page(action="release_dates", to=(roles.COMMISSIONER,), methods=("GET", "POST"))
def sealed_release(request: HouseRequest) -> HttpResponse:
    """Will show each series to its authority, and let its dates out or take them back.

    :raises BadInput: an act that does not exist.
    """
    if request.method == "POST":
        kind, act = request.POST.get("serie", ""), request.POST.get("geste", "")
        if act == "communiquer":
            count = release(actor=request.actor, kind=kind[:40], now=request.now)
            said = formats.count(count, "dossier fermé", "dossiers fermés")
            messages.success(request, f"Les dates de {said} sont communiquées à la gestion documentaire.")
        elif act == "retirer":
            withdraw(actor=request.actor, kind=kind[:40], now=request.now)
            messages.success(
                request, "Les dates sont retirées\u00a0: la gestion documentaire ne les voit plus."
            )
        else:
            raise BadInput("Ce geste n’existe pas.")
        return go_to(request, reverse("staff:sealed_release"))
    shown = authority_page(request.actor)
    return respond(
        request, "staff/records_sheet.html", shown, frame=frame(request, current="commissioner_house")
    )
