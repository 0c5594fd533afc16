"""The first address of the house: the staff go to their work, everyone else to the public home.

It knows both interfaces and shows nothing of its own.
"""

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.public import views as public
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.modules.ombudsman.delegates import delegate_of
from egide.platform.accounts.actors import Actor, ActorKind
from egide.platform.errors.failures import NotVisible


@page(action="enter", to=Audience.PUBLIC)
def entrance(request: HouseRequest) -> HttpResponseBase:
    """Will send the staff to their work, outsiders to their own pages, and anyone else to the public home."""
    if request.actor.kind is ActorKind.STAFF:
        return HttpResponseRedirect(reverse("staff:home"))
    if request.actor.kind is ActorKind.EXTERNAL:
        return HttpResponseRedirect(reverse(_landing(request.actor)))
    return public.home(request)


def _landing(actor: Actor) -> str:
    try:
        delegate_of(actor)
    except NotVisible:
        # Until the orders have their own pages, their people land where their name and the way out are.
        return "account_home"
    return "delegate:exchanges"
