"""Calendars: the days of a year, a closure proposed with what it would move, accepted or left.

A published version never changes; taking a mistake back is another version.
"""

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse

from egide.interfaces.administration.choices import sites_offered
from egide.interfaces.administration.elevated import administered, administration_frame
from egide.interfaces.administration.finding import site_of
from egide.interfaces.administration.forms import ClosureForm
from egide.interfaces.administration.pages_calendars import calendar_page as built
from egide.interfaces.administration.pages_calendars import calendars_page
from egide.interfaces.administration.pages_proposal import proposal_page, waiting_page
from egide.interfaces.administration.rebinding import rebind_chosen
from egide.kernel.deadlines import calendars as published
from egide.kernel.deadlines import proposals
from egide.kernel.gate.pages import HouseRequest
from egide.law.holidays import BUILDERS
from egide.platform.accounts.administering import own_places
from egide.platform.accounts.telling import tell
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

CURRENT = "calendars"


@administered("GET")
def calendars(request: HouseRequest) -> HttpResponseBase:
    """Will list the calendars, their version in force, and what waits in each."""
    shown = calendars_page()
    return respond(
        request, "administration/calendars.html", shown, frame=administration_frame(request, CURRENT)
    )


@administered("GET")
def calendar_page(request: HouseRequest, *, calendar: str) -> HttpResponseBase:
    """Will show the closed days of one year, and the form of a new one."""
    _known(calendar)
    form = ClosureForm(sites_offered(), None)
    shown = built(calendar, year=request.GET.get("annee", ""), form=form, now=request.now)
    return respond(
        request, "administration/calendar.html", shown, frame=administration_frame(request, CURRENT)
    )


@administered("GET", "POST")
def proposal(request: HouseRequest, *, calendar: str) -> HttpResponseBase:
    """Will show what the change would move; on POST, publish it and move the deadlines chosen."""
    _known(calendar)
    asked = request.POST if request.method == "POST" else request.GET
    form = ClosureForm(sites_offered(), asked)
    removed = asked.get("retirer") == "1"
    if not form.is_valid():
        return _again(request, calendar, form)
    given = form.cleaned_data
    site = site_of(given["lieu"])
    change = proposals.Change(
        calendar=calendar, day=given["jour"], name=given["nom"], site=site, removed=removed
    )
    if request.method == "POST":
        return _accepted(request, change)
    try:
        proposals.check(change)
    except Refused as refusal:
        form.add_error("jour", refusal.what)
        return _again(request, calendar, form)
    shown = proposal_page(actor=request.actor, change=change, now=request.now)
    return respond(
        request, "administration/proposal.html", shown, frame=administration_frame(request, CURRENT)
    )


@administered("GET", "POST")
def waiting(request: HouseRequest, *, calendar: str) -> HttpResponseBase:
    """Will show the deadlines that the newest version would move and nobody moved; on POST, move those chosen."""
    _known(calendar)
    if request.method == "POST":
        said = rebind_chosen(request, proposals.pending(calendar), version=published.newest(calendar))
        messages.success(request, said)
        return go_to(request, reverse("administration:calendar", kwargs={"calendar": calendar}))
    shown = waiting_page(actor=request.actor, calendar=calendar)
    return respond(
        request, "administration/proposal.html", shown, frame=administration_frame(request, CURRENT)
    )


def _accepted(request: HouseRequest, change: proposals.Change) -> HttpResponseBase:
    version = proposals.accept(change=change, seen=request.POST.get("vu", "")[:40], now=request.now)
    tell(
        "calendar.published",
        places=own_places(request.actor),
        now=request.now,
        notes={"name": change.name},
        calendar=change.calendar,
        version=version.version,
        day=change.day.isoformat(),
        site=change.site.code if change.site else None,
        removed=change.removed,
    )
    moves = proposals.moves(published.read(version), days=(change.day,))
    said = rebind_chosen(request, moves, version=version)
    messages.success(request, f"La version {version.version} du calendrier est publiée. {said}")
    return go_to(request, reverse("administration:calendar", kwargs={"calendar": change.calendar}))


def _again(request: HouseRequest, calendar: str, form: ClosureForm) -> HttpResponseBase:
    shown = built(calendar, year=form.data.get("jour", "")[:4], form=form, now=request.now)
    return respond(
        request,
        "administration/calendar.html",
        shown,
        status=422,
        frame=administration_frame(request, CURRENT),
    )


def _known(calendar: str) -> None:
    if calendar not in BUILDERS:
        raise NotVisible
