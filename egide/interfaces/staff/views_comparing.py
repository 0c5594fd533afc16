"""Comparing two versions of a document: which two, then what changed.

Each view translates, calls once, translates back.
"""

from django.http import HttpResponse, HttpResponseRedirect

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_comparing import compare_page
from egide.interfaces.staff.reader_pieces import versions_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible
from egide.ui.respond import respond


@page(action="read", opens=True, piece=("rank",))
def choice(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will lead to the comparison of the two versions chosen, the last two when nothing is."""
    numbers = list(versions_of(dossier, rank).values_list("number", flat=True)[:2])
    if not numbers:
        raise NotVisible
    after = _number(request.GET.get("apres", "")) or numbers[0]
    before = _number(request.GET.get("avant", "")) or numbers[-1]
    place = {"rank": rank, "version": before, "against": after}
    return HttpResponseRedirect(of_dossier("document_compare", dossier.number, **place))


@page(action="read", opens=True, piece=("rank", "version", "against"))
def comparison(
    request: HouseRequest, *, dossier: Dossier, rank: int, version: int, against: int
) -> HttpResponse:
    """Will show what changed from `version` to `against`."""
    shown = compare_page(dossier, rank, before=version, after=against)
    return respond(request, "staff/document_compare.html", shown, frame=frame(request, current=dossier.kind))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
