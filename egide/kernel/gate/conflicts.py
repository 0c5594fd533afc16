"""Conflicts of interest: declared by the person, decided by a supervisor, or detected: access ends at once.

Source: domain.md C.4, « Conflict of interest ». Row-level security reads the rows from the next transaction on,
so that lists, search, letters, documents and a page already open all stop. The reason is a note of the journal.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from egide.kernel import events
from egide.kernel.gate.models import Conflict
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier

# What a Conflict row carries in `declared_by` when nobody declared it.
DETECTED = "detected"
PERSON = "person"


def declare_conflict(*, actor: Actor, dossier: "Dossier", reason: str, now: datetime) -> None:
    """Will close the dossier to the actor from the next transaction on.

    :raises Refused: a service or an outsider has no conflict to declare.
    """
    if actor.user_id is None:
        raise Refused("Seule une personne peut déclarer un conflit d’intérêts.")
    _end_access(dossier, actor.user_id, actor.code, now)
    _journal(dossier, "conflict.declared", now, notes={"reason": reason})


def decide_conflict(*, actor: Actor, dossier: "Dossier", user_id: int, reason: str, now: datetime) -> None:
    """Will close the dossier to `user_id`, because someone looked at a flag and judged it a conflict."""
    _end_access(dossier, user_id, actor.code, now)
    _journal(dossier, "conflict.decided", now, staff=user_id, notes={"reason": reason})


def end_detected(*, dossier: "Dossier", user_id: int, now: datetime) -> bool:
    """Will close the dossier to someone who is a person of it; False when it already was."""
    if Conflict.objects.filter(user_id=user_id, dossier_id=dossier.pk).exists():
        return False
    _end_access(dossier, user_id, DETECTED, now)
    _journal(dossier, "conflict.detected", now, staff=user_id)
    return True


def detect(*, dossier: "Dossier", now: datetime) -> tuple[int, ...]:
    """Will compare the people of the dossier with what the staff told of themselves, and end every access to match.

    Gives the ids of those whose access ended now. The dossier is then to be given to someone else.
    """
    matched = sorted({user for user, basis in staff_matches(dossier) if basis == PERSON})
    return tuple(user for user in matched if end_detected(dossier=dossier, user_id=user, now=now))


def staff_matches(dossier: "Dossier") -> tuple[tuple[int, str], ...]:
    """Will return (user id, basis) for each resemblance: person, surname, contact, order. One window, no name."""
    with connection.cursor() as cursor:
        cursor.execute("select user_id, basis from window_staff_matches(%s)", [dossier.pk])
        return tuple((int(user), str(basis)) for user, basis in cursor.fetchall())


def withheld(*, dossier: "Dossier", user_id: int) -> str:
    """Will say why the dossier may not be given to this person: « a déclaré un conflit… »; empty when it may.

    Compared again at each assignment: someone may have told of herself where the dossier was not visible.
    """
    row = Conflict.objects.filter(user_id=user_id, dossier_id=dossier.pk).first()
    if row is not None and row.declared_by == f"staff:{user_id}":
        return "a déclaré un conflit d’intérêts"
    return "est en conflit d’intérêts" if row or (user_id, PERSON) in staff_matches(dossier) else ""


def _end_access(dossier: "Dossier", user_id: int, by: str, now: datetime) -> None:
    Conflict.objects.get_or_create(
        user_id=user_id,
        dossier_id=dossier.pk,
        defaults={"compartment_id": dossier.compartment_id, "declared_at": now, "declared_by": by},
    )
    if dossier.assignee_id == user_id:
        dossier.assignee = None
    dossier.version += 1
    dossier.save(update_fields=["assignee", "version"])
    if by != f"staff:{user_id}":  # who declares it says so herself; here nobody asked for it
        events.announce(
            events.CONFLICT_ENDED, dossier=dossier, letter=None, on=timezone.localdate(now), now=now
        )


def _journal(
    dossier: "Dossier", code: str, now: datetime, *, staff: int = 0, notes: dict[str, str] | None = None
) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"staff": f"staff:{staff}"} if staff else {},
        notes=notes or {},
        at=now,
    )
