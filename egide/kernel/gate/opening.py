"""`open_dossier()`: the only way from a number in an address to a dossier.

Not visible: it does not exist (404). Visible but not allowed: the reason is said (403).
"""

from typing import TYPE_CHECKING

from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import BadInput, NotVisible, Refused, Stale

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier

LONGEST_NUMBER = 40
# Actions with a page of their own, for people who do not read the dossier: a desk that sees the arrival alone.
WITHOUT_READING = frozenset({"register"})


def open_dossier(*, actor: Actor, number: str, action: str, lock: bool = False) -> "Dossier":
    """Will return the dossier of this number for this action, its row locked when asked.

    :raises NotVisible: nothing of that number exists for the actor.
    :raises Refused: the actor may see it, not do this.
    """
    if len(number) > LONGEST_NUMBER or "\x00" in number:
        raise NotVisible
    reach = visible(actor, action=action) if action in WITHOUT_READING else visible(actor)
    found = reach.filter(number=number.upper())
    rows = found.select_for_update(of=("self",)) if lock else found
    dossier = rows.select_related("unit", "assignee").first()
    if dossier is None:
        raise NotVisible
    verdict = may(actor, dossier, action)
    if not verdict.allowed:
        raise Refused(verdict.reason)
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
