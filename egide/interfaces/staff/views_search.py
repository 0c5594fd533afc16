"""The header's search: a number leads straight to its dossier, words lead to a list.

Translates, calls once, translates back.
"""

from django.http import HttpResponse, HttpResponseRedirect

from egide.interfaces.staff.filters import clean
from egide.interfaces.staff.navigation import SEARCH, counts_for, shell
from egide.interfaces.staff.pages_search import search_page, straight_to
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond


@page(action="search")
def search(request: HouseRequest) -> HttpResponse:
    """Will go to the dossier of this number, or list what the words find."""
    q = clean(request.GET.get("q", ""))
    if url := straight_to(request.actor, q):
        return HttpResponseRedirect(url)
    shown = search_page(actor=request.actor, q=q, horizon=counts_for(request).near)
    return respond(request, "staff/search.html", shown, frame=dict(shell(request, current=SEARCH, q=q)))
