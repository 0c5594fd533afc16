"""How a session's account is read at each request: with the session, and with the roles held today.

Serves settings.AUTHENTICATION_BACKENDS; who may sign in is the sign-in library's affair.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from egide.platform.accounts.actors import account_with_roles
from egide.platform.accounts.models import User
from egide.platform.accounts.sessions import SessionStore


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """The library's own, which reads the account of a session its own way."""

    def get_user(self, user_id: Any) -> User | None:
        """Will return the account of this session, if it may still be used."""
        session = SessionStore.current()
        user = session.account(int(user_id)) if session else None
        user = user or account_with_roles(int(user_id), on=timezone.localdate())
        return user if user is not None and self.user_can_authenticate(user) else None
