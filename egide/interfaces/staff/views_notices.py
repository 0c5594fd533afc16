"""The list of notices: to read, already read, and how often to be written to.

Translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_notices import notices_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.notices.actions import choose_rhythm, mark_personal, mark_read, mark_unread
from egide.kernel.notices.models import Rhythm
from egide.ui import formats
from egide.ui.respond import go_to, respond


@page(action="work", methods=("GET", "POST"))
def notices(request: HouseRequest) -> HttpResponse:
    """Will list the notices, then mark them or keep the choice of e-mails."""
    if request.method == "GET":
        shown = notices_page(request.actor, today=timezone.localdate(request.now))
        return respond(request, "staff/notices.html", shown, frame=frame(request, current="notices"))
    number = request.POST.get("numero", "")[:40]
    if rhythm := request.POST.get("courriels", ""):
        if rhythm in Rhythm.values:
            choose_rhythm(actor=request.actor, rhythm=Rhythm(rhythm))
            messages.success(request, "Votre choix est gardé.")
    elif request.POST.get("non_lu"):
        mark_unread(actor=request.actor, dossier_number=number)
    else:
        own = bool(request.POST.get("fonctions"))
        read = (
            mark_personal(actor=request.actor, now=request.now)
            if own
            else mark_read(actor=request.actor, dossier_number=number, now=request.now)
        )
        messages.success(
            request, f"{formats.count(read, 'avis marqué', 'avis marqués')} comme lu{'s' * (read > 1)}."
        )
    return go_to(request, reverse("staff:notices"))
