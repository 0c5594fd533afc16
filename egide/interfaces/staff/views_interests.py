"""What one tells of oneself so that one's own file never reaches one's desk; and the decision on a flag.

The page of interests is each person's own: nobody else can open hers.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.conflict_block import ConflictsPage, conflicts_page
from egide.interfaces.staff.forms_interests import FlagForm, InterestsForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import INTERESTS
from egide.interfaces.staff.orders import order_choices
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.parties.identities import decide_flag, identity_of, state_identity
from egide.kernel.parties.models import Basis, FlagDecision
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.respond import go_to, respond


@dataclass(frozen=True, kw_only=True)
class InterestsPage:
    """The form, and when it was last filled in."""

    form: Any
    url: str
    stated: str


@page(action="interests", to=Audience.STAFF, methods=("GET", "POST"))
def interests(request: HouseRequest) -> HttpResponse:
    """Will show one's own row, and keep what is written."""
    known = identity_of(request.actor)
    fields = ("name", "email", "phone", "address", "orders")
    initial = {name: getattr(known, name) for name in fields} if known else {"name": request.actor.name}
    orders = list(order_choices())
    form = InterestsForm(orders, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        closed = state_identity(actor=request.actor, **form.cleaned_data, now=request.now)
        said = "Merci. Ce que vous avez écrit est gardé; personne d’autre ne peut le lire."
        if closed:
            concerned = formats.count(closed, "dossier vous concerne", "dossiers vous concernent")
            said += f" {concerned}\u00a0: vous n’y avez plus accès."
        messages.success(request, said)
        return go_to(request, reverse("staff:interests"))
    shown = InterestsPage(
        form=form,
        url=reverse("staff:interests"),
        stated=formats.day(formats.local(known.stated_at).date()) if known else "",
    )
    return respond(
        request,
        "staff/interests.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=INTERESTS),
    )


@page(action="act", opens=True, methods=("GET", "POST"))
def flags(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the flags of the person in charge; a supervisor decides, with a reason."""
    form = FlagForm(request.POST) if request.method == "POST" else FlagForm()
    if form.is_bound:
        # Whoever assigns the work decides; the gate says no to the others.
        open_dossier(actor=request.actor, number=dossier.number, action="assign")
        basis = request.POST.get("basis", "")
        if basis not in Basis.values:
            raise NotVisible
        if form.is_valid():
            given = form.cleaned_data
            decide_flag(actor=request.actor, dossier=dossier, basis=basis, now=request.now, **given)
            ended = given["decision"] == FlagDecision.CONFLICT
            messages.success(
                request,
                "L’accès a pris fin. Confiez le dossier à une autre personne."
                if ended
                else "La décision est consignée.",
            )
            return go_to(request, dossier_url(dossier.number))
    shown: ConflictsPage = conflicts_page(actor=request.actor, dossier=dossier, form=form)
    return respond(
        request, "staff/conflicts.html", shown, status=422 if form.is_bound else 200, frame=frame(request)
    )
