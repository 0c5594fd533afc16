"""Handing an open dossier over from its own page: to whom, then what leaves and what stays, then the act.

Translates, calls once, translates back.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff import triage
from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.forms_triage import HandOverComplaintForm, HandOverForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.handing_over import OFFERED, Shares, hand_dossier, shares_of
from egide.interfaces.staff.natures import Nature
from egide.interfaces.staff.pages_moves import crumbs
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.interventions.access import KIND
from egide.platform.errors.failures import NotVisible
from egide.ui.pages import Crumb, Link
from egide.ui.respond import go_to, respond

TITLE = "Remettre à une autre unité"


@dataclass(frozen=True, kw_only=True)
class HandingPage:
    """The choice of a nature, or one nature: what leaves, what stays, the form that confirms."""

    title: str
    number: str
    heading: str
    version: int
    crumbs: tuple[Crumb, ...]
    back: str
    url: str
    natures: tuple[Link, ...] = ()
    sign: str = ""
    shares: Shares | None = None
    form: Any = None
    button: str = ""


@page(action="hand_over", opens=True)
def hand_over_choice(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask what the dossier turns out to be."""
    _check(dossier)
    natures = tuple(
        Link(label=nature.label, url=_url(dossier, nature), detail=nature.sign) for nature in OFFERED
    )
    return _shown(request, _page(dossier, TITLE, natures=natures), 200)


@page(action="hand_over", opens=True, methods=("GET", "POST"))
def hand_over(request: HouseRequest, *, dossier: Dossier, nature: str) -> HttpResponse:
    """Will show what leaves and what stays, then do it."""
    _check(dossier)
    kind = next((one for one in OFFERED if one.slug == nature), None)
    if kind is None:
        raise NotVisible
    form = _form(request, kind)
    if form.is_bound and form.is_valid():
        receipt = hand_dossier(
            actor=request.actor,
            dossier=dossier,
            nature=kind,
            reason=form.cleaned_data["reason"],
            given=form.cleaned_data,
            now=request.now,
        )
        messages.success(
            request,
            f"Remise faite à «\u00a0{receipt.destination_label}\u00a0». Votre reçu\u00a0: {receipt.number}.",
        )
        return go_to(request, dossier_url(dossier.number))
    shown = _page(
        dossier,
        kind.label,
        sign=kind.sign,
        shares=shares_of(dossier),
        form=form,
        button=kind.button,
        url=_url(dossier, kind),
    )
    return _shown(request, shown, 422 if form.is_bound else 200)


def _check(dossier: Dossier) -> None:
    if dossier.kind != KIND:
        raise NotVisible


def _form(request: HouseRequest, nature: Nature) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if nature.code.startswith("service_"):
        today = timezone.localdate(request.now)
        return HandOverComplaintForm(
            people=triage.people_concerned(today), units=triage.units_concerned(), data=data
        )
    return HandOverForm(data)


def _url(dossier: Dossier, nature: Nature) -> str:
    return of_dossier("hand_over", dossier.number, nature=nature.slug)


def _page(dossier: Dossier, title: str, **more: Any) -> HandingPage:
    return HandingPage(
        title=title,
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        crumbs=crumbs(dossier, title),
        back=dossier_url(dossier.number),
        **{"url": "", **more},
    )


def _shown(request: HouseRequest, shown: HandingPage, status: int) -> HttpResponse:
    return respond(request, "staff/hand_over.html", shown, status=status, frame=frame(request, current=KIND))
