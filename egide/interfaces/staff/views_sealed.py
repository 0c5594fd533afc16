"""Sealed pieces: the secretariat hands them over, the side they are addressed to confirms.

Neither screen has a place for a sender, a subject or a file.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import pages_sealed
from egide.interfaces.staff.forms_mailroom import SealedForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import BOX_ROLES, MAIL, SEALED, SEALED_ROLES
from egide.interfaces.staff.pages_box import own_site
from egide.interfaces.staff.pages_mailroom import sites
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.correspondence import actions
from egide.modules.correspondence.queries import sealed_piece
from egide.platform.accounts.models import Site
from egide.ui.respond import go_to, respond


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def register(request: HouseRequest) -> HttpResponse:
    """Will enter a sealed piece and its hand-over."""
    today = timezone.localdate(request.now)
    known = {
        "medium": "post",
        "site": own_site(request.actor),
        "received_on": today,
        "handed_time": timezone.localtime(request.now).time(),
    }
    form = SealedForm(
        sites(), now=request.now, data=request.POST if request.method == "POST" else None, initial=known
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        piece = actions.enter_sealed(
            actor=request.actor,
            addressed_to=given["addressed_to"],
            medium=given["medium"],
            site=Site.objects.get(code=given["site"]),
            received_on=given["received_on"],
            handed_to=given["handed_to"],
            handed_at=form.handed_at(given),
            now=request.now,
        )
        messages.success(request, f"Le pli {piece.number} est inscrit, remis à {piece.handed_to}.")
        return go_to(request, reverse("staff:sealed"))
    shown = pages_sealed.register_page(form=form)
    status = 422 if form.is_bound else 200
    return respond(request, "staff/sealed.html", shown, status=status, frame=frame(request, current=MAIL))


@page(action="read", to=SEALED_ROLES)
def mine(request: HouseRequest) -> HttpResponse:
    """Will show the addressee's side the pieces handed over to it."""
    shown = pages_sealed.mine_page(actor=request.actor)
    return respond(request, "staff/sealed_mine.html", shown, frame=frame(request, current=SEALED))


@page(action="read", to=SEALED_ROLES, methods=("POST",))
def acknowledge(request: HouseRequest, *, sealed: str) -> HttpResponse:
    """Will confirm that the piece is in the addressee's hands."""
    piece = sealed_piece(sealed)
    actions.acknowledge_sealed(piece=piece, actor=request.actor, now=request.now)
    messages.success(request, f"La réception du pli {piece.number} est confirmée.")
    return go_to(request, reverse("staff:sealed_mine"))
