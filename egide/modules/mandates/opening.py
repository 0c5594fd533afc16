"""Giving a mandate: the dossier of the unit that will do it, what is asked, the date, who helps, who approves.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle’s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.deadlines.giving import give_date
from egide.kernel.dossiers.actions import Opening, assign, open_dossier
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.lifecycle.running import run
from egide.kernel.notices.actions import notify
from egide.law import roles
from egide.law.access import Scope
from egide.modules.mandates.access import DIRECT, KIND
from egide.modules.mandates.journaling import journal
from egide.modules.mandates.law import ASKED, DUE
from egide.modules.mandates.models import OfficeMandate, Priority, Requester
from egide.modules.mandates.naming import add_approver, add_contributor
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused

FARTHEST = 10  # years


@dataclass(frozen=True, kw_only=True)
class NewMandate:
    """What is known of a mandate when it is given; without approvers, whoever gives it approves."""

    unit: Unit
    title: str
    purpose: str
    deliverable: str
    due_on: date
    requester: str = Requester.PRESIDENT
    requesting_unit: Unit | None = None
    priority: str = Priority.NORMAL
    lead: User | None = None
    contributors: Sequence[User] = ()
    approvers: Sequence[User] = ()


def units_of(actor: Actor) -> list[Unit]:
    """Will return the units to which the actor may give a mandate."""
    reach = Q(pk__in=())
    for role, scope in DIRECT:
        held = [a for a in actor.roles if a.role == role.code]
        if scope is Scope.UNIT:
            reach |= Q(pk__in=[a.unit_id for a in held])
        else:
            reach |= Q(compartment_id__in=[a.compartment_id for a in held])
    return list(Unit.objects.select_related("compartment", "site").filter(reach).order_by("name"))


def give(*, actor: Actor, new: NewMandate, now: datetime) -> Dossier:
    """Will open the mandate in the unit, with its date; entrusted at once when somebody is named for it.

    :raises Refused: not the actor’s to give, a date that has passed, or somebody who may not be named.
    """
    today = timezone.localtime(now).date()
    if new.unit.pk not in {unit.pk for unit in units_of(actor)}:
        raise Refused("Vous confiez des mandats aux unités dont vous répondez.")
    check_day(new.due_on, today=today)
    if (new.requester == Requester.UNIT) != (new.requesting_unit is not None):
        raise Refused(
            "Dites quelle unité demande le mandat, ou choisissez la présidence ou le ou la ministre."
        )
    dossier = open_dossier(opening=_opening(new, now), now=now)
    OfficeMandate.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        requester=Requester(new.requester),
        requesting_unit=new.requesting_unit,
        purpose=new.purpose.strip(),
        deliverable=new.deliverable.strip(),
        priority=Priority(new.priority),
        first_due_on=new.due_on,
        due_on=new.due_on,
    )
    record_fact(dossier=dossier, fact=ASKED, occurred_on=today, actor_code=actor.code, now=now)
    give_date(dossier=dossier, deadline=DUE, on=new.due_on, now=now)
    journal(dossier, "opened", now, due_on=new.due_on.isoformat())
    approvers = tuple(new.approvers) or tuple(User.objects.filter(pk=actor.user_id or 0))
    for user in approvers:
        add_approver(dossier=dossier, user=user, now=now)
    for user in new.contributors:
        add_contributor(dossier=dossier, user=user, part="", now=now)
    if new.lead is not None:
        _entrust(actor, dossier, new.lead, now)
    return dossier


def check_day(day: date, *, today: date) -> None:
    """Will refuse a date that has passed, or so far that it must be a slip.

    :raises Refused: one or the other.
    """
    if day < today:
        raise Refused("Choisissez aujourd’hui ou un jour à venir.")
    if day.year > today.year + FARTHEST:
        raise Refused(f"Choisissez un jour d’ici {FARTHEST} ans.")


def _entrust(actor: Actor, dossier: Dossier, lead: User, now: datetime) -> None:
    assign(dossier=dossier, to=lead, now=now)
    if lead.pk != actor.user_id:
        notify(user_ids=(lead.pk,), dossier=dossier, code="dossier.assigned", now=now)
    run(actor=actor, dossier=dossier, code="entrust", answers={}, now=now)


def _opening(new: NewMandate, now: datetime) -> Opening:
    classes = {
        roles.COMMISSION.code: Confidentiality.COMMISSIONER,
        roles.PRESIDENCY.code: Confidentiality.PRESIDENCY,
    }
    return Opening(
        kind=KIND,
        title=" ".join(new.title.split())[:200],
        unit=new.unit,
        site=new.unit.site,
        received_at=now,
        channel=Channel.FORM,
        confidentiality=classes.get(new.unit.compartment.code, Confidentiality.INTERNAL),
    )
