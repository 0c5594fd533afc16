"""What the journal keeps of people coming and going; each entry names ids, its words go to notes.

Serves oversight of access: one chain per compartment and day. All receivers stand in this one file.
"""

from datetime import datetime
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth_signals
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, ActorKind, actor_for_user, service
from egide.platform.accounts.models import User
from egide.platform.accounts.second_factor import (
    FACTORS,
    forget_shown,
    has_second_factor,
    remember_shown,
)
from egide.platform.journal.append import access_chain, append

DEFAULT_COMPARTMENT = "office"
LONGEST_NOTE = 300


def record(
    code: str, *, user: User | None, now: datetime, notes: dict[str, str] | None = None, **data: Any
) -> None:
    """Will write one entry in the chain of the day of each compartment where the person works.

    Without a known person, or for someone who works nowhere, the service `sign_in` writes in the Office's.
    """
    actor = actor_for_user(user, on=timezone.localdate(now)) if user else None
    # External people write only about what was granted to them: their coming and going is the Office's.
    places = _places(actor) if actor and actor.kind is ActorKind.STAFF else []
    if actor is None or not places:
        actor = service("sign_in")
        places = [place for place in _places(actor) if place[1] == DEFAULT_COMPARTMENT]
    if user is not None:
        data["user"] = user.pk
    with acting_as(actor):
        for compartment_id, compartment_code in places:
            append(
                chain=access_chain(compartment_code, now),
                compartment_id=compartment_id,
                code=code,
                data=data,
                notes=notes or {},
                at=now,
            )


def _places(actor: Actor) -> list[tuple[int, str]]:
    return sorted({(held.compartment_id, held.compartment_code) for held in actor.roles})


def _address(request: HttpRequest | None) -> dict[str, str]:
    return {"address": request.META.get("REMOTE_ADDR", "")} if request is not None else {}


@receiver(account_signals.user_logged_in)
def on_signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Will journal a complete sign-in, second factor included."""
    record("access.signed_in", user=user, now=timezone.now(), notes=_address(request))


@receiver(auth_signals.user_logged_out)
def on_signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Will journal a sign-out; an abandoned sign-in has no person and leaves no entry."""
    if user is not None:
        record("access.signed_out", user=user, now=timezone.now())


@receiver(auth_signals.user_login_failed)
def on_sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Will journal a wrong password; the address that was tried is a note, never a code."""
    tried = str(credentials.get("email", "")).replace("\0", "")[:LONGEST_NOTE]
    user = User.objects.filter(email=tried).first() if tried else None
    notes = {"tried": tried} | _address(request)
    record("access.sign_in_failed", user=user, now=timezone.now(), notes=notes, factor="password")


@receiver(mfa_signals.authentication_failed)
def on_second_factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    """Will journal a wrong code."""
    record("access.sign_in_failed", user=user, now=timezone.now(), notes=_address(request), factor="second")


@receiver(mfa_signals.authenticator_used)
def on_second_factor_used(request: HttpRequest, user: User, **_: Any) -> None:
    """Will remember in the session that the second factor was shown."""
    remember_shown(request.session, user)


@receiver(mfa_signals.authenticator_added)
def on_second_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Will journal a new factor; setting it up counts as showing it."""
    if authenticator.type in FACTORS:
        remember_shown(request.session, user)
    record("access.second_factor_added", user=user, now=timezone.now(), type=authenticator.type)


@receiver(mfa_signals.authenticator_removed)
def on_second_factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """Will journal a removal; without any factor left, the session must set one up again."""
    if not has_second_factor(user):
        forget_shown(request.session)
    record("access.second_factor_removed", user=user, now=timezone.now(), type=authenticator.type)


@receiver(mfa_signals.authenticator_reset)
def on_recovery_codes_renewed(user: User, **_: Any) -> None:
    """Will journal new recovery codes."""
    record("access.recovery_codes_renewed", user=user, now=timezone.now())


@receiver(account_signals.password_changed)
@receiver(account_signals.password_reset)
@receiver(account_signals.password_set)
def on_password_changed(user: User, **_: Any) -> None:
    """Will journal a new password, however it came."""
    record("access.password_changed", user=user, now=timezone.now())
