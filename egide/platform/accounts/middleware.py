"""Who asks: the account read with its session; then whoever has no second factor is stopped in front of every page.

The second stands after allauth's own middleware, and leaves open the pages that set a factor up; neither says
anything about roles or dossiers.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user, logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from egide.platform.accounts.second_factor import has_second_factor, needs_second_factor
from egide.platform.accounts.sessions import asking_for_account

# What a person needs to set a factor up, to prove who they are while doing so, or to leave.
OPEN = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "account_set_password",
    }
)


class AccountMiddleware(AuthenticationMiddleware):
    """Django's own, the account taken from where it was read with its session."""

    def process_request(self, request: HttpRequest) -> None:
        """Will put the account on the request, read when it is asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _account_of(request))  # type: ignore[assignment]


def _account_of(request: Any) -> Any:
    with asking_for_account(request.session):
        return get_user(request)


class SecondFactorMiddleware:
    """Redirects to the set-up page; a session older than the person's first factor is ended instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Will pass the request on; the decision is taken once the address is resolved."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Will answer with a redirection when the second factor is missing."""
        user = request.user
        if not user.is_authenticated or not needs_second_factor(user, request):
            return None
        if has_second_factor(user):
            # This session never showed the factor: it may belong to someone who only knows the password.
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        if request.resolver_match is not None and request.resolver_match.url_name in OPEN:
            return None
        return HttpResponseRedirect(reverse("mfa_index"))
