"""Who is told of a delegation: the person who receives it, the head of the unit, whoever lends the function.

On the day it is entered, revoked, begins or ends. No function, no name: the page where one looks says the rest.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from egide.kernel.notices.models import PersonalNotice
from egide.kernel.notices.wording import register
from egide.law.roles import UNIT_HEAD
from egide.platform.accounts.absences import held_on
from egide.platform.accounts.delegations import ENTERED, REVOKED
from egide.platform.accounts.models import Delegation
from egide.platform.jobs.app import task

BEGINS, ENDED = "begins", "ended"
# A night without its task is made up for; older days are told of by nobody’s absence of news.
LOOK_BACK = timedelta(days=7)

register(
    {
        "delegation.own.entered": "Une fonction vous est déléguée.",
        "delegation.own.revoked": "Une délégation que vous aviez est révoquée.",
        "delegation.own.begins": "Une délégation que vous recevez commence.",
        "delegation.own.ended": "Une délégation que vous aviez a pris fin.",
        "delegation.unit.entered": "Une fonction de votre unité est déléguée.",
        "delegation.unit.revoked": "Une délégation dans votre unité est révoquée.",
        "delegation.unit.begins": "Une délégation dans votre unité commence.",
        "delegation.unit.ended": "Une délégation dans votre unité a pris fin.",
    }
)


def tell_of_delegation(*, delegation: Delegation, what: str, now: datetime) -> None:
    """Will tell the people concerned, in the transaction of what happened; the same news is told once."""
    if what not in (ENTERED, REVOKED, BEGINS, ENDED):
        raise ValueError(what)
    _tell(delegation.delegate_id, f"delegation.own.{what}", delegation, now)
    heads = held_on(timezone.localdate(now)).filter(
        unit_id=delegation.unit_id, role=UNIT_HEAD.code, user__is_active=True
    )
    people = {*heads.values_list("user_id", flat=True), delegation.holder_id} - {None, delegation.delegate_id}
    for user_id in sorted(key for key in people if key is not None):
        _tell(user_id, f"delegation.unit.{what}", delegation, now)


@task(name="notices.delegations", queue="housekeeping", cron="57 9 * * *", acts_as="scheduler")
def tell_of_days(*, now: datetime) -> None:
    """Will tell of the delegations that begin today, or ended yesterday (9 h 57 UTC is 4 h 57 or 5 h 57)."""
    today = timezone.localdate(now)
    recent = (today - LOOK_BACK, today)
    rows = Delegation.objects.filter(Q(since__range=recent) | Q(until__range=recent), revoked_at=None)
    for row in rows.order_by("pk"):
        if row.until <= today:
            tell_of_delegation(delegation=row, what=ENDED, now=now)
        elif timezone.localdate(row.entered_at) < row.since:  # else the news of its entry said so
            tell_of_delegation(delegation=row, what=BEGINS, now=now)


def _tell(user_id: int, code: str, delegation: Delegation, now: datetime) -> None:
    PersonalNotice.objects.get_or_create(
        user_id=user_id, code=code, about=delegation.public_id, defaults={"told_at": now}
    )
