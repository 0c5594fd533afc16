"""What waits for the reader, counted for the frame of every page in one statement.

Letters to sign, requests of the form that nobody opened, dossiers with something new. Counts only.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from egide.kernel.letters.signing import to_sign
from egide.kernel.notices.actions import notices_of
from egide.modules.interventions.queries import waiting_requests
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Waits:
    """Three counts; zero for whoever has nothing of the kind."""

    to_sign: int = 0
    requests: int = 0
    unread: int = 0


def waits_of(actor: Actor) -> Waits:
    """Will count what waits; an actor who is nobody's account waits for nothing."""
    row = User.objects.filter(pk=actor.user_id or 0).values_list(
        _counted(to_sign(actor), "pk"),
        _counted(waiting_requests(), "pk"),
        _counted(notices_of(actor).filter(read_at=None), "dossier_id", distinct=True),
    )
    found = row.first()
    return Waits(to_sign=found[0], requests=found[1], unread=found[2]) if found else Waits()


def _counted(rows: QuerySet[Any], what: str, *, distinct: bool = False) -> Coalesce:
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Coalesce(Subquery(one.annotate(_n=Count(what, distinct=distinct)).values("_n")), 0)
