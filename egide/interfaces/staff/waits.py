"""What the frame of every page counts, in one statement: open dossiers by step, and what waits for the reader.

Letters to sign, requests of the form that nobody opened, news, questions asked of the unit. Counts only, of now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from egide.interfaces.staff import dates
from egide.interfaces.staff.dates import Horizon
from egide.kernel.consulting.reach import waiting_questions
from egide.kernel.exports.keeping import to_tell
from egide.kernel.gate.windows import OpenCount, open_counting
from egide.kernel.letters.signing import to_sign
from egide.kernel.notices.actions import notices_of, personal_of
from egide.modules.interventions.queries import waiting_requests
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.database.together import Prepared, prepare


@dataclass(frozen=True)
class Waits:
    """Six counts; zero for whoever has nothing of the kind."""

    to_sign: int = 0
    requests: int = 0
    unread: int = 0
    exports: int = 0
    questions: int = 0
    personal: int = 0


# The last near day that a calendar gave, by day and units: only a guess, which each reading verifies.
_guessed: dict[tuple[date, frozenset[int]], date] = {}
_GUESSES = 500


Lists = tuple[list[Any], ...]


def frame_of(
    actor: Actor, *, today: date, beside: Prepared | None = None, told: Mapping[Any, Any] | None = None
) -> tuple[Horizon, Waits, tuple[OpenCount, ...], Lists]:
    """Will read in one statement what the frame of every page needs: the working days, what waits, the counts.

    `beside`: what the page itself reads, in the same statement; its lists come last.
    """
    units = frozenset(a.unit_id for a in actor.roles)
    guess = _guessed.get((today, units)) or _guessed.get((today, frozenset()), today)
    own = _written(actor, today, guess)
    versions, sites, found, counts, *lists = (own.followed(beside) if beside else own).read(told)
    near = dates.read(today, versions, sites)
    if near.soon != guess:
        # The calendar says otherwise: « soon » is counted again, with the day that it gives.
        if len(_guessed) >= _GUESSES:
            _guessed.clear()
        _guessed[today, units] = _guessed[today, frozenset()] = near.soon
        *_, counts = _written(actor, today, near.soon).read()
    return near, Waits(*found[0]) if found else Waits(), tuple(counts), tuple(lists)


@lru_cache(maxsize=256)
def _written(actor: Actor, today: date, near: date) -> Prepared:
    return prepare(
        *dates.rows({a.unit_id for a in actor.roles}),
        User.objects.filter(pk=actor.user_id or 0).values_list(
            _counted(to_sign(actor), "pk"),
            _counted(waiting_requests(), "pk"),
            _counted(notices_of(actor).filter(read_at=None), "dossier_id", distinct=True),
            _counted(to_tell(actor), "pk"),
            _counted(waiting_questions(actor), "pk"),
            _counted(personal_of(actor).filter(read_at=None), "pk"),
        ),
        open_counting(actor, today=today, near=near),
    )


def _counted(rows: QuerySet[Any], what: str, *, distinct: bool = False) -> Coalesce:
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Coalesce(Subquery(one.annotate(_n=Count(what, distinct=distinct)).values("_n")), 0)
