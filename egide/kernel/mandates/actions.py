"""Giving and ending mandates inside a dossier, each with its journal entry.

The mandate goes to the unit's holder of the role; a person is named on the dossier's page.
"""

from collections.abc import Iterable
from datetime import datetime

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.mandates.models import Mandate
from egide.law.access import Role
from egide.platform.journal.append import append, dossier_chain


def give_mandate(*, dossier: Dossier, role: Role, purpose: str, now: datetime) -> Mandate:
    """Will entrust a piece of work to a role of the dossier's unit."""
    mandate = Mandate.objects.create(
        **ranked(Mandate, dossier),
        purpose=purpose or role.label,
        role=role.code,
        given_at=now,
        lead=dossier.assignee,
    )
    _journal(dossier, mandate, "mandate.given", now)
    return mandate


def end_mandates(*, dossier: Dossier, ranks: Iterable[int] | None = None, now: datetime) -> tuple[int, ...]:
    """Will end the open mandates of the dossier, or those of these ranks, and return the ranks ended."""
    open_ones = Mandate.objects.filter(dossier_id=dossier.pk, ended_at=None)
    if ranks is not None:
        open_ones = open_ones.filter(rank__in=list(ranks))
    ended = tuple(open_ones.order_by("rank"))
    for mandate in ended:
        mandate.ended_at = now
        mandate.save(update_fields=["ended_at"])
        _journal(dossier, mandate, "mandate.ended", now)
    return tuple(mandate.rank for mandate in ended)


def resume_mandates(*, dossier: Dossier, ranks: Iterable[int], now: datetime) -> None:
    """Will open again the mandates that an undone step had ended."""
    for mandate in Mandate.objects.filter(dossier_id=dossier.pk, rank__in=list(ranks)).order_by("rank"):
        mandate.ended_at = None
        mandate.save(update_fields=["ended_at"])
        _journal(dossier, mandate, "mandate.resumed", now)


def _journal(dossier: Dossier, mandate: Mandate, code: str, now: datetime) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": mandate.rank, "role": mandate.role},
        at=now,
    )
