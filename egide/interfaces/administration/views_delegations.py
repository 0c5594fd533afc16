"""Delegations of the Office: the list, a new one with its deed, a revocation with its reason.

Each view translates, calls once, translates back.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.choices import delegable_roles, delegable_units, staff_of
from egide.interfaces.administration.elevated import administered, administration_frame, trail
from egide.interfaces.administration.finding import person_of, unit_of
from egide.interfaces.administration.forms_delegations import DelegationForm, RevokeForm
from egide.interfaces.administration.pages import FormPage
from egide.interfaces.administration.pages_delegations import delegations_page, line_of
from egide.kernel.gate.pages import HouseRequest
from egide.platform.accounts import administering
from egide.platform.accounts.delegations import (
    Given,
    enter_delegation,
    revocable,
    revoke_delegation,
)
from egide.platform.errors.failures import Refused
from egide.ui.respond import go_to, respond

CURRENT = "delegations"


@administered("GET")
def delegations(request: HouseRequest) -> HttpResponseBase:
    """Will list the delegations."""
    return respond(
        request,
        "administration/delegations.html",
        delegations_page(request.actor, now=request.now),
        frame=administration_frame(request, CURRENT),
    )


@administered("GET", "POST")
def new(request: HouseRequest) -> HttpResponseBase:
    """Will enter a delegation."""
    form = _form(request)
    if form.is_bound and form.is_valid():
        try:
            made = enter_delegation(actor=request.actor, given=_given(form.cleaned_data), now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La délégation à {made.delegate.full_name} est consignée.")
            return go_to(request, reverse("administration:delegations"))
    title = "Consigner une délégation"
    return _shown(
        request,
        FormPage(
            title=title,
            lead="Les fonctions d’une unité, prêtées à une personne du même secteur, d’un jour à un autre. "
            "Elle signe «\u00a0par délégation\u00a0»; ses propres conflits d’intérêts restent.",
            crumbs=trail(("Délégations", reverse("administration:delegations")), (title, "")),
            form=form,
            url=reverse("administration:delegation_new"),
            submit="Consigner la délégation",
            back=reverse("administration:delegations"),
        ),
    )


@administered("GET", "POST")
def revoke(request: HouseRequest, *, delegation: UUID) -> HttpResponseBase:
    """Will ask why, then end the delegation at once."""
    found = revocable(actor=request.actor, public_id=delegation, now=request.now)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            revoke_delegation(
                actor=request.actor, public_id=delegation, reason=form.cleaned_data["reason"], now=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La délégation à {found.delegate.full_name} est révoquée.")
            return go_to(request, reverse("administration:delegations"))
    title = "Révoquer une délégation"
    line = line_of(found, today=timezone.localdate(request.now))
    return _shown(
        request,
        FormPage(
            title=title,
            lead=f"{line.who}\u00a0: {line.what}, {line.by}, {line.days}. Ce qui a été fait avec elle reste fait.",
            crumbs=trail(("Délégations", reverse("administration:delegations")), (title, "")),
            form=form,
            url=reverse("administration:delegation_revoke", kwargs={"delegation": delegation}),
            submit="Révoquer la délégation",
            back=reverse("administration:delegations"),
            danger=True,
        ),
    )


def _form(request: HouseRequest) -> DelegationForm:
    today = timezone.localdate(request.now)
    return DelegationForm(
        delegable_units(request.actor),
        delegable_roles(request.actor),
        staff_of(administering.administered(request.actor), on=today),
        request.POST if request.method == "POST" else None,
        initial={"since": today},
    )


def _given(said: dict[str, Any]) -> Given:
    delegate = person_of(said["delegate"])
    assert delegate is not None  # the form requires one
    return Given(
        unit=unit_of(said["unit"]),
        roles=tuple(said["roles"]),
        holder=person_of(said["holder"]),
        authority=said["authority"],
        delegate=delegate,
        deed=said["deed"],
        since=said["since"],
        last_day=said["last_day"],
    )


def _shown(request: HouseRequest, shown: FormPage) -> HttpResponseBase:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request,
        "administration/form.html",
        shown,
        status=status,
        frame=administration_frame(request, CURRENT),
    )
