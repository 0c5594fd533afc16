"""The steps that the person already took with the order, and the days that follow from them.

Recording and reading; what the order owes from these days is computed in owed.py.
"""

from collections.abc import Iterable
from datetime import date, datetime

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
    words = about.strip()
    if kind not in dict(RECOURSES):
        raise Refused("Choisissez une des démarches proposées.")
    if happened_on is None and not words:
        raise Refused("Donnez la date de la démarche, ou dites à peu près quand elle a eu lieu.")
    if len(words) > LONGEST_ABOUT or "\x00" in words:
        raise Refused(f"La date approximative tient en {LONGEST_ABOUT} caractères.")
    row = RecourseUsed.objects.create(
        **ranked(RecourseUsed, dossier),
        kind=kind,
        happened_on=happened_on,
        about="" if happened_on else words,
        confirmed_on=confirmed_on,
    )
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="recourse.noted",
        data={"rank": row.rank, "kind": kind},
        at=now,
    )
    return row


def recourses_of(dossier: Dossier) -> tuple[RecourseUsed, ...]:
    """Will return every step noted, in the order noted."""
    return tuple(RecourseUsed.objects.filter(dossier_id=dossier.pk).order_by("rank"))


def day_of(rows: Iterable[RecourseUsed], kind: str) -> date | None:
    """Will return the day of the step of this kind: the one noted last corrects the others."""
    days = [row.happened_on for row in rows if row.kind == kind and row.happened_on]
    return days[-1] if days else None
