"""Everyone who wrote some of a version of the scheme or of the schedule: none of them adopts or approves it.

Whoever begins a draft is one hand; whoever changes a line of it is another, whatever remains of the line.
"""

from datetime import date, timedelta
from typing import Protocol

from django.db import connection

from egide.platform.errors.failures import Refused

# Between the adoption and the first day: a year mistyped would close every later version.
FARTHEST = timedelta(days=730)


class Written(Protocol):
    """A version, as it is written."""

    written_by: str
    hands: str


def one_beginning(what: str) -> None:
    """Will make two who begin a version at the same instant wait for each other: the second is told of the first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"records:{what}"])


def check_near(effective_on: date, *, today: date) -> None:
    """Will stop a first day that is too far: no later version may begin before it, and nothing moves it.

    :raises Refused: more than two years away.
    """
    if effective_on > today + FARTHEST:
        raise Refused("Une version s’applique au plus tard dans deux ans : vérifiez l’année.")


def put_hand(version: Written, code: str) -> None:
    """Will note that this actor wrote some of it; the caller keeps the row."""
    if not is_hand(version, code):
        version.hands = f"{version.hands or ' '}{code} "


def is_hand(version: Written, code: str) -> bool:
    """Will tell whether this actor wrote some of it."""
    return code == version.written_by or code in version.hands.split()
