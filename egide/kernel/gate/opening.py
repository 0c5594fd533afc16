"""`open_dossier()`: the only way from a number in an address to a dossier.

Not visible: it does not exist (404). Visible but not allowed: the reason is said (403).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from egide.kernel.gate.verdicts import READING, WITHOUT_READING, may
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import Prepared, prepare
from egide.platform.errors.failures import BadInput, NotVisible, Refused, Stale

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier

LONGEST_NUMBER = 40
_NUMBER = "…le numéro d’un dossier…"
# Why nothing more is done in a dossier, in French, or nothing: told at start-up by those who know (a destruction).
Closing = Callable[["Dossier"], str]
_closings: list[Closing] = []


def closed_by(closing: Closing) -> None:
    """Will ask this of every dossier opened for more than reading; twice registered is once asked."""
    if closing not in _closings:
        _closings.append(closing)


def _reach(actor: Actor, action: str) -> "QuerySet[Dossier]":
    return visible(actor, action=action) if action in WITHOUT_READING else visible(actor)


@lru_cache(maxsize=512)
def _written(actor: Actor, reading: str) -> Prepared:
    """Will write the statement that reads a dossier by its number, which every one of its pages begins with."""
    found = _reach(actor, reading).filter(number=_NUMBER).select_related("unit", "assignee")
    return prepare(found.order_by("pk")[:1])


def open_dossier(*, actor: Actor, number: str, action: str, lock: bool = False) -> "Dossier":
    """Will return the dossier of this number for this action, its row locked when asked.

    :raises NotVisible: nothing of that number exists for the actor.
    :raises Refused: the actor may see it, not do this; or nothing more is done there.
    """
    if len(number) > LONGEST_NUMBER or "\x00" in number:
        raise NotVisible
    dossier: Dossier | None
    if lock:
        locked = _reach(actor, action).filter(number=number.upper()).select_for_update(of=("self",))
        dossier = locked.select_related("unit", "assignee").first()
    else:
        reading = action if action in WITHOUT_READING else "read"
        dossier = next(iter(_written(actor, reading).read({_NUMBER: number.upper()})[0]), None)
    if dossier is None:
        raise NotVisible
    verdict = may(actor, dossier, action)
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if action not in READING and (why := next(filter(None, (told(dossier) for told in _closings)), "")):
        raise Refused(why)
    return dossier


def check_version(dossier: "Dossier", expected: str | None) -> None:
    """Will stop a change made over a version of the dossier that is no longer the newest.

    :raises BadInput: the form carries no readable version.
    :raises Stale: someone changed the dossier since the page was shown.
    """
    if expected is None or not expected.isdecimal() or len(expected) > 9:
        raise BadInput("Le formulaire ne dit pas sur quelle version du dossier il porte.")
    if int(expected) != dossier.version:
        raise Stale(f"Le dossier {dossier.number} a changé depuis que vous avez ouvert la page.")
