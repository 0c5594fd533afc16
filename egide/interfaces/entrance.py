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
    """Will send the staff to their work, and show the public home to anyone else."""
    if request.actor.kind is ActorKind.STAFF:
        return HttpResponseRedirect(reverse("staff:home"))
    return public.home(request)
