"""The Office's cast with two administrators of the Office and one behind the Commissioner's wall.

Irène and Farid administer the Office; Claire, the Commissioner, his own sector. Everything rolls back.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from egide.law import roles
from egide.platform.accounts import elevations
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import Membership, Unit, User
from tests.cast import LONG_AGO, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, client_of, clock, opened

__all__ = ["clock"]

ADMINISTRATORS = (("irene", "technology"), ("farid", "technology"), ("claire", "commission"))
Elevated = Callable[[str], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office, its administrators named."""
    return with_administrators(seed_office())


def with_administrators(cast: Cast) -> Cast:
    """Will give the administrator's role to three people."""
    with as_owner():
        for name, unit in ADMINISTRATORS:
            Membership.objects.create(
                user=cast.user(name),
                unit=Unit.objects.get(code=unit),
                role=roles.ADMINISTRATOR.code,
                since=LONG_AGO,
            )
    return cast


@pytest.fixture
def elevated(cast: Cast) -> Elevated:
    """Will sign an administrator in, an elevation running."""
    return lambda name: elevated_client(cast.user(name))


def elevated_client(user: User) -> Client:
    """Will return a client whose session carries an elevation."""
    client = client_of(user)
    actor = actor_for_user(user, on=TODAY)
    with acting_as(actor):
        period = elevations.start(
            actor=actor, user=user, reason="Essai", minutes=30, now=CLOCK - timedelta(minutes=1)
        )
    session = client.session
    elevations.carry(session, period)
    session.save()
    return client


def elevated_actor(cast: Cast, name: str) -> Actor:
    """Will return the administrator as the gate would, during an elevation."""
    user, actor = cast.user(name), cast.actor(name)
    with acting_as(actor):
        period = elevations.start(actor=actor, user=user, reason="Essai", minutes=30, now=CLOCK)
    return actor_for_user(user, on=TODAY, elevation_id=period.pk)


@pytest.fixture
def open_dossier(cast: Cast) -> Callable[..., object]:
    """Will open a dossier, given to Nadia unless told otherwise."""
    return lambda **wanted: opened(cast, **wanted)
