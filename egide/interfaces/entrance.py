"""The first address of the house: the staff go to their work, everyone else to the public home.

It knows both interfaces and shows nothing of its own.
"""

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.public import views as public
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.platform.accounts.actors import ActorKind


@page(action="enter", to=Audience.PUBLIC)
def entrance(request: HouseRequest) -> HttpResponseBase:
    """Will send the staff to their work, outsiders to their account, and anyone else to the public home."""
    if request.actor.kind is ActorKind.STAFF:
        return HttpResponseRedirect(reverse("staff:home"))
    if request.actor.kind is ActorKind.EXTERNAL:
        # Until the orders have their own pages, their people land where their name and the way out are.
        return HttpResponseRedirect(reverse("account_home"))
    return public.home(request)
