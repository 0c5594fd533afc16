"""Other bodies: the list, adding one, correcting it, saying that it was checked, retiring it.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.elevated import administered, administration_frame
from egide.interfaces.administration.forms_bodies import BodyForm
from egide.interfaces.administration.pages_bodies import bodies_page, body_page
from egide.kernel.bodies.actions import (
    BodyFacts,
    add_body,
    body_of,
    check_body,
    correct_body,
    retire_body,
)
from egide.kernel.bodies.models import OtherBody
from egide.kernel.gate.pages import HouseRequest
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

FIELDS = ("name", "acronym", "receives", "address", "phone", "url", "source")


@administered("GET", "POST")
def bodies(request: HouseRequest) -> HttpResponseBase:
    """Will list the bodies, and add one."""
    form = BodyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = add_body(
                actor=request.actor,
                code=form.cleaned_data["code"],
                facts=_facts(form.cleaned_data),
                now=request.now,
            )
        except Refused as refusal:
            form.add_error("code", refusal.what)
        else:
            messages.success(request, f"«\u00a0{made.name}\u00a0» est dans la liste.")
            return go_to(request, reverse("administration:bodies"))
    return respond(
        request,
        "administration/bodies.html",
        bodies_page(form, today=timezone.localdate(request.now)),
        status=422 if form.is_bound else 200,
        frame=administration_frame(request, "bodies"),
    )


@administered("GET", "POST")
def body_page_view(request: HouseRequest, *, body: str) -> HttpResponseBase:
    """Will show one body, and correct it."""
    found = _found(body)
    known = {name: getattr(found, name) for name in FIELDS}
    form = BodyForm(request.POST if request.method == "POST" else None, initial=known, known=True)
    if form.is_bound and form.is_valid():
        correct_body(actor=request.actor, code=found.code, facts=_facts(form.cleaned_data), now=request.now)
        messages.success(
            request, "La correction est gardée; ce qui était connu avant reste en bas de la page."
        )
        return go_to(request, reverse("administration:body", kwargs={"body": found.code}))
    return respond(
        request,
        "administration/body.html",
        body_page(found, form),
        status=422 if form.is_bound else 200,
        frame=administration_frame(request, "bodies"),
    )


@administered("POST")
def body_check(request: HouseRequest, *, body: str) -> HttpResponseBase:
    """Will say that someone looked today."""
    found = _found(body)
    check_body(actor=request.actor, code=found.code, now=request.now)
    messages.success(request, f"«\u00a0{found.name}\u00a0»\u00a0: vérifié aujourd’hui.")
    return go_to(request, reverse("administration:bodies"))


@administered("POST")
def body_retire(request: HouseRequest, *, body: str) -> HttpResponseBase:
    """Will take the body off the list."""
    found = _found(body)
    retire_body(actor=request.actor, code=found.code, now=request.now)
    messages.success(request, f"«\u00a0{found.name}\u00a0» n’est plus proposé.")
    return go_to(request, reverse("administration:bodies"))


def _found(code: str) -> OtherBody:
    found = body_of(code)
    if found is None:
        raise NotVisible
    return found


def _facts(given: dict[str, Any]) -> BodyFacts:
    return BodyFacts(**{name: given[name] for name in FIELDS})
