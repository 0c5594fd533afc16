"""Who is told when a mandate moves: whoever is next to approve a delivery, whoever gave what was declined.

In the transaction of the move, which the kernel announces; what is not kept is not told.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.notices.actions import notify
from egide.modules.mandates.access import KIND
from egide.modules.mandates.acting import tell_approvers
from egide.modules.mandates.queries import approvers_of


def tell_of_move(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will tell whoever the new step waits for."""
    if dossier.kind != KIND:
        return
    if dossier.state == "delivered":
        tell_approvers(dossier=dossier, now=now)
    elif dossier.state == "proposed":
        people = approvers_of(dossier).values_list("user_id", flat=True)
        notify(user_ids=people, dossier=dossier, code="office_mandate.declined", now=now)
