"""The locks of a document: who holds one since when, and how it is lifted before its time.

Seen by all who see the document. Time lifts them anyway: a program that works renews its own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.models import Lock
from egide.kernel.gate.verdicts import Verdict, may_as
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

SHORTEST, LONGEST = 60, 3_600  # seconds
DEFAULT = 600
SUPERVISORS = (roles.UNIT_HEAD, roles.RECORDS_MANAGER)


def held(dossier: Dossier, rank: int, *, now: datetime) -> QuerySet[Lock]:
    """Will return the locks of a document that still stand, oldest first."""
    rows = Lock.objects.filter(dossier_id=dossier.pk, rank=rank, expires_at__gt=now)
    return rows.select_related("user").order_by("made_at", "pk")


def take_turns(*, dossier_id: int, rank: int) -> None:
    """Will make two programs that change one document wait for each other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended('editing', %s))", [dossier_id * 100_000 + rank]
        )


def may_free(actor: Actor, dossier: Dossier, locks: Sequence[Lock]) -> Verdict:
    """Will say whether the actor may lift these locks: their own, or as a supervisor of the unit."""
    if locks and all(lock.user_id == actor.user_id for lock in locks):
        return Verdict(allowed=True)
    return may_as(actor, dossier, SUPERVISORS)


def free(*, actor: Actor, dossier: Dossier, rank: int, now: datetime) -> int:
    """Will lift the locks of a document before their time; returns how many. Nothing that was saved is lost.

    :raises Refused: neither the holder nor a supervisor.
    """
    locks = list(held(dossier, rank, now=now))
    verdict = may_free(actor, dossier, locks)
    if not verdict.allowed:
        raise Refused(verdict.reason)
    Lock.objects.filter(pk__in=[lock.pk for lock in locks]).delete()
    if locks:
        data: dict[str, Any] = {"rank": rank}
        append(
            chain=dossier_chain(dossier.pk),
            compartment_id=dossier.compartment_id,
            dossier_id=dossier.pk,
            code="editing.freed",
            data=data,
            at=now,
        )
    return len(locks)
