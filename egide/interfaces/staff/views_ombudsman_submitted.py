"""What is submitted to the president: its list, one matter with her orientation, its documents.

Each look is an entry of the dossier's journal: this wall's reads are journaled, and no entry means no page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_ombudsman import OrientationForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_ombudsman_submitted import (
    list_page,
    matter_page,
    submission_of,
    version_of,
)
from egide.kernel.gate.pages import SAFE, HouseRequest, actor_of, page
from egide.law.roles import PRESIDENT
from egide.modules.ombudsman.submitting import note_reading, orient, reading_submitted
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.ui.respond import go_to, respond

CURRENT = "ombudsman_submitted"
Served = Callable[..., HttpResponseBase]


def journaled(served: Served) -> Served:
    """Will write the reading down before the page is made, in a transaction of its own; it fails closed."""

    @wraps(served)
    def noted(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if request.method in SAFE and actor.holds(PRESIDENT.code):
            try:
                with reading_submitted(actor):
                    note_reading(submission=submission_of(actor, kwargs["number"]), now=timezone.now())
            except NotVisible:
                pass  # the page says so itself
        return served(request, **kwargs)

    return noted


@page(action="read", to=(PRESIDENT,))
def submitted(request: HouseRequest) -> HttpResponse:
    """Will list what is submitted to the reader."""
    with reading_submitted(request.actor):
        shown = list_page(request.actor, today=timezone.localdate(request.now))
    return respond(request, "staff/records_sheet.html", shown, frame=frame(request, current=CURRENT))


@journaled
@page(action="read", to=(PRESIDENT,), methods=("GET", "POST"))
def matter(request: HouseRequest, *, number: str) -> HttpResponse:
    """Will show one exchange; on POST, keep the orientation that is given to the team."""
    today = timezone.localdate(request.now)
    form = OrientationForm(request.POST if request.method == "POST" else None)
    with reading_submitted(request.actor):
        submission = submission_of(request.actor, number)
        if form.is_bound and form.is_valid():
            try:
                orient(submission=submission, text=form.cleaned_data["text"], now=request.now)
            except Refused as refusal:
                form.add_error("text", refusal.what)
        shown = matter_page(submission, form=form, today=today)
    if form.is_bound and form.is_valid():
        messages.success(request, "Votre orientation est consignée; l’équipe la lit dans l’échange.")
        return go_to(request, reverse("staff:ombudsman_submitted_matter", kwargs={"number": number}))
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/ombudsman_submitted.html", shown, status=status, frame=frame(request, current=CURRENT)
    )


@journaled
@page(action="read", to=(PRESIDENT,))
def document(request: HouseRequest, *, number: str, rank: int) -> HttpResponseBase:
    """Will give a document of the exchange."""
    with reading_submitted(request.actor):
        found = version_of(submission_of(request.actor, number), rank)
        stream = store.open_stream(stored=found.stored)
    return download(stored=found.stored, stream=stream)
