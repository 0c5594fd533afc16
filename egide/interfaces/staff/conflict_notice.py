"""Tells the head of the unit that a dossier is to be given to someone else: an access ended by a conflict.

Follows the kernel’s event; the dossier’s page says the same to whoever opens it.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel import events
from egide.kernel.notices.actions import notify_role
from egide.kernel.notices.wording import register
from egide.law import roles

CODE = "conflict_ended"

register({CODE: "Un accès a pris fin pour conflit d’intérêts\u00a0: le dossier est à confier."})


def tell_of_conflict(*, dossier: Any, letter: Any, on: date, now: datetime) -> None:
    """Will notify those who assign the work, when nobody is in charge any more."""
    if dossier.assignee_id is None:
        notify_role(dossier=dossier, role=roles.UNIT_HEAD.code, code=CODE, now=now)


def follow() -> None:
    """Will register the follower; called once, at start-up."""
    events.follow(events.CONFLICT_ENDED, tell_of_conflict)
