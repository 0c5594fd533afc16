"""Absences: entering one with its replacement, ending it, and knowing on a given day who is away.

Serves continuity of the work. When the period ends nothing has to be given back: nothing was given away.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from egide.law.dates_fr import plain_date
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Absence, Membership, User
from egide.platform.accounts.replacing import NEVER_REPLACED
from egide.platform.accounts.telling import places_of, tell
from egide.platform.errors.failures import NotVisible, Refused

UNIT_HEAD = "unit_head"
LONGEST = timedelta(days=731)


@dataclass(frozen=True, kw_only=True)
class Away:
    """Someone’s absence on a day: until when, and who takes over."""

    user_id: int
    until: date
    replacement: str = ""

    @property
    def words(self) -> str:
        """What a list of people says beside the name."""
        by = f", remplacée par {self.replacement}" if self.replacement else ", sans remplacement"
        return f"absence jusqu’au {plain_date(self.until - timedelta(days=1))}{by}"


def standing(*, on: date) -> QuerySet[Absence]:
    """Will return the absences that cover that day."""
    return Absence.objects.filter(since__lte=on, until__gt=on, cancelled_at=None)


def absence_of(user: User, on: date) -> Absence | None:
    """Will return the person’s absence of that day, if any."""
    return standing(on=on).filter(user=user).select_related("replacement").first()


def replaced_by(user: User, on: date) -> User | None:
    """Will return who takes the person’s work over on that day; nobody when present or not replaced."""
    found = absence_of(user, on)
    active = found is not None and found.replacement is not None and found.replacement.is_active
    return found.replacement if found is not None and active else None


def away(users: Collection[int], *, on: date) -> dict[int, Away]:
    """Will tell who of these people is away that day, in one query: lists of people say it beside the name."""
    rows = standing(on=on).filter(user_id__in=list(users)).select_related("replacement")
    return {
        row.user_id: Away(
            user_id=row.user_id,
            until=row.until,
            replacement=row.replacement.full_name if row.replacement and row.replacement.is_active else "",
        )
        for row in rows
    }


def may_enter_for(actor: Actor, user: User, *, on: date) -> bool:
    """Will tell whether the actor may enter this person’s absences: her own, or those of the unit she heads."""
    if actor.user_id == user.pk:
        return True
    return held_on(on).filter(user=user, unit_id__in=headed_by(actor)).exists()


def headed_by(actor: Actor) -> tuple[int, ...]:
    """Will return the units that the actor heads; not by delegation: else she would declare away whoever delegated."""
    return tuple(sorted({a.unit_id for a in actor.roles if a.role == UNIT_HEAD and not a.delegated}))


def held_on(day: date) -> QuerySet[Membership]:
    """Will return the memberships that run on that day."""
    return Membership.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def colleagues(user: User, *, on: date) -> QuerySet[User]:
    """Will return who may replace the person: active staff of one of her compartments, herself apart."""
    places = held_on(on).filter(user=user).values("unit__compartment_id")
    there = held_on(on).filter(unit__compartment_id__in=places).values("user_id")
    return User.objects.filter(pk__in=there, is_active=True, external=False).exclude(pk=user.pk)


def enter_absence(
    *,
    actor: Actor,
    user: User,
    replacement: User | None,
    since: date,
    last_day: date,
    reason: str = "",
    now: datetime,
) -> Absence:
    """Will note that the person is away from `since` to `last_day`, both included, and who takes over.

    `reason` is private: it goes to the journal’s notes, nowhere else.

    :raises Refused: not hers nor her unit’s to enter; the days are wrong; the replacement cannot take over.
    """
    today = timezone.localdate(now)
    if not may_enter_for(actor, user, on=today):
        raise Refused(
            "Une absence est consignée par la personne elle-même ou par la personne responsable de son unité."
        )
    _check_days(since, last_day, today)
    # In one order, whoever is first: two absences that name each other never wait for each other.
    both = sorted({user.pk, replacement.pk} if replacement else {user.pk})
    list(User.objects.select_for_update().filter(pk__in=both).order_by("pk"))
    until = last_day + timedelta(days=1)
    _check_overlap(user, since, until)
    if replacement is not None:
        _check_lent(user, today)
        _check_lending(actor, user, today)
        _check_replacement(user, replacement, since, until, today)
    absence = Absence.objects.create(
        user=user, replacement=replacement, since=since, until=until, entered_at=now, entered_by=actor.code
    )
    _tell("absence.entered", actor, absence, now, {"reason": reason.strip()} if reason.strip() else {})
    return absence


def end_absence(*, actor: Actor, public_id: UUID, now: datetime) -> Absence:
    """Will end the absence today (the person is back), or cancel it when it has not begun.

    :raises NotVisible: no such absence stands.
    :raises Refused: it is neither hers nor her unit’s.
    """
    today = timezone.localdate(now)
    standing_or_ahead = Absence.objects.filter(public_id=public_id, cancelled_at=None, until__gt=today)
    absence = standing_or_ahead.select_for_update(of=("self",)).select_related("user").first()
    if absence is None:
        raise NotVisible
    if not may_enter_for(actor, absence.user, on=today):
        raise Refused("Cette absence n’est ni la vôtre ni celle d’une personne de votre unité.")
    if absence.since >= today:
        absence.cancelled_at = now
    else:
        absence.until = today
    absence.save(update_fields=["cancelled_at", "until"])
    _tell("absence.cancelled" if absence.cancelled_at else "absence.ended", actor, absence, now, {})
    return absence


def _check_days(since: date, last_day: date, today: date) -> None:
    if last_day < since:
        raise Refused("Le dernier jour de l’absence précède le premier.")
    if last_day < today:
        raise Refused("Cette absence est déjà terminée : il n’y a plus rien à remplacer.")
    if last_day - since > LONGEST:
        raise Refused("Une absence dure au plus deux ans. Vérifiez l’année.")


def _check_overlap(user: User, since: date, until: date) -> None:
    other = _during(since, until).filter(user=user).first()
    if other is not None:
        raise Refused(
            f"{user.full_name} a déjà une absence du {plain_date(other.since)} au "
            f"{plain_date(other.until - timedelta(days=1))}. Terminez-la ou choisissez d’autres jours."
        )


def _check_lent(user: User, today: date) -> None:
    # A replacement to whom nothing is lent would be a promise that nobody keeps.
    held = set(held_on(today).filter(user=user).values_list("role", flat=True))
    if held and held <= {*NEVER_REPLACED}:
        raise Refused(
            f"Les fonctions de {user.full_name} sont personnelles\u00a0: elles ne se prêtent pas. Déléguez plutôt des "
            "pouvoirs précis, ou consignez l’absence sans remplacement."
        )


def _check_lending(actor: Actor, user: User, today: date) -> None:
    # Whoever declares someone else away would choose who gets her roles, or take them: only those of the unit headed.
    if actor.user_id == user.pk:
        return
    elsewhere = (
        held_on(today)
        .filter(user=user)
        .exclude(unit_id__in=headed_by(actor))
        .exclude(role__in=NEVER_REPLACED)
    )
    if elsewhere.exists():
        raise Refused(
            f"{user.full_name} a aussi des fonctions dans une autre unité que la vôtre\u00a0: elle seule peut les "
            "prêter. Consignez l’absence sans remplacement, ou demandez-lui de choisir la personne."
        )


def _check_replacement(user: User, replacement: User, since: date, until: date, today: date) -> None:
    if replacement.pk == user.pk:
        raise Refused("On ne se remplace pas soi-même\u00a0: choisissez quelqu’un d’autre.")
    if not colleagues(user, on=today).filter(pk=replacement.pk).exists():
        raise Refused(
            f"{replacement.full_name} ne travaille pas dans le même secteur cloisonné que {user.full_name}."
        )
    if _during(since, until).filter(user=replacement).exists():
        raise Refused(
            f"{replacement.full_name} est aussi en absence pendant ces jours. Choisissez une autre personne."
        )
    taken = _during(since, until).filter(replacement=user).select_related("user").first()
    if taken is not None:
        # One step only: A replaced by B replaced by C would give C what nobody gave to C.
        raise Refused(
            f"{user.full_name} remplace {taken.user.full_name} pendant ces jours. "
            "Terminez d’abord ce remplacement, et confiez-le à une autre personne."
        )


def _during(since: date, until: date) -> QuerySet[Absence]:
    return Absence.objects.filter(cancelled_at=None, since__lt=until, until__gt=since)


def _tell(code: str, actor: Actor, absence: Absence, now: datetime, notes: dict[str, str]) -> None:
    tell(
        code,
        places=places_of(absence.user, actor, on=timezone.localdate(now)),
        now=now,
        notes=notes,
        user=absence.user_id,
        replacement=absence.replacement_id,
        since=absence.since.isoformat(),
        until=absence.until.isoformat(),
    )
