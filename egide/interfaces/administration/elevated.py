"""A page of the administration: the role, and an elevation that runs, before anything is shown.

Serves the views of this folder. On a page read, whoever has no elevation is led to where it starts.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.staff.frame import frame
from egide.kernel.gate.pages import HouseRequest, View, page
from egide.law import roles
from egide.platform.accounts.administering import NOT_ELEVATED, check_elevated
from egide.ui.pages import Crumb

ACTION = "administer"


def administered(*methods: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Will register a view of the administration."""

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def served(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method == "GET" and not request.actor.is_elevated(now=request.now):
                messages.info(request, NOT_ELEVATED)
                return HttpResponseRedirect(
                    f"{reverse('account_elevation')}?{urlencode({'next': request.get_full_path()})}"
                )
            check_elevated(request.actor, now=request.now)
            return view(request, **kwargs)

        return page(action=ACTION, to=(roles.ADMINISTRATOR,), methods=methods or ("GET",))(served)

    return decorate


def administration_frame(request: HouseRequest, current: str) -> dict[str, Any]:
    """Will return the staff’s frame with the entry of the administration lit."""
    return frame(request, current=current)


def trail(*crumbs: tuple[str, str]) -> tuple[Crumb, ...]:
    """Will return the trail above a title, the administration first."""
    return (
        Crumb(label="Administration", url=reverse("administration:accounts")),
        *(Crumb(label=label, url=url) for label, url in crumbs),
    )
