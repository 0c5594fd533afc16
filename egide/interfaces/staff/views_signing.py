"""The signing queue: the list, and one letter at a time. Signing and returning are the letter's own pages.

Translates, calls once, translates back.
"""

from django.http import HttpResponse

from egide.interfaces.staff.forms_letters import ReturnForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import SIGNING
from egide.interfaces.staff.pages_signing import queue_page, signing_page
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.letters.reading import letter_of
from egide.ui.respond import respond


@page(action="list")
def signing(request: HouseRequest) -> HttpResponse:
    """Will list the letters that wait for this reader."""
    shown = queue_page(actor=request.actor, now=request.now)
    return respond(request, "staff/signing.html", shown, frame=frame(request, current=SIGNING))


@page(action="read", opens=True)
def letter_sign(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show one letter beside its dossier, to sign, correct or return it."""
    found = letter_of(dossier, rank)
    shown = signing_page(
        actor=request.actor, dossier=dossier, letter=found, form=ReturnForm(), now=request.now
    )
    return respond(request, "staff/sign.html", shown, frame=frame(request, current=SIGNING))
