"""The Commissioner's week and his team: notices due, recommendations followed, delegations given and withdrawn.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.forms_admission import DelegationForm, StaffComplaintForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_admission import (
    HOUSE,
    delegations_page,
    follow_up_page,
    his_compartment,
    monday_page,
)
from egide.interfaces.staff.pages_admission_desk import his_unit
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.interfaces.staff.views_admission_desk import instant_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.handover.parcels import Person
from egide.law import roles
from egide.modules.admission_complaints.access import KIND
from egide.modules.admission_complaints.delegating import analysts, delegate, withdraw
from egide.modules.admission_complaints.progressing import draft_all, draft_notice
from egide.modules.admission_staff.actions import NewStaffComplaint, open_staff_complaint
from egide.platform.accounts.models import User
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.formats import count
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

SHEET, FORM = "staff/records_sheet.html", "staff/records_form.html"
BOTH = ("GET", "POST")
TEAM = (roles.COMMISSIONER, roles.ADMISSION_ANALYST)
HIM = (roles.COMMISSIONER,)
CURRENT = "commissioner_house"


@page(action="work", to=TEAM, methods=BOTH)
def monday(request: HouseRequest) -> HttpResponse:
    """Will list the notices that are due, or draft those that are not drafted."""
    if request.method == "POST":
        made = draft_all(actor=request.actor, now=request.now)
        messages.success(request, f"{count(made, 'avis rédigé', 'avis rédigés')}.")
        return go_to(request, reverse("staff:admission_monday"))
    shown = monday_page(request.actor, counts_for(request).near)
    return respond(request, SHEET, shown, frame=frame(request, current=CURRENT))


@page(action="write_letter", opens=True, methods=("POST",))
def notice_again(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will draft the progress notice of the period that runs, and set aside the one of another period.

    :raises NotVisible: the dossier is no complaint to the Commissioner.
    :raises Refused: none is due, or the one of this period waits already.
    """
    if dossier.kind != KIND:
        raise NotVisible
    today = timezone.localdate(request.now)
    letter = draft_notice(dossier=dossier, actor_code=request.actor.code, today=today, now=request.now)
    if letter is None:
        raise Refused("Aucun avis n’est à rédiger\u00a0: celui de la période attend déjà, ou rien n’est dû.")
    messages.success(request, "L’avis de la période est rédigé; celui d’une autre période est annulé.")
    return go_to(request, of_dossier("letter", dossier.number, rank=letter.rank))


@page(action="work", to=TEAM)
def followed(request: HouseRequest) -> HttpResponse:
    """Will list the recommendations that wait for something."""
    shown = follow_up_page(request.actor, timezone.localdate(request.now))
    return respond(request, SHEET, shown, frame=frame(request, current=CURRENT))


@page(action="delegate", to=HIM)
def delegations(request: HouseRequest) -> HttpResponse:
    """Will list the delegations."""
    shown = delegations_page(his_compartment(), timezone.localdate(request.now))
    return respond(request, SHEET, shown, frame=frame(request, current=CURRENT))


@page(action="delegate", to=HIM, methods=BOTH)
def delegation_new(request: HouseRequest) -> HttpResponse:
    """Will ask to whom, what and when, then give the delegation."""
    today, place = timezone.localdate(request.now), his_compartment()
    people = {str(user.public_id): user for user in analysts(place, on=today)}
    form = DelegationForm(
        people=[(code, user.full_name) for code, user in people.items()],
        today=today,
        data=request.POST if request.method == "POST" else None,
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        to: User = people[said["person"]]
        try:
            delegate(
                actor=request.actor,
                compartment=place,
                to=to,
                powers=said["powers"],
                since=said["since"],
                until=said["until"],
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La délégation à {to.full_name} est donnée.")
            return go_to(request, reverse("staff:admission_delegations"))
    shown = FormPage(
        title="Donner une délégation",
        lead="Les actes faits en dehors de ces dates sont refusés, avec la date.",
        form=form,
        url=reverse("staff:admission_delegate"),
        back=reverse("staff:admission_delegations"),
        submit="Donner la délégation",
        crumbs=(
            HOUSE,
            Crumb(label="Délégations", url=reverse("staff:admission_delegations")),
            Crumb(label="Donner"),
        ),
    )
    return _form(request, shown)


@page(action="delegate", to=HIM, methods=("POST",))
def delegation_withdraw(request: HouseRequest, *, rank: int) -> HttpResponse:
    """Will end a delegation at once."""
    withdraw(compartment=his_compartment(), rank=rank, now=request.now)
    messages.success(request, "La délégation est retirée.")
    return go_to(request, reverse("staff:admission_delegations"))


@page(action="open", to=HIM, methods=BOTH)
def staff_complaint_new(request: HouseRequest) -> HttpResponse:
    """Will register a complaint about his staff, that he alone reads."""
    today = timezone.localdate(request.now)
    form = StaffComplaintForm(today=today, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said, unit = form.cleaned_data, his_unit(request.actor)
        try:
            dossier = open_staff_complaint(
                actor=request.actor,
                complaint=NewStaffComplaint(
                    person=Person(name=said["name"], email=said["email"], address=said["address"]),
                    text=said["text"],
                ),
                unit=unit,
                site=unit.site,
                received_at=instant_of(said["received_on"], request.now),
                channel=said["channel"],
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La plainte {dossier.number} est inscrite. Vous seul la voyez.")
            return go_to(request, dossier_url(dossier.number))
    shown = FormPage(
        title="Inscrire une plainte sur votre personnel",
        lead="Vous seul la lirez\u00a0: ni votre secrétariat ni vos analystes ne la voient, nulle part.",
        form=form,
        url=reverse("staff:admission_staff_new"),
        back=HOUSE.url,
        submit="Inscrire la plainte",
        crumbs=(HOUSE, Crumb(label="Plainte sur le personnel")),
    )
    return _form(request, shown)


def _form(request: HouseRequest, shown: FormPage) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(request, FORM, shown, status=status, frame=frame(request, current=CURRENT))
