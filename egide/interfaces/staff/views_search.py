"""The search: a number leads straight to its dossier, words to the texts that hold them.

Translates, calls once, translates back; what is asked stays in the address.
"""

from django.http import HttpResponse, HttpResponseRedirect

from egide.interfaces.staff.counting import Reading
from egide.interfaces.staff.navigation import SEARCH, shell
from egide.interfaces.staff.pages_search import search_page, straight_to
from egide.interfaces.staff.pages_search_count import search_count
from egide.interfaces.staff.search_filters import SearchFilters
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond, wants_parts

PARTS = ("filtres", "trouves", "titre")


@page(action="search")
def search(request: HouseRequest) -> HttpResponse:
    """Will go to the dossier of this number, or list what the words find."""
    filters = SearchFilters.read(request.GET.dict())
    if url := straight_to(request.actor, filters.q):
        return HttpResponseRedirect(url)
    shown = search_page(actor=request.actor, filters=filters, first=Reading(request).first)
    return respond(
        request, "staff/search.html", shown, frame=dict(shell(request, current=SEARCH, q=filters.q))
    )


@page(action="search")
def count(request: HouseRequest) -> HttpResponse:
    """Will count what the words find beyond a first page, and tell what it is made of."""
    filters = SearchFilters.read(request.GET.dict())
    shown = search_count(actor=request.actor, filters=filters)
    frame = {} if wants_parts(request) else dict(shell(request, current=SEARCH, q=filters.q))
    return respond(request, "staff/search_count.html", shown, parts=PARTS, frame=frame)
