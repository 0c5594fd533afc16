"""The staff’s navigation on the pages of one’s own account, which belong to no interface.

A context processor; it computes only when a template of /compte/ asks, and gives way to what a view gives.
"""

from typing import Any

from django.db import Error
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from egide.interfaces.staff.navigation import Shell, shell
from egide.kernel.gate.pages import actor_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ActorKind
from egide.platform.accounts.context import menu_of
from egide.platform.accounts.second_factor import needs_second_factor

OWN = "/compte/"


def own_account(request: HttpRequest) -> dict[str, Any]:
    """Will put navigation, search box and home address in the context of the account’s pages."""
    user = getattr(request, "user", None)
    if not request.path.startswith(OWN) or user is None or not user.is_authenticated or user.external:
        return {}
    if needs_second_factor(user, request):
        return {}
    whole: Any = SimpleLazyObject(lambda: _shell(request))
    return {
        "navigation": SimpleLazyObject(lambda: whole.get("navigation", ())),
        "search": SimpleLazyObject(lambda: whole.get("search")),
        # With its bell, as on every other page.
        "account": SimpleLazyObject(lambda: whole.get("account") or menu_of(request)),
        "brand_url": SimpleLazyObject(lambda: whole.get("brand_url", "")),
    }


def _shell(request: Any) -> Shell | dict[str, Any]:
    if not hasattr(request, "actor"):
        request.now, request.actor = timezone.now(), actor_of(request)
    if request.actor.kind is not ActorKind.STAFF:
        return {}
    try:
        with acting_as(request.actor):
            return shell(request)
    except (Error, NoReverseMatch):
        # The page of a failure is drawn with this context too: it must not fail for its menu.
        return {}
