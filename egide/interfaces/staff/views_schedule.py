"""The retention schedule: reading it, writing its next version, submitting, approving, and what it changes.

Each view translates, calls once, translates back.
"""

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_records import (
    ApproveForm,
    BeginScheduleForm,
    EmptyForm,
    RuleForm,
    SubmitForm,
)
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import RECORDS_ROLES, holds_any
from egide.interfaces.staff.pages_plan import WRITERS
from egide.interfaces.staff.pages_records_sheet import FormPage, Sheet
from egide.interfaces.staff.pages_schedule import (
    APPROVERS,
    crumbs,
    rule_of,
    rule_page,
    schedule_of,
    schedule_page,
    version_url,
)
from egide.interfaces.staff.pages_schedule_changes import compare_page, effects_page, proposals_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.verdicts import reserved_to
from egide.kernel.records.models import Schedule
from egide.kernel.records.proposing import accept, proposing_schedule
from egide.kernel.records.schedule_writing import (
    Approval,
    approve_schedule,
    begin_schedule,
    keep_rule,
    submit_schedule,
    take_back_schedule,
)
from egide.modules.records_office.printing import schedule_pdf, write_schedule
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

CURRENT = "schedule"
BOTH = ("GET", "POST")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAID = {
    "soumettre": "La version est soumise\u00a0: une autre personne consigne l’approbation.",
    "reprendre": "La version est de nouveau un projet, que l’on modifie.",
    "approuver": "L’approbation est consignée.",
}
STEPS: dict[str, tuple[str, str, type[forms.Form]]] = {
    "soumettre": (
        "Soumettre la version",
        "La version est signée et ne se modifie plus, à moins de la reprendre.",
        SubmitForm,
    ),
    "reprendre": (
        "Reprendre comme projet",
        "Elle redevient modifiable; il faudra la soumettre de nouveau.",
        EmptyForm,
    ),
    "approuver": (
        "Consigner l’approbation",
        "Dès son jour, la version s’applique à ce qui ferme. Pour les dossiers déjà fermés, elle propose "
        "et n’impose rien.",
        ApproveForm,
    ),
}


@page(action="list")
def schedule(request: HouseRequest, *, version: int | None = None) -> HttpResponse:
    """Will list the rules in force, or those of the version asked for."""
    today = timezone.localdate(request.now)
    return _sheet(request, schedule_page(request.actor, schedule_of(version, today=today), today=today))


@page(action="list")
def schedule_rule(request: HouseRequest, *, version: int, series: str) -> HttpResponse:
    """Will show one rule."""
    return _sheet(request, rule_page(request.actor, rule_of(_schedule(request, version), series)))


@page(action="list")
def schedule_compare(request: HouseRequest, *, version: int, against: int) -> HttpResponse:
    """Will show what differs between two versions."""
    return _sheet(request, compare_page(_schedule(request, against), _schedule(request, version)))


@page(action="records", to=RECORDS_ROLES)
def schedule_effects(request: HouseRequest, *, version: int) -> HttpResponse:
    """Will say what the version would keep or destroy."""
    return _sheet(request, effects_page(request.actor, _schedule(request, version)))


@page(action="records", to=WRITERS, methods=BOTH)
def schedule_proposals(request: HouseRequest) -> HttpResponse:
    """Will list what the version in force proposes; on POST, accept it for one rule."""
    if request.method == "POST":
        done, left = accept(actor=request.actor, series=request.POST.get("series", "")[:20], now=request.now)
        words = f"{formats.count(done, 'dossier daté', 'dossiers datés')} selon la version en vigueur."
        messages.success(request, f"{words} Il en reste\u00a0: recommencez." if left else words)
        return go_to(request, reverse("staff:schedule_proposals"))
    return _sheet(request, proposals_page(request.actor, proposing_schedule(request.now)))


@page(action="list")
def schedule_print(request: HouseRequest, *, version: int) -> HttpResponse:
    """Will give the version as a tagged PDF."""
    found = _schedule(request, version)
    body = schedule_pdf(found, day=timezone.localdate(request.now))
    return _file(body, "application/pdf", f"calendrier-v{version}.pdf", inline=True)


@page(action="list")
def schedule_sheets(request: HouseRequest, *, version: int) -> HttpResponse:
    """Will give the version as a workbook."""
    target = BytesIO()
    write_schedule(target, _schedule(request, version))
    return _file(target.getvalue(), XLSX, f"calendrier-v{version}.xlsx", inline=False)


@page(action="write_schedule", to=WRITERS, methods=BOTH)
def schedule_begin(request: HouseRequest) -> HttpResponse:
    """Will ask why, then copy the version in force as a draft."""
    form = BeginScheduleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = begin_schedule(actor=request.actor, now=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"Le projet (version {made.number}) est prêt à modifier.")
            return go_to(request, version_url(made))
    shown = FormPage(
        title="Préparer une nouvelle version du calendrier",
        lead="La version en vigueur est copiée; elle s’applique jusqu’à ce que la nouvelle soit approuvée.",
        form=form,
        url=reverse("staff:schedule_begin"),
        back=reverse("staff:schedule"),
        submit="Commencer le projet",
        crumbs=crumbs(Crumb(label="Nouvelle version")),
    )
    return _form(request, shown)


@page(action="write_schedule", to=WRITERS, methods=BOTH)
def schedule_rule_edit(request: HouseRequest, *, version: int, series: str = "") -> HttpResponse:
    """Will ask for every field of a rule of the draft, then keep them."""
    found = _schedule(request, version)
    row = rule_of(found, series) if series else None
    form = RuleForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_bound and form.is_valid():
        try:
            kept = keep_rule(
                actor=request.actor, schedule=found, text=form.read(), known=series, now=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La règle {kept.series} est enregistrée dans le projet.")
            return go_to(request, version_url(found, "schedule_rule", series=kept.series))
    shown = FormPage(
        title=f"Modifier la règle {series}" if series else "Ajouter une règle",
        sub=f"Calendrier {found.reference}, version {version}",
        form=form,
        titles=form.titles(),
        url=version_url(found, "schedule_rule_edit", series=series)
        if series
        else version_url(found, "schedule_rule_new"),
        back=version_url(found),
        submit="Enregistrer la règle",
        crumbs=crumbs(
            Crumb(label=f"Version {version}", url=version_url(found)), Crumb(label=series or "Nouvelle règle")
        ),
    )
    return _form(request, shown)


@page(action="approve_schedule", to=APPROVERS, methods=BOTH)
def schedule_step(request: HouseRequest, *, version: int, step: str) -> HttpResponse:
    """Will ask what a step of the version needs, then make it."""
    if step not in STEPS:
        raise NotVisible
    found, (title, lead, asks) = _schedule(request, version), STEPS[step]
    today = timezone.localdate(request.now).isoformat()
    known = {"signed_as": request.actor.name, "approved_on": today, "effective_on": today}
    form = asks(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        try:
            _make(request, found, step, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, SAID[step])
            return go_to(request, version_url(found))
    shown = FormPage(
        title=title,
        sub=f"Calendrier {found.reference}, version {version}",
        lead=lead,
        form=form,
        url=version_url(found, "schedule_step", step=step),
        back=version_url(found),
        submit=title,
        crumbs=crumbs(Crumb(label=f"Version {version}", url=version_url(found)), Crumb(label=title)),
    )
    return _form(request, shown)


def _make(request: HouseRequest, found: Schedule, step: str, said: dict[str, Any]) -> None:
    actor, now = request.actor, request.now
    if step != "approuver" and not holds_any(actor, WRITERS):
        raise Refused(reserved_to(WRITERS))
    if step == "soumettre":
        submit_schedule(actor=actor, schedule=found, signed_as=said["signed_as"], now=now)
    elif step == "reprendre":
        take_back_schedule(actor=actor, schedule=found, now=now)
    else:
        approve_schedule(actor=actor, schedule=found, approval=Approval(**said), now=now)


def _schedule(request: HouseRequest, version: int) -> Schedule:
    found = schedule_of(version, today=timezone.localdate(request.now))
    if found is None:
        raise NotVisible
    return found


def _sheet(request: HouseRequest, shown: Sheet) -> HttpResponse:
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=CURRENT))


def _form(request: HouseRequest, shown: FormPage) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=CURRENT)
    )


def _file(body: bytes, kind: str, name: str, *, inline: bool) -> HttpResponse:
    where = "inline" if inline else "attachment"
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'{where}; filename="{name}"'}
    )
