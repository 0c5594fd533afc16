"""Who prepares, reviews, approves and objects to a list: roles held in the list’s compartment.

The Commissioner’s series, and those of the presidency, are prepared and approved on their own side of the wall.
"""

from egide.kernel.disposal.models import DispositionList
from egide.law import roles
from egide.law.access import Role
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership
from egide.platform.errors.failures import Refused

PREPARERS: tuple[Role, ...] = (
    roles.RECORDS_MANAGER,
    roles.ADMISSION_INTAKE,
    roles.PRESIDENCY_OFFICE,
    roles.DISCIPLINE_REGISTRY,
)
HEADS: tuple[Role, ...] = (roles.UNIT_HEAD, roles.COMMISSIONER, roles.PRESIDENT)
EVERYONE: tuple[Role, ...] = (*PREPARERS, *HEADS)
# Of a sealed series, nobody but its authority says what becomes of it: no head of a unit in its place.
AUTHORITIES: dict[str, Role] = {roles.COMMISSION.code: roles.COMMISSIONER}
SAME_AUTHOR = "Une autre personne que l’auteur de la liste l’approuve."
SAME_REVIEWER = (
    "Vous avez révisé cette liste\u00a0: une autre personne l’approuve, responsable d’une autre unité ou supérieure "
    "de la gestion documentaire."
)
NOT_A_HEAD = "L’approbation revient à une personne responsable d’unité, ou à la direction."


def prepares(actor: Actor, compartment_id: int) -> bool:
    """Will tell whether the actor makes, checks and runs lists there."""
    return _holds(actor, PREPARERS, compartment_id)


def heads(actor: Actor, listed: DispositionList) -> bool:
    """Will tell whether the actor answers for the unit of the list: its head, the Commissioner, the presidency."""
    if actor.holds(roles.UNIT_HEAD.code, unit_id=listed.unit_id):
        return True
    return _holds(actor, (roles.COMMISSIONER, roles.PRESIDENT), listed.compartment_id)


def require_preparer(actor: Actor, compartment_id: int) -> None:
    """Will stop whoever does not prepare lists there.

    :raises Refused: with the reason.
    """
    if not prepares(actor, compartment_id):
        raise Refused("Les listes de disposition sont préparées par la gestion documentaire.")


def require_head(actor: Actor, listed: DispositionList) -> None:
    """Will stop whoever does not answer for the list's unit.

    :raises Refused: with the reason.
    """
    if not heads(actor, listed):
        raise Refused(f"Cette étape revient à la personne responsable\u00a0: {listed.unit.name}.")


def approves(actor: Actor, listed: DispositionList) -> bool:
    """Will tell whether the actor is one of those who may approve there: any head of the compartment.

    Whoever reviewed the list approves it only where nobody else could: a compartment with one head.
    """
    head = _holds(actor, _approvers(actor, listed), listed.compartment_id)
    return head and not (actor.user_id == listed.reviewed_by_id and _others(actor, listed))


def require_approver(actor: Actor, listed: DispositionList) -> None:
    """Will stop whoever may not approve: the author, whoever checked or reviewed it, who heads nothing there.

    :raises Refused: with the reason.
    """
    if actor.user_id in (listed.made_by_id, listed.checked_by_id):
        raise Refused(SAME_AUTHOR)
    if not approves(actor, listed):
        raise Refused(SAME_REVIEWER if actor.user_id == listed.reviewed_by_id else NOT_A_HEAD)


def _others(actor: Actor, listed: DispositionList) -> bool:
    return (
        Membership.objects.filter(
            role__in=[role.code for role in _approvers(actor, listed)],
            unit__compartment_id=listed.compartment_id,
            until=None,
        )
        .exclude(user_id__in=[actor.user_id, listed.made_by_id, listed.checked_by_id])
        .exists()
    )


def _approvers(actor: Actor, listed: DispositionList) -> tuple[Role, ...]:
    here = {a.compartment_code for a in actor.roles if a.compartment_id == listed.compartment_id}
    alone = next((AUTHORITIES[code] for code in here if code in AUTHORITIES), None)
    return (alone,) if alone else HEADS


def _holds(actor: Actor, wanted: tuple[Role, ...], compartment_id: int) -> bool:
    return any(actor.holds(role.code, compartment_id=compartment_id) for role in wanted)


HOLDERS: tuple[Role, ...] = (
    *PREPARERS,
    roles.COMMISSIONER,
    roles.PRESIDENT,
)
# Those for whom the page opens: a head places holds too, in her own unit (may_hold).
PLACERS: tuple[Role, ...] = (*HOLDERS, roles.UNIT_HEAD)


def may_hold(actor: Actor, *, compartment_id: int, unit_id: int) -> bool:
    """Will tell whether the actor places and lifts holds there: wide on purpose, a hold destroys nothing."""
    return _holds(actor, HOLDERS, compartment_id) or actor.holds(roles.UNIT_HEAD.code, unit_id=unit_id)
