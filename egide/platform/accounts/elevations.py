"""Starting and ending an administration period: reason, at most thirty minutes, both ends journaled.

Serves holders of the administrator's role; the browser session carries the period, an account never does.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from egide.platform.accounts.actors import Actor
from egide.platform.accounts.journaling import record
from egide.platform.accounts.models import MAXIMUM_ELEVATION, Elevation, User
from egide.platform.errors.failures import BadInput, Refused

ADMINISTRATOR = "administrator"
CARRIED = "egide_elevation"
NOT_ADMINISTRATOR = "L’administration est réservée aux personnes qui en ont reçu le rôle."


def start(*, actor: Actor, user: User, reason: str, minutes: int, now: datetime) -> Elevation:
    """Will open a period of that many minutes for the person; a period already open ends first.

    :raises Refused: the actor does not hold the administrator's role.
    :raises BadInput: no reason, or a duration outside 1 to 30 minutes.
    """
    if actor.user_id != user.pk or not actor.holds(ADMINISTRATOR):
        raise Refused(NOT_ADMINISTRATOR)
    if not reason.strip():
        raise BadInput("Le motif est obligatoire\u00a0: il est conservé au journal.")
    length = timedelta(minutes=minutes)
    if not timedelta(0) < length <= MAXIMUM_ELEVATION:
        raise BadInput("La durée doit aller de 1 à 30 minutes.")
    end(user=user, now=now)
    period = Elevation.objects.create(user=user, reason=reason.strip(), started_at=now, ends_at=now + length)
    record(
        "access.elevation_started",
        user=user,
        now=now,
        notes={"reason": period.reason},
        elevation=period.pk,
        ends_at=period.ends_at.isoformat(),
    )
    return period


def end(*, user: User, now: datetime) -> None:
    """Will end the person's open period, at its planned end when that is past; without one, nothing."""
    period = Elevation.objects.select_for_update().filter(user=user, ended_at__isnull=True).first()
    if period is None:
        return
    period.ended_at = min(now, period.ends_at)
    period.save(update_fields=["ended_at"])
    record("access.elevation_ended", user=user, now=now, elevation=period.pk)


def carry(session: SessionBase, period: Elevation) -> None:
    """Will make this browser session, and no other, the one that administers."""
    session[CARRIED] = period.pk


def drop(session: SessionBase) -> None:
    """Will take the period out of the browser session."""
    session.pop(CARRIED, None)


def carried_by(session: Any) -> int | None:
    """Will return the id of the period carried by this session, for `actor_for_user(elevation_id=…)`."""
    value = session.get(CARRIED)
    return value if isinstance(value, int) else None
