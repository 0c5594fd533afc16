"""Whom a complaint about services concerns: named on a page of the dossier, kept away from the next click on.

The view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import triage
from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.forms_triage import NamingForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.service_complaints.actions import name_concerned, set_nature
from egide.modules.service_complaints.queries import details, is_closed_to
from egide.ui.formats import count
from egide.ui.respond import go_to, respond

LEAD = (
    "Une plainte n’est lue ni par les personnes qu’elle vise ni par leur unité. Nommez-les avant l’examen; un "
    "nom consigné ne se retire pas."
)
CONSEQUENCES = (
    "Les personnes nommées, et toutes celles des unités nommées, perdent l’accès au dossier aussitôt.",
    "Si vous êtes du nombre, le dossier n’existera plus pour vous.",
    "Le journal garde le fait, sans les noms.",
)


@page(action="name_concerned", opens=True, methods=("GET", "POST"))
def concerned(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will note whom the complaint concerns and correct its nature, then close the dossier to them."""
    today, own = timezone.localdate(request.now), details(dossier)
    choices = {"people": triage.people_concerned(today), "units": triage.units_concerned()}
    data = request.POST if request.method == "POST" else None
    form = NamingForm(**choices, data=data, initial={"nature": own.nature})
    if form.is_bound and form.is_valid():
        return _name(request, dossier, form, nature=own.nature)
    shown = step(
        dossier,
        title="Consigner les personnes visées",
        form=form,
        lead=LEAD,
        submit="Consigner",
        consequences=CONSEQUENCES,
        url=of_dossier("concerned", dossier.number),
    )
    status = 422 if form.is_bound else 200
    return respond(request, "staff/step.html", shown, status=status, frame=frame(request))


def _name(request: HouseRequest, dossier: Dossier, form: NamingForm, *, nature: str) -> HttpResponse:
    given, now = form.cleaned_data, request.now
    if given["nature"] != nature:
        set_nature(dossier=dossier, nature=given["nature"], now=now)
    concern = triage.concern_from(given, nature=given["nature"])
    if concern.users or concern.units:
        closed = name_concerned(
            actor=request.actor, dossier=dossier, users=concern.users, units=concern.units, now=now
        )
        messages.success(request, f"C’est consigné\u00a0: {count(closed, 'accès retiré', 'accès retirés')}.")
    else:
        messages.success(request, "La nature est corrigée.")
    mine = is_closed_to(dossier, request.actor.user_id)
    return go_to(request, reverse("staff:home") if mine else dossier_url(dossier.number))
