"""The list of a kind's dossiers; its filters are in its address, with or without JavaScript.

Translates, calls once, translates back.
"""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.bulk_choosing import chosen_numbers
from egide.interfaces.staff.counting import Reading
from egide.interfaces.staff.filters import Filters
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import BOX_ROLES, holds_any
from egide.interfaces.staff.pages_list import list_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.law.modules import Module
from egide.ui.respond import respond


@page(action="list")
def dossiers(request: HouseRequest, *, module: Module) -> HttpResponse:
    """Will show one page of the list."""
    assert module.kind is not None
    assert module.lifecycle is not None
    shown = list_page(
        actor=request.actor,
        module=module,
        filters=Filters.read(request.GET, states=module.lifecycle.codes),
        reading=Reading(request),
        today=timezone.localdate(request.now),
        may_open=holds_any(request.actor, BOX_ROLES),
        chosen=chosen_numbers(request.GET.getlist("d")),
    )
    return respond(
        request, "staff/list.html", shown, ("liste",), frame=frame(request, current=module.kind.code)
    )


@page(action="list")
def moved(request: HouseRequest, *, former: Module) -> HttpResponse:
    """Will lead an address noted before its word was French to the same list, for good."""
    query = request.META.get("QUERY_STRING", "")
    url = reverse("staff:list", kwargs={"module": former.code})
    return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
