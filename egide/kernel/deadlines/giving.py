"""Fixing a deadline at a date that someone asks for: started if it waited for that date, moved if it was running.

The law layer gives the dates and their proof (law/given.py); the caller holds the dossier's row lock.
"""

from datetime import date, datetime

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.duedates import RUNNING, refresh_next, rule_code
from egide.kernel.deadlines.models import CalendarVersion, DueDate, FactRecord
from egide.kernel.deadlines.storing import copy_dates, journal, store
from egide.kernel.dossiers.models import Dossier
from egide.law.deadlines import Computation, Deadline, NotGiven, compute_given
from egide.platform.errors.failures import Refused


def give_date(*, dossier: Dossier, deadline: Deadline, on: date, now: datetime) -> DueDate:
    """Will fix the dossier's deadline of this rule at `on`, and return it.

    The one that runs keeps its rank and its calendar. A rule without a length starts here, from its newest
    fact, as often as a date is given while none runs (work that was returned gets another day).

    :raises Refused: it runs no more, nothing started it, or the date precedes its start.
    """
    rows = DueDate.objects.select_related("calendar", "fact")
    running = rows.filter(
        dossier_id=dossier.pk, rule=rule_code(dossier, deadline), status__in=RUNNING
    ).order_by("rank")
    due = running.last()
    if due is not None:
        copy_dates(due, _computed(dossier, deadline, due.starts_on, on, due.calendar))
        due.save()
        journal(dossier, "deadline.given", due, now)
    elif deadline.terms:
        raise Refused("Cette échéance ne court plus\u00a0: sa date ne change plus.")
    else:
        due = _start(dossier, deadline, on, now)
    refresh_next(dossier)
    return due


def _start(dossier: Dossier, deadline: Deadline, on: date, now: datetime) -> DueDate:
    standing = FactRecord.objects.filter(
        dossier_id=dossier.pk, code=deadline.starts_on.code, withdrawn_at=None
    )
    fact = standing.order_by("-occurred_on", "-pk").first()
    if fact is None:
        raise Refused(f"Ce qui commence cette échéance n’est pas consigné\u00a0: {deadline.starts_on.label}.")
    version = calendars.newest(deadline.calendar)
    computation = _computed(dossier, deadline, fact.occurred_on, on, version)
    return store(
        dossier=dossier, deadline=deadline, fact=fact, version=version, computation=computation, now=now
    )


def _computed(
    dossier: Dossier, deadline: Deadline, start: date, on: date, version: CalendarVersion
) -> Computation:
    try:
        return compute_given(
            deadline,
            start=start,
            given=on,
            calendar=calendars.read(version),
            site=dossier.site.code,
            rule=rule_code(dossier, deadline),
        )
    except NotGiven as error:
        raise Refused(str(error)) from error
