"""Exchanges with the Protecteur du citoyen: the register, opening one, what is done beside the lifecycle, the network.

Each view translates, calls once, translates back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import forms_ombudsman as forms
from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.ombudsman_steps import STEPS, At, MatterStep
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.pages_measures import chosen_unit
from egide.interfaces.staff.pages_moves import Step
from egide.interfaces.staff.pages_moves import step as step_page
from egide.interfaces.staff.pages_ombudsman import (
    READERS,
    REGISTER,
    TEAM_ROLES,
    crumbs,
    home_of,
    register_page,
)
from egide.interfaces.staff.pages_ombudsman_matter import matter_page, offered
from egide.interfaces.staff.pages_ombudsman_network import (
    chosen_person,
    meetings_page,
    network_page,
    people_of,
    respondent_of,
    units_known,
)
from egide.interfaces.staff.pages_ombudsman_subjects import offered_subjects
from egide.interfaces.staff.pages_records_sheet import Sheet
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.modules.ombudsman.access import KIND
from egide.modules.ombudsman.actions import Asked, open_exchange
from egide.modules.ombudsman.network import end_respondent, enter_meeting, name_respondent
from egide.modules.ombudsman.printing import follow_up_pdf
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")
HIGHEST = 2**31 - 1


@page(action="list", to=READERS)
def register(request: HouseRequest) -> HttpResponse:
    """Will show the register."""
    return _sheet(request, register_page(request.actor, counts_for(request).near))


@page(action="open", to=TEAM_ROLES, methods=BOTH)
def exchange_new(request: HouseRequest) -> HttpResponse:
    """Will ask what the delegate sent, then open the exchange."""
    home, today = home_of(request.actor), timezone.localdate(request.now)
    form = forms.ExchangeForm(
        request.POST if request.method == "POST" else None,
        subjects=offered_subjects(home, today=today),
        today=today,
    )
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        said.pop("received_on")
        try:
            dossier = open_exchange(
                actor=request.actor,
                asked=Asked(**said, received_at=form.received_at(request.now)),
                unit=home,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            to = dossier.assignee.full_name if dossier.assignee else ""
            messages.success(
                request,
                f"Échange {dossier.number} ouvert et confié à {to}."
                if to
                else f"Échange {dossier.number} ouvert. Personne ne répond de ce sujet\u00a0: confiez-le.",
            )
            return go_to(request, dossier_url(dossier.number))
    return _plain(
        request,
        PlainForm(
            title="Consigner une demande",
            lead="Par lettre, courriel ou téléphone. La déléguée ou le délégué n’a besoin d’aucun compte.",
            url=reverse("staff:ombudsman_new"),
            submit="Ouvrir l’échange",
            back=reverse("staff:ombudsman"),
            crumbs=crumbs(Crumb(label="Consigner une demande")),
            form=form,
        ),
    )


@page(action="read", opens=True)
def matter(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show one exchange beside its lifecycle."""
    _ours(dossier)
    return _sheet(request, matter_page(request.actor, dossier, counts_for(request).near), current=KIND)


@page(action="act", opens=True, methods=BOTH)
def matter_step(request: HouseRequest, *, dossier: Dossier, step: str, rank: int = 0) -> HttpResponse:
    """Will ask what an act needs, then do it."""
    _ours(dossier)
    asked = STEPS.get(step)
    if asked is None or asked.of_row is not bool(rank):
        raise NotVisible
    # The team answers for all of these; a respondent prepares the answer.
    verdict = may(request.actor, dossier, "submit")
    if not verdict.allowed:
        raise Refused(verdict.reason)
    today = timezone.localdate(request.now)
    form = asked.form(
        request.POST if request.method == "POST" else None,
        today=today,
        offered=offered(dossier, step, today=today),
    )
    home = of_dossier("ombudsman_matter", dossier.number)
    if form.is_bound and form.is_valid():
        at = At(actor=request.actor, dossier=dossier, rank=min(rank, HIGHEST), now=request.now)
        try:
            asked.call(at, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, asked.said)
            return go_to(request, home)
    return _step(request, dossier, _shown(dossier, asked, step, rank, form, home))


@page(action="list", to=TEAM_ROLES)
def network(request: HouseRequest) -> HttpResponse:
    """Will list the network of respondents."""
    return _sheet(request, network_page(home_of(request.actor), today=timezone.localdate(request.now)))


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def respondent_name(request: HouseRequest) -> HttpResponse:
    """Will name a respondent."""
    home, today = home_of(request.actor), timezone.localdate(request.now)
    form = forms.RespondentForm(
        request.POST if request.method == "POST" else None,
        people=people_of(home, today=today),
        units=units_known(),
        subjects=offered_subjects(home, today=today),
        today=today,
        chosen=request.GET.get("sujet", "")[:20],
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            name_respondent(
                compartment=home.compartment,
                user=chosen_person(said["person"]),
                unit=chosen_unit(said["unit"]),
                subjects=said["subjects"],
                since=said["since"],
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La personne répondante est nommée.")
            return go_to(request, reverse("staff:ombudsman_network"))
    return _plain(
        request,
        _network_form("Nommer une personne répondante", reverse("staff:ombudsman_name"), "Nommer", form),
    )


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def respondent_end(request: HouseRequest, *, rank: int) -> HttpResponse:
    """Will end someone's part in the network."""
    home = home_of(request.actor)
    row = respondent_of(home, rank)
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            end_respondent(respondent=row, on=form.cleaned_data["on"], now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La fin est consignée. Ses échanges ouverts restent les siens.")
            return go_to(request, reverse("staff:ombudsman_network"))
    title = f"Mettre fin au rôle de {row.user.full_name}"
    url = reverse("staff:ombudsman_end", kwargs={"rank": rank})
    return _plain(request, replace(_network_form(title, url, "Mettre fin", form), danger=True))


@page(action="list", to=TEAM_ROLES)
def meetings(request: HouseRequest) -> HttpResponse:
    """Will list the meetings and trainings of the network."""
    return _sheet(request, meetings_page(home_of(request.actor), today=timezone.localdate(request.now)))


@page(action="work", to=TEAM_ROLES, methods=BOTH)
def meeting_new(request: HouseRequest) -> HttpResponse:
    """Will keep a meeting that was held."""
    home = home_of(request.actor)
    form = forms.MeetingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            enter_meeting(
                compartment=home.compartment,
                **form.cleaned_data,
                actor_code=request.actor.code,
                today=timezone.localdate(request.now),
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La rencontre est consignée.")
            return go_to(request, reverse("staff:ombudsman_meetings"))
    shown = PlainForm(
        title="Consigner une rencontre",
        url=reverse("staff:ombudsman_meeting_new"),
        submit="Consigner",
        back=reverse("staff:ombudsman_meetings"),
        crumbs=crumbs(
            Crumb(label="Rencontres", url=reverse("staff:ombudsman_meetings")), Crumb(label="Consigner")
        ),
        form=form,
    )
    return _plain(request, shown)


@page(action="list", to=TEAM_ROLES)
def report(request: HouseRequest) -> HttpResponse:
    """Will give the follow-up of the recommendations as a tagged PDF."""
    today = timezone.localdate(request.now)
    body = follow_up_pdf(visible(request.actor, kind=KIND), day=today)
    headers = {"Content-Disposition": f'inline; filename="recommandations-{today.isoformat()}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


def _ours(dossier: Dossier) -> None:
    if dossier.kind != KIND:
        raise NotVisible


def _shown(
    dossier: Dossier, asked: MatterStep, code: str, rank: int, form: forms.MatterForm, home: str
) -> Step:
    more: dict[str, str | int] = {"step": code, "rank": rank} if rank else {"step": code}
    shown = step_page(
        dossier,
        title=asked.label,
        form=form,
        lead=asked.lead,
        url=of_dossier("ombudsman_row" if rank else "ombudsman_step", dossier.number, **more),
        danger=asked.danger,
    )
    return replace(shown, back=home)


def _network_form(title: str, url: str, submit: str, form: object) -> PlainForm:
    back = reverse("staff:ombudsman_network")
    return PlainForm(
        title=title,
        url=url,
        submit=submit,
        back=back,
        crumbs=crumbs(Crumb(label="Réseau", url=back), Crumb(label=submit)),
        form=form,
    )


def _sheet(request: HouseRequest, shown: Sheet, *, current: str = REGISTER) -> HttpResponse:
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=current))


def _plain(request: HouseRequest, shown: PlainForm) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/plain_form.html", shown, status=status, frame=frame(request, current=REGISTER)
    )


def _step(request: HouseRequest, dossier: Dossier, shown: Step) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(request, "staff/step.html", shown, status=status, frame=frame(request, current=KIND))
