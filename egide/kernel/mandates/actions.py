"""Giving and ending mandates inside a dossier.

The mandate goes to the unit's holder of the role; a person is named on the dossier's page.
"""

from datetime import datetime

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.mandates.models import Mandate
from egide.law.access import Role


def give_mandate(*, dossier: Dossier, role: Role, purpose: str, now: datetime) -> Mandate:
    """Will entrust a piece of work to a role of the dossier's unit."""
    return Mandate.objects.create(
        **ranked(Mandate, dossier),
        purpose=purpose or role.label,
        role=role.code,
        given_at=now,
        lead=dossier.assignee,
    )


def end_mandates(*, dossier: Dossier, now: datetime) -> int:
    """Will end the open mandates of the dossier and return how many there were."""
    return Mandate.objects.filter(dossier_id=dossier.pk, ended_at=None).update(ended_at=now)
