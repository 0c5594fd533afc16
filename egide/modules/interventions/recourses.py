"""The steps that the person already took with the order, and the days that follow from them.

Recording and reading; what the order owes from these days is computed in owed.py.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.modules.interventions.models import RecourseUsed
from egide.modules.interventions.vocabulary import RECOURSES
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

LONGEST_ABOUT = 120


def add_recourse(
    *,
    dossier: Dossier,
    kind: str,
    happened_on: date | None = None,
    about: str = "",
    confirmed_on: date | None = None,
    now: datetime,
) -> RecourseUsed:
    """Will note a step that the person took, with its day, or with her words when she has no exact day.

    :raises Refused: an unknown kind of step, neither day nor words, or words too long to keep.
    """
    given = _checked(kind=kind, happened_on=happened_on, about=about, confirmed_on=confirmed_on)
    row = RecourseUsed.objects.create(**ranked(RecourseUsed, dossier), **given)
    _journal(dossier, "recourse.noted", now, rank=row.rank, kind=kind)
    return row


def correct_recourse(
    *,
    dossier: Dossier,
    recourse: RecourseUsed,
    kind: str,
    happened_on: date | None = None,
    about: str = "",
    confirmed_on: date | None = None,
    now: datetime,
) -> None:
    """Will replace what is known of a step, or note that the order confirmed its day; the journal keeps both days.

    :raises Refused: as for a new step.
    """
    given = _checked(kind=kind, happened_on=happened_on, about=about, confirmed_on=confirmed_on)
    before, confirmed = recourse.happened_on, recourse.confirmed_on
    for name, value in given.items():
        setattr(recourse, name, value)
    recourse.save(update_fields=list(given))
    newly = confirmed is None and confirmed_on is not None and before == happened_on
    _journal(
        dossier,
        "recourse.confirmed" if newly else "recourse.corrected",
        now,
        rank=recourse.rank,
        kind=kind,
        was=before.isoformat() if before else "",
        **{"is": happened_on.isoformat() if happened_on else ""},
    )


def recourse_of(dossier: Dossier, rank: int) -> RecourseUsed | None:
    """Will return one step of the dossier by its rank."""
    return RecourseUsed.objects.filter(dossier_id=dossier.pk, rank=min(rank, 2**31 - 1)).first()


def recourses_of(dossier: Dossier) -> tuple[RecourseUsed, ...]:
    """Will return every step noted, in the order noted."""
    return tuple(noted(dossier))


def noted(dossier: Dossier) -> "QuerySet[RecourseUsed]":
    """Will select them, for a page that asks several things at once."""
    return RecourseUsed.objects.filter(dossier_id=dossier.pk).order_by("rank")


def day_of(rows: Iterable[RecourseUsed], kind: str) -> date | None:
    """Will return the day of the step of this kind: the one noted last corrects the others."""
    days = [row.happened_on for row in rows if row.kind == kind and row.happened_on]
    return days[-1] if days else None


def _checked(*, kind: str, happened_on: date | None, about: str, confirmed_on: date | None) -> dict[str, Any]:
    words = about.strip()
    if kind not in dict(RECOURSES):
        raise Refused("Choisissez une des démarches proposées.")
    if happened_on is None and not words:
        raise Refused("Donnez la date de la démarche, ou dites à peu près quand elle a eu lieu.")
    if len(words) > LONGEST_ABOUT or "\x00" in words:
        raise Refused(f"La date approximative tient en {LONGEST_ABOUT} caractères.")
    if confirmed_on is not None and happened_on is None:
        raise Refused("L’ordre confirme une date exacte\u00a0: écrivez le jour de la démarche.")
    return {
        "kind": kind,
        "happened_on": happened_on,
        "about": "" if happened_on else words,
        "confirmed_on": confirmed_on,
    }


def _journal(dossier: Dossier, code: str, now: datetime, **data: str | int) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
