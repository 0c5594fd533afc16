"""The second factor: who must have one, and whether this browser session has shown it.

Serves everyone with an account, staff or not, who reaches no page before it; the demonstration's printed accounts
are its one exception.
"""

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

if TYPE_CHECKING:
    from egide.platform.accounts.models import User

# The session key holds the person's id: a session handed from one person to another proves nothing.
SHOWN_BY = "egide_second_factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_demo_account(user: "User") -> bool:
    """Will tell whether this is a printed account of the demonstration, in the demonstration itself."""
    return bool(settings.MODE == "demo" and user.demo)


def needs_second_factor(user: "User | AnonymousUser", request: HttpRequest) -> bool:
    """Will tell whether this signed-in person must still set up or show a second factor."""
    if isinstance(user, AnonymousUser) or not user.is_authenticated:
        return False
    return request.session.get(SHOWN_BY) != user.pk and not is_demo_account(user)


def has_second_factor(user: "User") -> bool:
    """Will tell whether the person has an application or a key; recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def remember_shown(session: SessionBase, user: "User") -> None:
    """Will note that this session has shown (or just set up) a second factor of this person."""
    session[SHOWN_BY] = user.pk


def forget_shown(session: SessionBase) -> None:
    """Will make this session need a second factor again."""
    session.pop(SHOWN_BY, None)
