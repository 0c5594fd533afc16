"""Who is told when something comes from outside: the person in charge, else the head of the dossier's unit.

In the transaction of the event: what is not kept is not told.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.notices.actions import notify, notify_role
from egide.law.roles import UNIT_HEAD


def tell_of_message(*, dossier: Dossier, message: Any, on: date, now: datetime) -> None:
    """Will tell that someone wrote."""
    _tell(dossier, "message.received", now)


def tell_of_bounce(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will tell that a letter's e-mail came back."""
    _tell(dossier, "letter.bounced", now)


def _tell(dossier: Dossier, code: str, now: datetime) -> None:
    if dossier.assignee_id is not None:
        notify(user_ids=(dossier.assignee_id,), dossier=dossier, code=code, now=now)
    else:
        notify_role(dossier=dossier, role=UNIT_HEAD.code, code=code, now=now)
