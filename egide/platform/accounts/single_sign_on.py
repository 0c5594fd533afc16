"""Single sign-on by OpenID Connect: an e-mail verified by the provider opens an existing account.

Serves settings.SOCIALACCOUNT_ADAPTER; it never creates an account and never links one for later.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from egide.platform.accounts import sentences
from egide.platform.accounts.models import User


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Matches by verified address only; the second factor of the house still follows."""

    error_messages = DefaultSocialAccountAdapter.error_messages | sentences.SINGLE_SIGN_ON_ERRORS

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Will refuse to link a provider's identity to the signed-in account."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """Will return the account of the address that the provider vouches for, if there is one."""
        for address in sociallogin.email_addresses:
            # `is True`: a provider that sends the text "false" has not verified anything.
            if address.verified is True:
                user = User.objects.filter(email=address.email).first()
                if user is not None:
                    return user, user.email
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Will refuse: an unknown address opens no account."""
        return False
