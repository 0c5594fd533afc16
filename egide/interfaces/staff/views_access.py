"""Access requests at the staff's desk: opening one, its register, what its letters say of it.

Each view translates, calls once, translates back.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.filters import day_of, misread
from egide.interfaces.staff.forms_access import DescribeForm, NewAccessForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import holds_any, kind_url
from egide.interfaces.staff.pages_access import register_page
from egide.interfaces.staff.pages_forms import PlainForm
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.handover.parcels import Person
from egide.law import roles
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.actions import Demand, access_unit, describe, open_request
from egide.modules.access_requests.queries import details
from egide.platform.errors.failures import Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")
WORKERS = (roles.ACCESS_OFFICER, roles.ACCESS_ANALYST)
# Those who read the register: the president reads the others' pages through the dossiers that she may open.
READERS = (*WORKERS, roles.PRIVACY_OFFICER, roles.PRESIDENT)
ZONE = ZoneInfo("America/Toronto")


@page(action="open", to=WORKERS, methods=BOTH)
def access_new(request: HouseRequest) -> HttpResponse:
    """Will ask what was received, then open the dossier in the access unit."""
    today = timezone.localdate(request.now)
    form = NewAccessForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        unit = access_unit()
        try:
            dossier = open_request(
                actor=request.actor,
                unit=unit,
                site=unit.site,
                person=Person(
                    name=said["name"],
                    email=said["email"],
                    phone=said["phone"],
                    address=said["address"].strip(),
                    preferred_channel="email" if said["email"] else "post",
                ),
                demand=Demand(
                    text=said["text"],
                    asked=said["asked"],
                    subject=said["subject"],
                    oral=said["how"] == "oral",
                ),
                channel=said["channel"],
                received_at=_instant(said["received_on"], request.now),
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"Le dossier {dossier.number} est ouvert.")
            return go_to(request, dossier_url(dossier.number))
    shown = PlainForm(
        title="Nouvelle demande d’accès",
        lead="Reçue par la poste, par courriel ou de vive voix. Celles du site ouvrent leur dossier seules.",
        url=reverse("staff:access_new"),
        submit="Ouvrir le dossier",
        back=kind_url(KIND),
        crumbs=(Crumb(label="Demandes d’accès", url=kind_url(KIND)), Crumb(label="Nouvelle")),
        form=form,
    )
    status = 422 if form.is_bound else 200
    return respond(request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=KIND))


@page(action="read", to=READERS)
def access_register(request: HouseRequest) -> HttpResponse:
    """Will show the register of a period: the fiscal year so far, unless other days are asked."""
    today = timezone.localdate(request.now)
    since = day_of(request.GET.get("du", "")) or _fiscal_year(today)
    until = day_of(request.GET.get("au", "")) or today
    shown = register_page(
        request.actor,
        since=since,
        until=until,
        misread=misread(request.GET, ("du", "au")),
        today=today,
        opens=holds_any(request.actor, WORKERS),
    )
    return respond(
        request, "staff/access_register.html", shown, frame=frame(request, current="access_register")
    )


@page(action="describe_access", opens=True, methods=BOTH)
def access_describe(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask what the letters say of the request, then keep it."""
    own = details(dossier)
    known = {
        "asked": own.asked,
        "subject": own.subject,
        "commission_number": own.commission_number,
        "court_number": own.court_number,
    }
    form = DescribeForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        describe(dossier=dossier, **form.cleaned_data, now=request.now)
        messages.success(request, "La fiche de la demande est à jour.")
        return go_to(request, dossier_url(dossier.number))
    shown = PlainForm(
        title="Fiche de la demande",
        lead="Les lettres à venir prennent ces mots; celles qui sont parties ne changent pas.",
        url=of_dossier("access_describe", dossier.number),
        submit="Enregistrer",
        back=dossier_url(dossier.number),
        crumbs=(
            Crumb(label="Demandes d’accès", url=kind_url(KIND)),
            Crumb(label=dossier.number, url=dossier_url(dossier.number)),
            Crumb(label="Fiche"),
        ),
        form=form,
    )
    status = 422 if form.is_bound else 200
    return respond(request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=KIND))


def _instant(day: date, now: datetime) -> datetime:
    """The day's end of work, never after now: what is typed today arrived at the latest now."""
    return min(datetime.combine(day, time(12), tzinfo=ZONE), now)


def _fiscal_year(today: date) -> date:
    """The first of April that precedes, and a month at least."""
    first = date(today.year if today.month > 3 else today.year - 1, 4, 1)
    return min(first, today - timedelta(days=30))
