"""Delegations of the Office: entering one with its deed, revoking it, and saying in what state it is on a day.

Serves holders of the administrator’s role, during an elevation, in their own compartments. What a delegation lends is
computed at each request (replacing.py); nothing has to be taken back at its end. The Commissioner has his own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from egide.law.dates_fr import plain_date
from egide.law.french import of
from egide.law.roles import HANDOVER, LABELS
from egide.platform.accounts.absences import held_on
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.administering import GRANTABLE, ONE_DAY, check_elevated, check_place
from egide.platform.accounts.models import DelegatedRole, Delegation, Unit, User
from egide.platform.accounts.replacing import NEVER_REPLACED
from egide.platform.accounts.telling import tell
from egide.platform.errors.failures import NotVisible, Refused

LONGEST = timedelta(days=731)
ENTERED, REVOKED = "entered", "revoked"
# Access Act, s. 8 (to be validated): whoever has the highest authority delegates in writing, and her delegate cannot
# delegate in turn. That is the role itself, given with its days; for a leave, the replacement who works there already.
INSTEAD = (
    "Le Commissaire délègue ses pouvoirs un à un, dans ses propres pages. Responsable de l’accès\u00a0: c’est la plus "
    "haute autorité qui délègue, par écrit (Loi sur l’accès, art. 8, à valider)\u00a0: donnez la fonction à cette "
    "personne dans son compte, du premier au dernier jour. Pour un congé, consignez l’absence avec remplacement."
)
DELEGABLE = tuple(code for code in GRANTABLE if code not in (*NEVER_REPLACED, HANDOVER.code))


Listener = Callable[..., None]
_listeners: list[Listener] = []


def follow(listener: Listener) -> None:
    """Will call `listener(delegation=…, what=…, now=…)` when one is entered or revoked, in the same transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


class Standing(StrEnum):
    """Where a delegation is on a day; nothing stores it."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a delegation says: by a holder of the roles, or by the authority whose name is then written."""

    unit: Unit
    roles: tuple[str, ...]
    holder: User | None
    authority: str
    delegate: User
    deed: str
    since: date
    last_day: date


def standing_of(delegation: Delegation, *, on: date) -> Standing:
    """Will tell in what state the delegation is on that day."""
    if delegation.revoked_at is not None:
        return Standing.REVOKED
    if delegation.until <= on:
        return Standing.ENDED
    return Standing.IN_FORCE if delegation.since <= on else Standing.TO_COME


def given_by(delegation: Delegation) -> str:
    """Will say by whom: « par délégation d’Hélène Fortin »."""
    return f"par délégation {of(delegation.holder.full_name if delegation.holder else delegation.authority)}"


def delegations_of(user: User, *, on: date) -> QuerySet[Delegation]:
    """Will return those of the person that run or come."""
    running = Delegation.objects.filter(delegate=user, revoked_at=None, until__gt=on)
    return (
        running.select_related("unit", "holder", "delegate").prefetch_related("lent").order_by("since", "pk")
    )


def enter_delegation(*, actor: Actor, given: Given, now: datetime) -> Delegation:
    """Will note that the roles of the unit are lent to the person from `since` to `last_day`, both included.

    :raises Refused: not the actor’s to enter, to herself, behind a wall, a role that is never lent, wrong days, or
        a holder or a delegate who cannot.
    """
    check_place(actor, given.unit, now=now)
    today = timezone.localdate(now)
    if actor.user_id == given.delegate.pk:
        raise Refused(
            "Personne ne se donne une délégation\u00a0: demandez à une autre personne de l’administration de la "
            "consigner."
        )
    if given.unit.compartment.reads_journaled:
        raise Refused(
            f"Le secteur «\u00a0{given.unit.compartment.name}\u00a0» est cloisonné\u00a0: ses fonctions ne se "
            f"délèguent pas ici. {INSTEAD}"
        )
    _check_roles(given.roles)
    _check_days(given, today)
    # In one order, whoever is first.
    both = sorted({given.delegate.pk, given.holder.pk} if given.holder else {given.delegate.pk})
    list(User.objects.select_for_update().filter(pk__in=both).order_by("pk"))
    _check_source(given, today)
    _check_delegate(given, today)
    made = Delegation.objects.create(
        holder=given.holder,
        authority=given.authority.strip() if given.holder is None else "",
        delegate=given.delegate,
        unit=given.unit,
        deed=given.deed.strip(),
        since=given.since,
        until=given.last_day + ONE_DAY,
        entered_at=now,
        entered_by=actor.code,
    )
    DelegatedRole.objects.bulk_create(DelegatedRole(delegation=made, role=role) for role in given.roles)
    _tell("delegation.entered", made, now, {"deed": made.deed}, roles=", ".join(given.roles))
    _announce(made, ENTERED, now)
    return made


def revoke_delegation(*, actor: Actor, public_id: UUID, reason: str, now: datetime) -> Delegation:
    """Will end the delegation at once, or cancel one that has not begun; what was done with it stays done.

    :raises NotVisible: no such delegation runs or comes.
    :raises Refused: not the actor’s, or no reason.
    """
    found = revocable(actor=actor, public_id=public_id, lock=True, now=now)
    if not reason.strip():
        raise Refused("Écrivez la raison\u00a0: elle est conservée au journal.")
    found.revoked_at = now
    found.save(update_fields=["revoked_at"])
    _tell("delegation.revoked", found, now, {"reason": reason.strip()})
    _announce(found, REVOKED, now)
    return found


def revocable(*, actor: Actor, public_id: UUID, now: datetime, lock: bool = False) -> Delegation:
    """Will return the delegation that may be revoked.

    :raises NotVisible: none of this identifier runs or comes.
    :raises Refused: it is of a compartment that the actor does not administer.
    """
    check_elevated(actor, now=now)
    rows = Delegation.objects.filter(public_id=public_id, revoked_at=None, until__gt=timezone.localdate(now))
    found = (
        (rows.select_for_update(of=("self",)) if lock else rows)
        .select_related("unit__compartment", "holder", "delegate")
        .first()
    )
    if found is None:
        raise NotVisible
    check_place(actor, found.unit, now=now)
    return found


def _check_roles(roles: tuple[str, ...]) -> None:
    if not roles:
        raise Refused("Choisissez au moins une fonction.")
    never = [LABELS[code] for code in roles if code in NEVER_REPLACED]
    if never:
        raise Refused(f"Cette fonction est personnelle et ne se délègue pas\u00a0: {', '.join(never)}.")
    if any(code not in DELEGABLE for code in roles):
        raise Refused("Cette fonction n’existe pas pour le personnel.")


def _check_days(given: Given, today: date) -> None:
    if not given.deed.strip():
        raise Refused("Écrivez l’acte\u00a0: le numéro de la résolution, la date de la lettre.")
    if given.last_day < given.since:
        raise Refused("Le dernier jour de la délégation précède le premier.")
    if given.last_day < today:
        raise Refused("Cette délégation est déjà terminée\u00a0: elle ne prêterait plus rien.")
    if given.last_day - given.since > LONGEST:
        raise Refused(
            "Une délégation consignée ici dure au plus deux ans. Vérifiez l’année, ou renouvelez-la."
        )


def _check_source(given: Given, today: date) -> None:
    if given.holder is None:
        if not given.authority.strip():
            raise Refused("Dites de qui vient la délégation\u00a0: une personne titulaire, ou l’autorité.")
        return
    if given.holder.pk == given.delegate.pk:
        raise Refused("La personne déléguée est déjà titulaire\u00a0: choisissez quelqu’un d’autre.")
    held = held_on(max(given.since, today)).filter(user=given.holder, unit=given.unit, user__is_active=True)
    missing = set(given.roles) - set(held.values_list("role", flat=True))
    if missing:
        # One step only: what was lent to her is not hers to lend.
        raise Refused(
            f"{given.holder.full_name} n’a pas cette fonction dans cette unité ce jour-là\u00a0: "
            f"{', '.join(sorted(LABELS[code] for code in missing))}."
        )


def _check_delegate(given: Given, today: date) -> None:
    delegate, day = given.delegate, max(given.since, today)
    if delegate.external or not delegate.is_active:
        raise Refused("Une fonction se délègue à un compte actif du personnel.")
    there = held_on(today).filter(user=delegate, unit__compartment_id=given.unit.compartment_id)
    if not there.exists():
        raise Refused(f"{delegate.full_name} ne travaille pas dans le même secteur que cette unité.")
    own = (
        held_on(day)
        .filter(user=delegate, unit=given.unit, role__in=given.roles)
        .values_list("role", flat=True)
    )
    again = DelegatedRole.objects.filter(
        role__in=given.roles,
        delegation__delegate=delegate,
        delegation__unit=given.unit,
        delegation__revoked_at=None,
        delegation__since__lte=given.last_day,
        delegation__until__gt=given.since,
    )
    if own:
        raise Refused(f"{delegate.full_name} a déjà cette fonction dans cette unité\u00a0: {LABELS[own[0]]}.")
    if (other := again.select_related("delegation").first()) is not None:
        raise Refused(
            f"{delegate.full_name} a déjà cette délégation du {plain_date(other.delegation.since)} au "
            f"{plain_date(other.delegation.until - ONE_DAY)}. Révoquez-la, ou choisissez d’autres jours."
        )


def _announce(made: Delegation, what: str, now: datetime) -> None:
    for listener in _listeners:
        listener(delegation=made, what=what, now=now)


def _tell(code: str, made: Delegation, now: datetime, notes: dict[str, str], **data: str) -> None:
    place = made.unit.compartment
    tell(
        code,
        places=((place.pk, place.code),),
        now=now,
        notes=notes,
        user=made.delegate_id,
        holder=made.holder_id,
        unit=made.unit.code,
        since=made.since.isoformat(),
        until=(made.until - ONE_DAY).isoformat(),
        **data,
    )
