"""One dossier's record: opening a dossier documentaire, placing a dossier in a class, telling it an event.

Each view translates, calls once, translates back.
"""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.forms_records_dossier import ClassifyForm, EventForm, NewFileForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import kind_url
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.records.classifying import put_back, reclassify
from egide.kernel.records.plan import classes_in_force
from egide.modules.records_office.access import KIND
from egide.modules.records_office.opening import NewFile, open_file, tell_event, units_of
from egide.modules.records_office.starters import BY_CODE
from egide.platform.errors.failures import Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

BOTH = ("GET", "POST")
UNDO = "annuler"


@page(action="open", methods=BOTH)
def file_new(request: HouseRequest) -> HttpResponse:
    """Will ask for a template, a class and a title, then open the file in the reader's unit."""
    units, today = units_of(request.actor), timezone.localdate(request.now)
    codes = {unit.code for unit in units}
    classes = [c for c in classes_in_force(on=today) if any(c.open_to(code) for code in codes)]
    starter = BY_CODE.get(request.GET.get("modele", ""), BY_CODE["plain"])
    known = {
        "starter": starter.code,
        "class_code": request.GET.get("classe", starter.class_code)[:40],
        "title": starter.title,
        "unit": units[0].code if units else "",
    }
    form = NewFileForm(
        request.POST if request.method == "POST" else None,
        classes=[(c.code, c.label) for c in classes],
        units=[(unit.code, unit.name) for unit in units],
        known=known,
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        unit = next(unit for unit in units if unit.code == said["unit"])
        file = NewFile(
            unit=unit,
            class_code=said["class_code"],
            title=said["title"],
            starter=said["starter"],
            description=said["description"],
        )
        try:
            dossier = open_file(actor=request.actor, file=file, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"Le dossier {dossier.number} est ouvert.")
            return go_to(request, dossier_url(dossier.number))
    shown = FormPage(
        title="Ouvrir un dossier documentaire",
        lead="Il est ouvert ou fermé, sans autre étape. Sa conservation vient de sa classe."
        if classes
        else "Vos fonctions n’ouvrent pas de dossier documentaire."
        if not units
        else "Le plan de classification n’est pas encore chargé\u00a0: aucune classe n’est offerte.",
        form=form,
        url=reverse("staff:file_new"),
        back=kind_url(KIND),
        submit="Ouvrir le dossier",
        crumbs=(Crumb(label="Dossiers documentaires", url=kind_url(KIND)), Crumb(label="Ouvrir")),
    )
    return _form(request, shown, KIND)


@page(action="classify", opens=True, methods=BOTH)
def classify(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for a class, then place the dossier there; or put it back where it was."""
    today = timezone.localdate(request.now)
    classes = [(one.code, one.label) for one in classes_in_force(on=today)]
    undoes = request.method == "POST" and request.POST.get("faire") == UNDO
    form = ClassifyForm(request.POST if request.method == "POST" and not undoes else None, classes=classes)
    if undoes:
        back = put_back(dossier=dossier, now=request.now)
        messages.success(request, f"Le dossier est de nouveau dans la classe {back or '(aucune)'}.")
        return go_to(request, dossier_url(dossier.number))
    if form.is_bound and form.is_valid():
        try:
            reclassify(dossier=dossier, class_code=form.cleaned_data["class_code"], now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"Le dossier est dans la classe {dossier.class_code}.")
            return go_to(request, dossier_url(dossier.number))
    shown = _about(
        dossier,
        form,
        title="Reclasser le dossier",
        lead=f"Il est dans la classe {dossier.class_code or '(aucune)'}. Sa règle de conservation suit sa classe.",
        url=of_dossier("dossier_classify", dossier.number),
        submit="Reclasser",
    )
    return _form(request, shown, dossier.kind)


@page(action="tell_event", opens=True, methods=BOTH)
def event(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask which event of the schedule happened, then write it down."""
    form = EventForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            tell_event(actor=request.actor, dossier=dossier, now=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "L’événement est consigné.")
            return go_to(request, of_dossier("dossier_deadlines", dossier.number))
    shown = _about(
        dossier,
        form,
        title="Consigner un événement",
        lead="Certaines règles comptent à partir d’un événement (888)\u00a0: fin du mandat, départ, fin des recours…",
        url=of_dossier("dossier_event", dossier.number),
        submit="Consigner l’événement",
    )
    return _form(request, shown, dossier.kind)


def _about(dossier: Dossier, form: forms.Form, *, title: str, lead: str, url: str, submit: str) -> FormPage:
    return FormPage(
        title=title,
        sub=f"{dossier.number}, {dossier.title}",
        lead=lead,
        form=form,
        url=url,
        back=dossier_url(dossier.number),
        submit=submit,
        version=dossier.version,
        crumbs=(Crumb(label=dossier.number, url=dossier_url(dossier.number)), Crumb(label=title)),
    )


def _form(request: HouseRequest, shown: FormPage, current: str) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=current)
    )
