"""Units: the list, creating one, its name, its site and who answers for it.

A unit belongs to one compartment for ever: content made in it carries that wall.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.choices import compartments_offered, sites_offered, staff_of
from egide.interfaces.administration.elevated import administered, administration_frame, trail
from egide.interfaces.administration.finding import person_of, site_of, unit_of
from egide.interfaces.administration.forms import UnitForm
from egide.interfaces.administration.pages import FormPage
from egide.interfaces.administration.pages_units import units_page
from egide.kernel.gate.pages import HouseRequest
from egide.platform.accounts import administering
from egide.platform.accounts.models import Unit
from egide.platform.accounts.units import UnitFacts, change_unit, create_unit
from egide.platform.errors.failures import Refused
from egide.ui.respond import go_to, respond


@administered("GET", "POST")
def units(request: HouseRequest) -> HttpResponseBase:
    """Will list the units, and create one."""
    form = _form(request)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            unit = create_unit(
                actor=request.actor,
                code=given["code"],
                compartment=given["compartment"],
                facts=_facts(given),
                now=request.now,
            )
        except Refused as refusal:
            form.add_error("code", refusal.what)
        else:
            messages.success(request, f"L’unité « {unit.name} » est créée.")
            return go_to(request, reverse("administration:units"))
    status = 422 if form.is_bound else 200
    return respond(
        request,
        "administration/units.html",
        units_page(request.actor, form),
        status=status,
        frame=administration_frame(request, "units"),
    )


@administered("GET", "POST")
def unit_page(request: HouseRequest, *, unit: str) -> HttpResponseBase:
    """Will change the name, the site and the head of a unit."""
    found = unit_of(unit)
    administering.check_place(request.actor, found, now=request.now)
    form = _form(request, found)
    if form.is_bound and form.is_valid():
        change_unit(actor=request.actor, unit=found, facts=_facts(form.cleaned_data), now=request.now)
        messages.success(request, f"L’unité « {found.name} » est modifiée.")
        return go_to(request, reverse("administration:units"))
    shown = FormPage(
        title=found.name,
        lead=f"Secteur : {found.compartment.name}. Le secteur et le code d’une unité ne changent pas.",
        crumbs=trail(("Unités", reverse("administration:units")), (found.name, "")),
        form=form,
        url=reverse("administration:unit", kwargs={"unit": found.code}),
        submit="Enregistrer",
        back=reverse("administration:units"),
    )
    status = 422 if form.is_bound else 200
    return respond(
        request,
        "administration/form.html",
        shown,
        status=status,
        frame=administration_frame(request, "units"),
    )


def _form(request: HouseRequest, unit: Unit | None = None) -> UnitForm:
    today = timezone.localdate(request.now)
    places = {unit.compartment_id} if unit else administering.administered(request.actor)
    initial = {}
    if unit is not None:
        head = str(unit.head.public_id) if unit.head else ""
        initial = {"name": unit.name, "site": unit.site.code, "head": head}
    form = UnitForm(
        sites_offered(),
        compartments_offered(request.actor),
        staff_of(places, on=today),
        request.POST if request.method == "POST" else None,
        initial=initial,
    )
    if unit is not None:
        del form.fields["code"], form.fields["compartment"]
    return form


def _facts(given: dict[str, Any]) -> UnitFacts:
    site = site_of(given["site"])
    assert site is not None  # the form requires one
    return UnitFacts(name=given["name"], site=site, head=person_of(given["head"]))
