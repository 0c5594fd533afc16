"""Administering accounts: opening, roles from a day until a day, second factor, leaving and closing.

Serves holders of the administrator’s role, during an elevation, in their own compartments and nowhere else: an
administrator of the Office gives nobody a role with the Commissioner; the Commissioner’s own does.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from egide.law.roles import LABELS, ORDER_RESPONDENT, PUBLIC_INTAKE, SCHEDULER
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.elevations import ADMINISTRATOR, NOT_ADMINISTRATOR
from egide.platform.accounts.models import Compartment, Membership, Unit, User
from egide.platform.accounts.telling import tell
from egide.platform.errors.failures import Refused

ONE_DAY = timedelta(days=1)
NOT_ELEVATED = "Commencez d’abord une période d’administration : elle a pris fin ou n’a pas commencé."
# Held by services and by people of the orders: never by an account of the staff.
NOT_FOR_STAFF = (SCHEDULER.code, PUBLIC_INTAKE.code, ORDER_RESPONDENT.code)
GRANTABLE = tuple(code for code in LABELS if code not in NOT_FOR_STAFF)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What opening an account asks; the person sets the password by a link, nobody else ever types it."""

    email: str
    full_name: str
    job_title: str
    unit: Unit
    role: str
    since: date


def administered(actor: Actor) -> frozenset[int]:
    """Will return the compartments whose accounts the actor administers."""
    return frozenset(a.compartment_id for a in actor.roles if a.role == ADMINISTRATOR)


def check_elevated(actor: Actor, *, now: datetime) -> None:
    """Will stop whoever does not hold the role, or holds it outside of an elevation.

    :raises Refused: with the reason.
    """
    if not administered(actor):
        raise Refused(NOT_ADMINISTRATOR)
    if not actor.is_elevated(now=now):
        raise Refused(NOT_ELEVATED)


def refusal_for(actor: Actor, user: User, *, on: date) -> str:
    """Will say why the actor may not act upon the whole account (second factor, name, closing), or nothing.

    Someone who works behind a wall is administered from behind it: else the Office could take her account over.
    """
    if actor.user_id == user.pk:
        return "Votre propre compte est administré par une autre personne."
    held = running(user, on=on)
    walled = {m.unit.compartment_id for m in held if m.unit.compartment.reads_journaled}
    places = walled or {m.unit.compartment_id for m in held}
    if places and not places & administered(actor):
        names = sorted({m.unit.compartment.name for m in held if m.unit.compartment_id in places})
        return f"Ce compte est administré par le secteur où la personne travaille : {', '.join(names)}."
    return ""


def check_account(actor: Actor, user: User, *, now: datetime) -> None:
    """Will stop an act upon the whole account of someone whom the actor does not administer.

    :raises Refused: with the reason.
    """
    check_elevated(actor, now=now)
    if sentence := refusal_for(actor, user, on=timezone.localdate(now)):
        raise Refused(sentence)


def check_place(actor: Actor, unit: Unit, *, now: datetime) -> None:
    """Will stop an act in a compartment that the actor does not administer.

    :raises Refused: with the reason.
    """
    check_elevated(actor, now=now)
    if unit.compartment_id not in administered(actor):
        raise Refused(
            f"Les fonctions de « {unit.name} » sont données par l’administration de ce secteur "
            f"({unit.compartment.name}), pas par la vôtre."
        )


def running(user: User, *, on: date) -> list[Membership]:
    """Will return the memberships that run that day or begin later."""
    rows = Membership.objects.filter(Q(until=None) | Q(until__gt=on), user=user)
    return list(
        rows.select_related("unit__compartment", "unit__site").order_by("unit__name", "role", "since")
    )


def create_account(*, actor: Actor, opened: Opened, now: datetime) -> User:
    """Will open an account without password and give its first role; the caller sends the invitation.

    :raises Refused: the address is taken, or the role is not the actor’s to give.
    """
    check_place(actor, opened.unit, now=now)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                opened.email, full_name=opened.full_name, job_title=opened.job_title
            )
    except IntegrityError as error:
        raise Refused(f"Un compte existe déjà pour {opened.email}. Cherchez-le dans la liste.") from error
    _tell("account.created", opened.unit, user, now, {"name": user.full_name})
    give_role(actor=actor, user=user, unit=opened.unit, role=opened.role, since=opened.since, now=now)
    return user


def give_role(*, actor: Actor, user: User, unit: Unit, role: str, since: date, now: datetime) -> Membership:
    """Will give the role in the unit from that day on.

    :raises Refused: not the actor’s to give, to herself, unknown, or already held.
    """
    check_place(actor, unit, now=now)
    if actor.user_id == user.pk:
        raise Refused(
            "Personne ne se donne une fonction : demandez-la à une autre personne de l’administration."
        )
    if role not in GRANTABLE:
        raise Refused("Cette fonction n’existe pas pour le personnel.")
    if user.external or not user.is_active:
        raise Refused("Une fonction se donne à un compte actif du personnel.")
    User.objects.select_for_update().get(pk=user.pk)
    if any(m.unit_id == unit.pk and m.role == role for m in running(user, on=since)):
        raise Refused(f"{user.full_name} a déjà cette fonction dans cette unité à cette date.")
    held = Membership.objects.create(user=user, unit=unit, role=role, since=since)
    _tell("account.role_given", unit, user, now, role=role, unit=unit.code, since=since.isoformat())
    return held


def end_role(*, actor: Actor, held: Membership, until: date, now: datetime) -> None:
    """Will end the membership: `until` is the first day without the role. One not begun yet is taken away.

    :raises Refused: not the actor’s, in the past, or the compartment would be left without administrator.
    """
    check_place(actor, held.unit, now=now)
    if until < timezone.localdate(now):
        raise Refused(
            "Une fonction ne se retire pas dans le passé : le journal dit ce qui a été fait avec elle."
        )
    if held.role == ADMINISTRATOR and not _another_administrator(held, on=until):
        raise Refused(
            "C’est la dernière fonction d’administration de ce secteur : donnez-la d’abord à quelqu’un d’autre."
        )
    if until <= held.since:
        Membership.objects.filter(pk=held.pk).delete()
    else:
        held.until = until
        held.save(update_fields=["until"])
    _tell(
        "account.role_ended",
        held.unit,
        held.user,
        now,
        role=held.role,
        unit=held.unit.code,
        until=until.isoformat(),
    )


def move(*, actor: Actor, held: Membership, unit: Unit, role: str, since: date, now: datetime) -> Membership:
    """Will end one membership the day before and begin the other: the person never has none, nor two.

    :raises Refused: as ending and giving do.
    """
    end_role(actor=actor, held=held, until=since, now=now)
    return give_role(actor=actor, user=held.user, unit=unit, role=role, since=since, now=now)


def rename(*, actor: Actor, user: User, full_name: str, job_title: str, now: datetime) -> None:
    """Will correct the name and the title; the address, which is the login, does not change.

    :raises Refused: not the actor’s account to change.
    """
    check_account(actor, user, now=now)
    user.full_name, user.job_title = full_name, job_title
    user.save(update_fields=["full_name", "job_title"])
    _tell_all("account.renamed", actor, user, now, {"name": full_name})


def reset_second_factor(*, actor: Actor, user: User, now: datetime) -> int:
    """Will take every factor away; the next sign-in asks for a new one. Returns how many there were.

    :raises Refused: not the actor’s account to change.
    """
    check_account(actor, user, now=now)
    removed, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    close_sessions(user)
    _tell_all("account.factor_reset", actor, user, now, {})
    return int(removed)


def close(*, actor: Actor, user: User, until: date, now: datetime) -> bool:
    """Will end the person’s roles where the actor administers, and the account when none is left anywhere.

    The caller has checked that no work is left (the hand-over). Returns whether the account is closed.

    :raises Refused: the actor herself, or somebody who holds nothing where the actor administers.
    """
    check_elevated(actor, now=now)
    if actor.user_id == user.pk:
        raise Refused("Votre propre compte est fermé par une autre personne.")
    today, places = timezone.localdate(now), administered(actor)
    held = running(user, on=today)
    mine = [m for m in held if m.unit.compartment_id in places]
    if held and not mine:
        raise Refused(
            refusal_for(actor, user, on=today) or "Cette personne ne travaille pas dans votre secteur."
        )
    for membership in mine:
        end_role(actor=actor, held=membership, until=max(until, today), now=now)
    gone = len(mine) == len(held) and until <= today
    if gone:
        user.is_active = False
        user.save(update_fields=["is_active"])
        close_sessions(user)
    for place in {(m.unit.compartment_id, m.unit.compartment.code) for m in mine} or own_places(actor):
        tell(
            "account.closed" if gone else "account.left",
            places=(place,),
            now=now,
            user=user.pk,
            until=until.isoformat(),
        )
    return gone


def reopen(*, actor: Actor, user: User, now: datetime) -> None:
    """Will let a closed account in again, without any role: one is given apart.

    :raises Refused: it is not the actor’s to reopen.
    """
    check_elevated(actor, now=now)
    last = (
        Membership.objects.filter(user=user)
        .select_related("unit__compartment")
        .order_by("-until", "-pk")
        .first()
    )
    if last is not None and last.unit.compartment_id not in administered(actor):
        raise Refused(f"Ce compte est administré par {last.unit.compartment.name}.")
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
    _tell_all("account.reopened", actor, user, now, {})


def close_sessions(user: User) -> None:
    """Will sign the person out of every browser."""
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=user):
        session.end()


def _another_administrator(held: Membership, *, on: date) -> bool:
    others = Membership.objects.filter(
        Q(until=None) | Q(until__gt=on),
        role=ADMINISTRATOR,
        unit__compartment_id=held.unit.compartment_id,
        user__is_active=True,
    )
    return others.exclude(user_id=held.user_id).exists()


def own_places(actor: Actor) -> tuple[tuple[int, str], ...]:
    """Will return the compartments that the actor administers, with their codes."""
    return tuple(
        sorted({(a.compartment_id, a.compartment_code) for a in actor.roles if a.role == ADMINISTRATOR})
    )


def _tell(
    code: str, of: Unit, user: User, now: datetime, notes: dict[str, str] | None = None, /, **data: str
) -> None:
    place: Compartment = of.compartment
    tell(code, places=((place.pk, place.code),), now=now, notes=notes, user=user.pk, **data)


def _tell_all(code: str, actor: Actor, user: User, now: datetime, notes: dict[str, str]) -> None:
    theirs = {m.unit.compartment_id for m in running(user, on=timezone.localdate(now))}
    own = own_places(actor)
    tell(
        code,
        places=sorted(p for p in own if p[0] in theirs) or sorted(own)[:1],
        now=now,
        notes=notes,
        user=user.pk,
    )
