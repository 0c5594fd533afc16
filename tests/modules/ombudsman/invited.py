"""Delegates entered and invited by the team, their browsers, and what the journal tells of them."""

from django.test import Client

from egide.modules.ombudsman import delegates as acts
from egide.modules.ombudsman.models import Delegate
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment, User
from tests.cast import NOW, Cast
from tests.platform.accounts.entries import codes
from tests.walls.house import client_of

JOSEE, MARTIN = "josee.lemay@protecteur.example", "martin.cote@protecteur.example"
LIST = "/delegue/"


def entered(cast: Cast, name: str, email: str, *, who: str = "luc", place: str = "ombudsman") -> Delegate:
    with acting_as(cast.actor(who)) as actor:
        home = Compartment.objects.get(code=place)
        return acts.add_delegate(compartment=home, name=name, email=email, actor_code=actor.code, now=NOW)


def invited(cast: Cast, name: str, email: str, **more: str) -> Delegate:
    row = entered(cast, name, email, **more)
    with acting_as(cast.actor(more.get("who", "luc"))):
        acts.invite(delegate=row, now=NOW)
    return row


def user_of(row: Delegate) -> User:
    assert row.user is not None
    return row.user


def client(row: Delegate) -> Client:
    return client_of(user_of(row))


def times(code: str) -> int:
    return codes().count(code)
