"""Declaring a conflict of interest: access ends at once and the dossier returns to its unit.

Source: domain.md C.4, « Conflict of interest ». The reason is a note of the dossier's journal.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from egide.kernel.gate.models import Conflict
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier


def declare_conflict(*, actor: Actor, dossier: "Dossier", reason: str, now: datetime) -> None:
    """Will close the dossier to the actor from the next transaction on.

    :raises Refused: a service or an outsider has no conflict to declare.
    """
    if actor.user_id is None:
        raise Refused("Seule une personne peut déclarer un conflit d’intérêts.")
    Conflict.objects.get_or_create(
        user_id=actor.user_id,
        dossier_id=dossier.pk,
        defaults={"compartment_id": dossier.compartment_id, "declared_at": now, "declared_by": actor.code},
    )
    if dossier.assignee_id == actor.user_id:
        dossier.assignee = None
    dossier.version += 1
    dossier.save(update_fields=["assignee", "version"])
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="conflict.declared",
        data={},
        notes={"reason": reason},
        at=now,
    )
