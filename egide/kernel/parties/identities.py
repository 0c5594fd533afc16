"""What the staff tell of themselves, and the flags it raises on a dossier: looked at, decided, with a reason.

Source: domain.md C.4, « Conflict of interest ». The same person ends access at once; the rest is only flagged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import PERSON, decide_conflict, detect, staff_matches
from egide.kernel.gate.visibility import visible
from egide.kernel.parties.models import Basis, ConflictFlag, FlagDecision, Party, PartyRole, StaffIdentity
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

MOST = 500  # files of one's own that stating one's identity may close at once


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A possible conflict of someone who works on the dossier; `decision` is empty until someone decides."""

    user: User
    basis: Basis
    decision: str = ""
    reason: str = ""


def identity_of(actor: Actor) -> StaffIdentity | None:
    """Will return what the actor told of herself; nobody else's row exists for her."""
    return StaffIdentity.objects.filter(user_id=actor.user_id or 0).first()


def state_identity(
    *, actor: Actor, name: str, email: str, phone: str, address: str, orders: Sequence[str], now: datetime
) -> int:
    """Will keep what the actor tells of herself, and close at once the visible files in which she is a person.

    Gives how many of those that she could read were closed: of the others she learns nothing, not even that a
    person whom she would pretend to be has a file here.

    :raises Refused: only a member of the staff has an identity here.
    """
    if actor.user_id is None:
        raise Refused("Seul le personnel de l’Office peut remplir cette page.")
    row = identity_of(actor) or StaffIdentity(user_id=actor.user_id)
    row.name, row.email, row.phone, row.address = name, email, phone, address
    row.orders, row.stated_at = list(orders), now
    row.save()
    concerned = _concerned(row)
    readable = set(visible(actor).filter(pk__in=[d.pk for d in concerned]).values_list("pk", flat=True))
    closed = {dossier.pk for dossier in concerned if actor.user_id in detect(dossier=dossier, now=now)}
    return len(closed & readable)


def flags(dossier: Dossier) -> tuple[Flag, ...]:
    """Will return the possible conflicts of whoever is in charge of the dossier, decided or not."""
    if dossier.assignee_id is None:
        return ()
    found = {
        basis for user, basis in staff_matches(dossier) if user == dossier.assignee_id and basis != PERSON
    }
    if not found:
        return ()
    decided = {
        row.basis: row
        for row in ConflictFlag.objects.filter(dossier_id=dossier.pk, user_id=dossier.assignee_id)
    }
    user = dossier.assignee
    assert user is not None
    return tuple(
        Flag(
            user=user,
            basis=Basis(basis),
            decision=decided[basis].decision if basis in decided else "",
            reason=decided[basis].reason if basis in decided else "",
        )
        for basis in sorted(found)
    )


def decide_flag(
    *, actor: Actor, dossier: Dossier, basis: str, decision: str, reason: str, now: datetime
) -> None:
    """Will record what was decided of a flag on the person in charge; a conflict ends her access at once.

    :raises Refused: nothing is flagged so, it was decided already, or no reason.
    """
    flag = next((one for one in flags(dossier) if one.basis == basis), None)
    if flag is None or flag.decision:
        raise Refused("Ce signalement n’attend plus de décision.")
    if actor.user_id == flag.user.pk:
        raise Refused("Un signalement est décidé par une autre personne que celle qu’il concerne.")
    if not reason.strip():
        raise Refused("Dites pourquoi.")
    ConflictFlag.objects.create(
        **placed(dossier),
        user=flag.user,
        basis=flag.basis,
        decision=decision,
        reason=reason.strip()[:500],
        decided_by=actor.code,
        decided_at=now,
    )
    if decision == FlagDecision.CONFLICT:
        decide_conflict(actor=actor, dossier=dossier, user_id=flag.user.pk, reason=reason.strip(), now=now)
        return
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="conflict.cleared",
        data={"staff": f"staff:{flag.user.pk}", "basis": str(flag.basis)},
        notes={"reason": reason.strip()},
        at=now,
    )


def _concerned(row: StaffIdentity) -> list[Dossier]:
    same = Q(pk__in=())
    for key in ("email_key", "phone_key", "address_key"):
        if value := getattr(row, key):
            same |= Q(**{key: value})
    parties = Party.objects.exclude(role=PartyRole.ORDER).filter(same)
    return list(
        Dossier.objects.select_for_update(of=("self",))
        .filter(pk__in=parties.values("dossier_id"))
        .order_by("pk")[:MOST]
    )
