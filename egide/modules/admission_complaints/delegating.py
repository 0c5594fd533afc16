"""What the Commissioner lets his analysts do in his place: given to a person, for powers, between two days.

An act outside of those days is refused with the date. Conclusions and recommendations are never delegated.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from egide.law import roles
from egide.law.dates_fr import plain_date
from egide.modules.admission_complaints.models import Delegation
from egide.modules.admission_complaints.vocabulary import POWERS
from egide.platform.accounts.actors import Actor, ActorKind
from egide.platform.accounts.models import Compartment, Membership, User
from egide.platform.errors.failures import BadInput, NotVisible, Refused
from egide.platform.journal.append import access_chain, append

LABELS = dict(POWERS)
LONGEST_DAYS = 366 * 3


def refusal(actor: Actor, power: str, *, compartment_id: int, on: date) -> str:
    """Will say why this person may not use the power on that day, or nothing."""
    if actor.kind == ActorKind.SERVICE or actor.holds(roles.COMMISSIONER.code, compartment_id=compartment_id):
        return ""
    hers = Delegation.objects.filter(compartment_id=compartment_id, user_id=actor.user_id or 0)
    given = [one for one in hers.order_by("-until", "-pk") if power in one.powers]
    if any(stands(one, on) for one in given):
        return ""
    return _why(given, LABELS[power], on)


def stands(one: Delegation, on: date) -> bool:
    """Will tell whether the delegation may be used on that day."""
    return one.withdrawn_at is None and one.since <= on <= one.until


def delegate(
    *,
    actor: Actor,
    compartment: Compartment,
    to: User,
    powers: Sequence[str],
    since: date,
    until: date,
    now: datetime,
) -> Delegation:
    """Will give powers to an analyst of the Commissioner, from `since` to `until`, both included.

    :raises Refused: no power, dates in disorder or too far apart, or someone who is not one of his analysts.
    :raises BadInput: a power that does not exist.
    """
    if set(powers) - set(LABELS):
        raise BadInput("Ce pouvoir n’existe pas.")
    if not powers:
        raise Refused("Cochez au moins un pouvoir à déléguer.")
    if until < since:
        raise Refused("La délégation prend fin avant de commencer\u00a0: corrigez les dates.")
    if (until - since).days > LONGEST_DAYS:
        raise Refused("Une délégation dure au plus trois ans\u00a0: choisissez une fin plus proche.")
    if to.pk not in {user.pk for user in analysts(compartment, on=since)}:
        raise Refused(f"{to.full_name} n’est pas analyste du Commissaire le {plain_date(since)}.")
    rows = Delegation.objects.filter(compartment=compartment)
    made = Delegation.objects.create(
        compartment=compartment,
        rank=(rows.aggregate(last=Max("rank"))["last"] or 0) + 1,
        user=to,
        powers=[code for code in LABELS if code in powers],
        since=since,
        until=until,
        given_at=now,
        given_by=actor.code,
    )
    _journal(made, "delegation.given", now)
    return made


def withdraw(*, compartment: Compartment, rank: int, now: datetime) -> Delegation:
    """Will end the delegation at once; what was done under it stands.

    :raises NotVisible: there is none of this rank.
    :raises Refused: it was withdrawn already.
    """
    row = (
        Delegation.objects.select_for_update(of=("self",)).filter(compartment=compartment, rank=rank).first()
    )
    if row is None:
        raise NotVisible
    if row.withdrawn_at is not None:
        raise Refused("Cette délégation est déjà retirée.")
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    _journal(row, "delegation.withdrawn", now)
    return row


def analysts(compartment: Compartment, *, on: date) -> list[User]:
    """Will return the Commissioner's analysts at work that day, by name."""
    held = Membership.objects.filter(
        role=roles.ADMISSION_ANALYST.code, unit__compartment=compartment, since__lte=on
    ).exclude(until__lte=on)
    people = User.objects.filter(pk__in=held.values("user_id"), is_active=True)
    return list(people.order_by("full_name"))


def _why(given: Sequence[Delegation], label: str, on: date) -> str:
    if not given:
        return f"Le Commissaire ne vous a pas délégué ce pouvoir\u00a0: «\u00a0{label}\u00a0»."
    last = given[0]
    if last.withdrawn_at is not None:
        said = f"vous a été retirée le {plain_date(timezone.localdate(last.withdrawn_at))}"
    elif last.since > on:
        said = f"ne commence que le {plain_date(last.since)}"
    else:
        said = f"a pris fin le {plain_date(last.until)}"
    return f"Votre délégation («\u00a0{label}\u00a0») {said}."


def _journal(row: Delegation, code: str, now: datetime) -> None:
    append(
        chain=access_chain(roles.COMMISSION.code, now),
        compartment_id=row.compartment_id,
        code=code,
        data={
            "rank": row.rank,
            "to": f"staff:{row.user_id}",
            "powers": list(row.powers),
            "since": row.since.isoformat(),
            "until": row.until.isoformat(),
        },
        at=now,
    )
