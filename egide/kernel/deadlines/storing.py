"""Writing a deadline down: its dates and proof, what it was before a change, its entries in the journal.

The rules of when a deadline starts, ends or moves are in duedates.py.
"""

import json
from datetime import date, datetime
from typing import Any

from egide.kernel.deadlines.models import CalendarVersion, DueDate, FactRecord
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.law.deadlines import Computation, Deadline
from egide.platform.journal.append import append, dossier_chain

# What a change of a deadline replaced, as plain JSON: the journal keeps it, so that undo can put it back.
Picture = dict[str, Any]


def store(
    *,
    dossier: Dossier,
    deadline: Deadline,
    fact: FactRecord,
    version: CalendarVersion,
    computation: Computation,
    now: datetime,
) -> DueDate:
    """Will keep a new open deadline with its dates, its calendar version and every step of its proof."""
    due = DueDate(
        **ranked(DueDate, dossier),
        rule=computation.rule,
        occurrence=computation.occurrence,
        fact=fact,
        starts_on=computation.start,
        calendar=version,
        runs_against_other=deadline.runs_against is not None,
    )
    copy_dates(due, computation)
    due.save()
    journal(dossier, "deadline.started", due, now)
    return due


def change(
    *, dossier: Dossier, due: DueDate, code: str, status: str, on: date | None, now: datetime
) -> Picture:
    """Will give the deadline this status, journal it, and return what it was before."""
    before = picture(due)
    due.status, due.settled_on = status, on
    due.save(update_fields=["status", "settled_on"])
    journal(dossier, code, due, now)
    return before


def picture(due: DueDate) -> Picture:
    """Will return what may change in a deadline once it runs."""
    return {
        "rank": due.rank,
        "status": str(due.status),
        "settled_on": due.settled_on.isoformat() if due.settled_on else None,
        "extended": due.extended,
    }


def copy_dates(due: DueDate, computation: Computation) -> None:
    """Will put the dates of a computation, its name and the computation itself, on the row."""
    due.label = computation.label
    due.raw_date, due.due_date = computation.raw_date, computation.due_date
    due.internal_target, due.measured_on = computation.internal_target, computation.measured_on
    due.proof = json.dumps(computation.to_json(), ensure_ascii=False, sort_keys=True)


def journal(dossier: Dossier, code: str, due: DueDate, now: datetime) -> None:
    """Will journal where the deadline now stands: always the same shape, so that it can be replayed."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={
            "rank": due.rank,
            "rule": due.rule,
            "occurrence": due.occurrence,
            "raw": due.raw_date.isoformat(),
            "due": due.due_date.isoformat(),
            "status": str(due.status),
            "on": due.settled_on.isoformat() if due.settled_on else None,
        },
        at=now,
    )
