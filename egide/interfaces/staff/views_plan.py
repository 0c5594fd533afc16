"""The classification scheme: reading it, and writing its next version until someone else adopts it.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_records import AdoptForm, BeginForm, ClassForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_plan import (
    ADOPTERS,
    WRITERS,
    class_of,
    class_page,
    class_url,
    classes_offered,
    crumbs,
    plan_of,
    plan_page,
    units_offered,
)
from egide.interfaces.staff.pages_records_sheet import FormPage
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.records.models import Plan
from egide.kernel.records.plan_writing import adopt_plan, begin_plan, keep_class
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

CURRENT = "plan"
BOTH = ("GET", "POST")


@page(action="list")
def plan(request: HouseRequest, *, version: int | None = None) -> HttpResponse:
    """Will show the scheme in force, or the version asked for."""
    today = timezone.localdate(request.now)
    shown = plan_page(request.actor, plan_of(version, today=today), today=today)
    return respond(request, "staff/plan.html", shown, frame=frame(request, current=CURRENT))


@page(action="list")
def plan_class(request: HouseRequest, *, version: int, code: str) -> HttpResponse:
    """Will show one class."""
    found, today = _plan(request, version), timezone.localdate(request.now)
    shown = class_page(request.actor, found, class_of(found, code), today=today)
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=CURRENT))


@page(action="write_plan", to=WRITERS, methods=BOTH)
def plan_begin(request: HouseRequest) -> HttpResponse:
    """Will ask why, then copy the version in force as a draft."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = begin_plan(actor=request.actor, note=form.cleaned_data["note"], now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"Le projet (version {made.number}) est prêt à modifier.")
            return go_to(request, reverse("staff:plan_version", kwargs={"version": made.number}))
    shown = FormPage(
        title="Préparer une nouvelle version du plan",
        lead="La version en vigueur est copiée. Elle reste telle quelle jusqu’à ce qu’une autre personne adopte la "
        "nouvelle.",
        form=form,
        url=reverse("staff:plan_begin"),
        back=reverse("staff:plan"),
        submit="Commencer le projet",
        crumbs=crumbs(Crumb(label="Nouvelle version")),
    )
    return _form(request, shown)


@page(action="write_plan", to=WRITERS, methods=BOTH)
def plan_class_edit(request: HouseRequest, *, version: int, code: str = "") -> HttpResponse:
    """Will ask for the words of a class of the draft, new or known, then keep them."""
    found = _plan(request, version)
    row = class_of(found, code) if code else None
    form = ClassForm(
        request.POST if request.method == "POST" else None,
        classes=classes_offered(found, but=code),
        units=units_offered(),
        row=row,
    )
    if form.is_bound and form.is_valid():
        try:
            kept = keep_class(actor=request.actor, plan=found, text=form.read(), known=code, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La classe {kept.code} est enregistrée dans le projet.")
            return go_to(request, class_url(found, kept.code))
    here = {"version": version}
    shown = FormPage(
        title=f"Modifier la classe {code}" if code else "Ajouter une classe",
        sub=f"Projet, version {version}",
        form=form,
        url=class_url(found, code, "plan_class_edit")
        if code
        else reverse("staff:plan_class_new", kwargs=here),
        back=class_url(found, code) if code else reverse("staff:plan_version", kwargs=here),
        submit="Enregistrer la classe",
        crumbs=crumbs(
            Crumb(label=f"Version {version}", url=reverse("staff:plan_version", kwargs=here)),
            Crumb(label=code or "Nouvelle classe"),
        ),
    )
    return _form(request, shown)


@page(action="adopt_plan", to=ADOPTERS, methods=BOTH)
def plan_adopt(request: HouseRequest, *, version: int) -> HttpResponse:
    """Will ask from when and who signs, then put the draft in force."""
    found, today = _plan(request, version), timezone.localdate(request.now)
    form = AdoptForm(
        request.POST if request.method == "POST" else None,
        initial={"effective_on": today.isoformat(), "signed_as": request.actor.name},
    )
    home = reverse("staff:plan_version", kwargs={"version": version})
    if form.is_bound and form.is_valid():
        try:
            adopt_plan(actor=request.actor, plan=found, now=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La version {version} du plan est adoptée.")
            return go_to(request, home)
    shown = FormPage(
        title=f"Adopter la version {version} du plan",
        lead="Une version adoptée ne change plus\u00a0: on la remplace par la suivante.",
        form=form,
        url=reverse("staff:plan_adopt", kwargs={"version": version}),
        back=home,
        submit="Adopter cette version",
        crumbs=crumbs(Crumb(label=f"Version {version}", url=home), Crumb(label="Adopter")),
    )
    return _form(request, shown)


def _plan(request: HouseRequest, version: int) -> Plan:
    found = plan_of(version, today=timezone.localdate(request.now))
    if found is None:
        raise NotVisible
    return found


def _form(request: HouseRequest, shown: FormPage) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/records_form.html", shown, status=status, frame=frame(request, current=CURRENT)
    )
