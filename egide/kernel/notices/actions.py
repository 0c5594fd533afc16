"""Telling people that something happened in a dossier, and what they do with it.

A notice goes only to those who may read the dossier, never to someone in conflict; it disappears, unread or
not, for whoever may no longer open the dossier.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from egide.kernel.dossiers.content import placed
from egide.kernel.gate.models import Conflict
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.notices.models import Notice, PersonalNotice, Preference, Rhythm
from egide.kernel.notices.wording import is_urgent
from egide.platform.accounts.actors import Actor, actor_for_user, service
from egide.platform.accounts.models import User
from egide.platform.jobs.app import enqueue

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier


def notify(*, user_ids: Iterable[int], dossier: "Dossier", code: str, now: datetime) -> tuple[Notice, ...]:
    """Will tell these people, those who may read the dossier; the same thing unread is not told twice."""
    told = []
    for user in _readers(dossier, sorted(set(user_ids)), now):
        notice, new = Notice.objects.get_or_create(
            **placed(dossier), user=user, code=code, read_at=None, defaults={"told_at": now}
        )
        if new:
            told.append(notice)
    if told and is_urgent(code):
        _ask_to_write(told)
    return tuple(told)


def notify_role(
    *, dossier: "Dossier", role: str, code: str, except_user: int | None = None, now: datetime
) -> tuple[Notice, ...]:
    """Will tell the people who hold the role in the dossier's compartment and may read the dossier."""
    today = timezone.localtime(now).date()
    held = Q(memberships__since__lte=today) & (Q(memberships__until=None) | Q(memberships__until__gt=today))
    holders = User.objects.filter(
        held,
        memberships__role=role,
        memberships__unit__compartment_id=dossier.compartment_id,
        is_active=True,
    )
    ids = holders.exclude(pk=except_user or 0).values_list("pk", flat=True).distinct()
    return notify(user_ids=ids, dossier=dossier, code=code, now=now)


def notices_of(actor: Actor) -> "QuerySet[Notice]":
    """Will return the actor's notices, of the dossiers that they may read today."""
    own = Notice.objects.filter(user_id=actor.user_id or 0)
    return own.filter(dossier__in=visible(actor))


def unread_count(actor: Actor) -> int:
    """Will count the dossiers about which something has not been read."""
    return notices_of(actor).filter(read_at=None).order_by().values("dossier_id").distinct().count()


def personal_of(actor: Actor) -> "QuerySet[PersonalNotice]":
    """Will return what the actor was told of her own functions."""
    return PersonalNotice.objects.filter(user_id=actor.user_id or 0)


def mark_read(*, actor: Actor, dossier_number: str = "", now: datetime) -> int:
    """Will mark as read the notices of one dossier, of everything without a number; returns how many."""
    unread = notices_of(actor).filter(read_at=None)
    if dossier_number:
        return unread.filter(dossier__number=dossier_number).update(read_at=now)
    return unread.update(read_at=now) + mark_personal(actor=actor, now=now)


def mark_personal(*, actor: Actor, now: datetime) -> int:
    """Will mark as read what the actor was told of her own functions; returns how many."""
    return personal_of(actor).filter(read_at=None).update(read_at=now)


def mark_unread(*, actor: Actor, dossier_number: str) -> int:
    """Will bring back the newest notice of a dossier among those to read; returns how many came back."""
    mine = notices_of(actor).filter(dossier__number=dossier_number)
    newest = mine.order_by("-told_at", "-pk").first()
    if newest is None or mine.filter(code=newest.code, read_at=None).exists():
        return 0
    return Notice.objects.filter(pk=newest.pk).update(read_at=None)


def choose_rhythm(*, actor: Actor, rhythm: Rhythm) -> None:
    """Will keep how often the actor wants to be written to."""
    Preference.objects.update_or_create(user_id=actor.user_id, defaults={"rhythm": rhythm})


def rhythm_of(actor: Actor) -> Rhythm:
    """Will return what the actor chose; nothing was chosen: no e-mail."""
    chosen = Preference.objects.filter(user_id=actor.user_id or 0).values_list("rhythm", flat=True).first()
    return Rhythm(chosen) if chosen else Rhythm.NONE


def _readers(dossier: "Dossier", ids: list[int], now: datetime) -> list[User]:
    today = timezone.localtime(now).date()
    recused = Conflict.objects.filter(dossier_id=dossier.pk).values("user_id")
    people = User.objects.filter(pk__in=ids, is_active=True, external=False).exclude(pk__in=recused)
    return [p for p in people.order_by("pk") if may(actor_for_user(p, on=today), dossier, "read").allowed]


def _ask_to_write(told: list[Notice]) -> None:
    from egide.kernel.notices.digests import write_at_once

    wanted = Preference.objects.filter(user_id__in=[n.user_id for n in told], rhythm=Rhythm.URGENT)
    for user in wanted.values_list("user_id", flat=True):
        enqueue(write_at_once, actor=service("scheduler"), unless_waiting=True, user=user)
