"""Taking an assignment back: the dossier returns to whoever had it, by a compensating event of a supervisor.

The journal keeps both; letters already sent keep the name that they carried.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.gate.verdicts import may
from egide.kernel.lifecycle.undoing import checked_reason
from egide.kernel.mandates.actions import end_mandates
from egide.kernel.mandates.models import Mandate
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event

ASSIGNED, UNDONE = "dossier.assigned", "dossier.assignment_undone"


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One assignment that stands: to whom, when."""

    user: int
    at: datetime


def standing_assignments(dossier: Dossier) -> tuple[Assignment, ...]:
    """Will return the assignments that no undo took back, oldest first; the last is the present one."""
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code__in=[ASSIGNED, UNDONE]).order_by("seq")
    standing: list[Assignment] = []
    for row in rows:
        if row.code == UNDONE:
            standing.pop()
            continue
        user = int(data_of(row.body)["to"].rpartition(":")[2])
        standing.append(Assignment(user=user, at=row.recorded_at))
    return tuple(standing)


def assignment_obstacle(dossier: Dossier, standing: tuple[Assignment, ...]) -> str | None:
    """Will say what forbids taking the last assignment back, or nothing."""
    if not standing:
        return "Ce dossier n’a été confié à personne."
    if dossier.assignee_id != standing[-1].user:
        return "Le dossier n’est plus à la personne de la dernière attribution\u00a0: confiez-le de nouveau."
    return None


def undo_assignment(*, actor: Actor, dossier: Dossier, reason: str, now: datetime) -> User | None:
    """Will give the dossier back to whoever had it before, or to nobody, and say to whom.

    Nobody when the one before has left the unit or is in conflict.

    :raises Refused: not a supervisor, no reason, or nothing to take back.
    """
    verdict = may(actor, dossier, "undo")
    if not verdict.allowed:
        raise Refused(verdict.reason)
    why, standing = checked_reason(reason), standing_assignments(dossier)
    obstacle = assignment_obstacle(dossier, standing)
    if obstacle:
        raise Refused(obstacle)
    former = _still_able(dossier, standing[-2].user, now) if len(standing) > 1 else None
    wrong = Mandate.objects.filter(
        dossier_id=dossier.pk, ended_at=None, lead_id=standing[-1].user, given_at__gte=standing[-1].at
    )
    end_mandates(dossier=dossier, ranks=list(wrong.values_list("rank", flat=True)), now=now)
    dossier.assignee = former
    touch(dossier, "assignee")
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=UNDONE,
        data={
            "from": f"staff:{standing[-1].user}",
            "to": f"staff:{former.pk}" if former else "",
        },
        notes={"reason": why},
        at=now,
    )
    return former


def _still_able(dossier: Dossier, user_id: int, now: datetime) -> User | None:
    # Someone who left the unit, or is in conflict, does not get the dossier back: it waits for somebody.
    today = timezone.localtime(now).date()
    held = Q(until=None) | Q(until__gt=today)
    here = Membership.objects.filter(held, unit_id=dossier.unit_id, since__lte=today).values("user_id")
    recused = Conflict.objects.filter(dossier_id=dossier.pk).values("user_id")
    return User.objects.filter(pk=user_id, is_active=True, pk__in=here).exclude(pk__in=recused).first()
