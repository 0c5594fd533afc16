"""The searches that a person keeps: kept from a search, listed, opened, paused, removed.

Translates, calls once, translates back; only one's own exist here.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from egide.interfaces.staff.navigation import SEARCH, shell
from egide.interfaces.staff.pages_saved import saved_page
from egide.interfaces.staff.search_filters import SearchFilters
from egide.interfaces.staff.search_narrowing import narrowing_of
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.search import saving
from egide.ui.respond import go_to, respond


@page(action="search")
def saved(request: HouseRequest) -> HttpResponse:
    """Will list one's kept searches."""
    return respond(
        request, "staff/saved.html", saved_page(request.actor), frame=dict(shell(request, current=SEARCH))
    )


@page(action="search", methods=("GET", "POST"))
def save(request: HouseRequest) -> HttpResponse:
    """Will keep the search that was on the screen, under a name."""
    if request.method != "POST":
        return redirect("staff:saved_searches")
    filters = SearchFilters.read(request.POST.dict())
    kept = saving.save_search(
        actor=request.actor,
        name=request.POST.get("nom", ""),
        typed=filters.q,
        narrowing=narrowing_of(request.actor, filters),
        address=filters.address("").lstrip("?"),
        now=request.now,
    )
    messages.success(
        request, f"La recherche «\u00a0{kept.name}\u00a0» est gardée. Un avis dira ce qui paraît de nouveau."
    )
    return go_to(request, filters.address(reverse("staff:search")))


@page(action="search", methods=("GET", "POST"))
def open_saved(request: HouseRequest, *, search: UUID) -> HttpResponse:
    """Will go to what it finds now; what was new is seen."""
    if request.method != "POST":
        return redirect("staff:saved_searches")
    address = saving.open_saved(actor=request.actor, key=search, now=request.now)
    return go_to(request, f"{reverse('staff:search')}?{address}")


@page(action="search", methods=("GET", "POST"))
def pause(request: HouseRequest, *, search: UUID) -> HttpResponse:
    """Will stop the notices, or start them again."""
    if request.method != "POST":
        return redirect("staff:saved_searches")
    paused = request.POST.get("avis", "") != "oui"
    kept = saving.pause_saved(actor=request.actor, key=search, paused=paused)
    said = "ne donne plus d’avis" if paused else "donne de nouveau des avis"
    messages.success(request, f"La recherche «\u00a0{kept.name}\u00a0» {said}.")
    return go_to(request, reverse("staff:saved_searches"))


@page(action="search", methods=("GET", "POST"))
def remove(request: HouseRequest, *, search: UUID) -> HttpResponse:
    """Will remove it."""
    if request.method != "POST":
        return redirect("staff:saved_searches")
    name = saving.remove_saved(actor=request.actor, key=search)
    messages.success(request, f"La recherche «\u00a0{name}\u00a0» est supprimée.")
    return go_to(request, reverse("staff:saved_searches"))
