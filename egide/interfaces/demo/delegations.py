"""Three delegations of the Office: one in force, one to come, one that has ended.

Entered by the administration, during an elevation, as it would; they change nothing of the other lives.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.law import roles
from egide.platform.accounts import elevations
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.delegations import Given, enter_delegation
from egide.platform.accounts.models import Unit


@dataclass(frozen=True, kw_only=True)
class Lent:
    """One delegation: when it was entered and when it runs, in days from the demonstration’s day."""

    entered: int
    first: int
    last: int
    role: str
    unit: str
    to: str
    by: str = ""
    authority: str = ""
    deed: str


LENT = (
    Lent(
        entered=-120, first=-119, last=-30, role=roles.APPOINTMENTS.code, unit="appointments", to="sylvie",
        authority="la présidente", deed="Résolution 2026-09",
    ),
    Lent(
        entered=-21, first=-20, last=70, role=roles.ACCOUNTANT.code, unit="administration", to="farid", by="karim",
        deed="Lettre de délégation 2026-14",
    ),
    Lent(
        entered=-2, first=12, last=26, role=roles.UNIT_HEAD.code, unit="interventions", to="thomas", by="marc",
        deed="Résolution 2026-17",
    ),
)  # fmt: skip


def fill(stage: Stage) -> None:
    """Will enter them, oldest first."""
    for lent in LENT:
        _enter(stage, lent, stage.now + timedelta(days=lent.entered))


def _enter(stage: Stage, lent: Lent, at: datetime) -> None:
    user, today = stage.users["irene"], timezone.localdate(stage.now)
    with acting_as(stage.actor("irene")) as irene:
        period = elevations.start(actor=irene, user=user, reason="Délégation", minutes=10, now=at)
    elevated = actor_for_user(user, on=timezone.localdate(at), elevation_id=period.pk)
    with acting_as(elevated):
        enter_delegation(
            actor=elevated,
            given=Given(
                unit=Unit.objects.select_related("compartment").get(code=lent.unit),
                roles=(lent.role,),
                holder=stage.users[lent.by] if lent.by else None,
                authority=lent.authority,
                delegate=stage.users[lent.to],
                deed=lent.deed,
                since=today + timedelta(days=lent.first),
                last_day=today + timedelta(days=lent.last),
            ),
            now=at,
        )
        elevations.end(user=user, now=at + timedelta(minutes=5))
