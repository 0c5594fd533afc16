"""One's own account: its page, and the administration period; both act on the signed-in person only.

Everything else under /connexion/ and /compte/ is the library's own views (urls.py).
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from requests import RequestException

from egide.platform.accounts import elevations, sentences
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.forms import ElevationForm
from egide.platform.accounts.models import User
from egide.platform.accounts.second_factor import has_second_factor
from egide.platform.errors.failures import MethodNotAllowed, Refused, TooMany

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def _only(*methods: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def served(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                raise MethodNotAllowed
            return view(request, **kwargs)

        return served

    return decorate


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Refused
    return request.user


def _actor(request: HttpRequest) -> Actor:
    carried = elevations.carried_by(request.session)
    return actor_for_user(_person(request), on=timezone.localdate(), elevation_id=carried)


def _new_session_key(request: HttpRequest) -> None:
    """Will change the cookie where powers change, and keep the person's list of sessions in step."""
    former = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=former).update(session_key=request.session.session_key)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Will answer for the library's rate limits; the table of addresses names it as `handler429`.

    :raises TooMany: always; the house turns it into its page.
    """
    raise TooMany


@_only("GET", "HEAD", "POST")
def single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Will lead to the identity provider by a page of ours.

    A redirection in answer to a form is refused by the browser: `form-action` admits this site alone.
    """
    try:
        response = oidc.login(request, provider_id)
    except RequestException:
        log.exception("Le fournisseur d’identité ne répond pas.")
        return render(request, "socialaccount/authentication_error.html", status=503)
    if request.method == "POST" and response.status_code == 302:
        return render(request, "socialaccount/login_redirect.html", {"redirect_to": response["Location"]})
    return response  # type: ignore[no-any-return]


@_only("GET", "HEAD")
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Will show one's account: name, roles of the day, and the ways in."""
    user, actor = _person(request), _actor(request)
    context = {
        "actor": actor,
        "has_second_factor": has_second_factor(user),
        "sessions": UserSession.objects.filter(user=user).count(),
        "may_administer": actor.holds(elevations.ADMINISTRATOR),
        "elevated_until": actor.elevated_until if actor.is_elevated(now=timezone.now()) else None,
    }
    return render(request, "accounts/home.html", context)


@_only("GET", "HEAD", "POST")
@login_required
def elevation(request: HttpRequest) -> HttpResponse:
    """Will show the form of the administration period, and start it after a fresh confirmation."""
    user, actor, now = _person(request), _actor(request), timezone.now()
    if not actor.holds(elevations.ADMINISTRATOR):
        raise Refused(elevations.NOT_ADMINISTRATOR)
    form = ElevationForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        if not did_recently_reauthenticate(request):
            # The library keeps the posted form aside, asks who it is, then sends it again.
            raise ReauthenticationRequired
        with acting_as(actor):
            period = elevations.start(
                actor=actor,
                user=user,
                reason=form.cleaned_data["reason"],
                minutes=form.cleaned_data["minutes"],
                now=now,
            )
        elevations.carry(request.session, period)
        _new_session_key(request)
        return HttpResponseRedirect(_asked_page(request, form.cleaned_data["next"]))
    until = actor.elevated_until if actor.is_elevated(now=now) else None
    status = 422 if form.is_bound else 200
    return render(request, "accounts/elevation.html", {"form": form, "elevated_until": until}, status=status)


def _asked_page(request: HttpRequest, wanted: str) -> str:
    """The page of this site for which the period was begun, or the account's; never another site."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("account_home")


@_only("POST")
@login_required
def elevation_end(request: HttpRequest) -> HttpResponse:
    """Will end the administration period at once."""
    with acting_as(_actor(request)):
        elevations.end(user=_person(request), now=timezone.now())
    elevations.drop(request.session)
    _new_session_key(request)
    return HttpResponseRedirect(reverse("account_home"))


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    """The library's page, which by itself would let a staff member take away the last factor."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Will add the reason for which the button is refused, or nothing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"refusal": self._refusal()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Will remove the key.

        :raises Refused: it is the last second factor of someone who must have one.
        """
        if self._refusal():
            raise Refused(self._refusal())
        return super().form_valid(form)  # type: ignore[no-any-return]

    def _refusal(self) -> str:
        allowed = get_adapter().can_delete_authenticator(self.object)
        return "" if allowed else sentences.SECOND_FACTOR_ERRORS["cannot_delete_authenticator"]


remove_key = RemoveKey.as_view()
