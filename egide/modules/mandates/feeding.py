"""A person’s secret address of calendar: made, found by its secret, revoked. The secret is shown once, kept hashed.

Whoever holds the address reads numbers and labels, never a name nor a title: a calendar leaves the walls.
"""

import hashlib
import secrets
from datetime import datetime

from egide.modules.mandates.models import CalendarFeed
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append

SECRET_BYTES = 32
LONGEST_SECRET = 80


def make_feed(*, actor: Actor, now: datetime) -> str:
    """Will revoke the actor’s address, make another, and return its secret: it is never shown again.

    :raises Refused: a service has no calendar.
    """
    if actor.user_id is None:
        raise Refused("Seule une personne s’abonne à son calendrier.")
    revoke_feed(actor=actor, now=now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.create(user_id=actor.user_id, secret_sha256=_hashed(secret), made_at=now)
    _journal(actor, "calendar.feed_made", now)
    return secret


def revoke_feed(*, actor: Actor, now: datetime) -> bool:
    """Will make the actor’s address answer nothing any more; False when there was none."""
    standing = CalendarFeed.objects.filter(user_id=actor.user_id or 0, revoked_at=None)
    revoked = standing.update(revoked_at=now) > 0
    if revoked:
        _journal(actor, "calendar.feed_revoked", now)
    return revoked


def feed_of(actor: Actor) -> CalendarFeed | None:
    """Will return the actor’s standing address, without its secret."""
    return CalendarFeed.objects.filter(user_id=actor.user_id or 0, revoked_at=None).first()


def reader_of(secret: str) -> User | None:
    """Will return whose calendar this secret opens; nobody when it is unknown, revoked, or its person has left."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    standing = CalendarFeed.objects.filter(secret_sha256=_hashed(secret), revoked_at=None)
    found = standing.select_related("user").first()
    return found.user if found and found.user.is_active and not found.user.external else None


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _journal(actor: Actor, code: str, now: datetime) -> None:
    place = min(((a.compartment_id, a.compartment_code) for a in actor.roles), default=None)
    if place is not None:
        append(chain=access_chain(place[1], now), compartment_id=place[0], code=code, data={}, at=now)
