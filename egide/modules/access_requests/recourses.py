"""Where the recourses of a request stand: which clocks run, until when, and whether all of them are over.

A clock that runs against the applicant is shown raw; what waits for it waits for the latest reading.
"""

import json
from dataclasses import dataclass
from datetime import date

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.law import RECOURSES

RULES = tuple(f"access_requests.{deadline.code}" for deadline in RECOURSES)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One recourse: its raw last day, as shown to people, and the day after which it is presumed closed."""

    label: str
    starts_on: date
    shown_until: date
    presumed_closed: date
    used_on: date | None


def clocks(dossier: Dossier) -> tuple[Clock, ...]:
    """Will return the recourses that some event opened, in their order."""
    rows = DueDate.objects.filter(dossier_id=dossier.pk, rule__in=RULES).order_by("rank")
    return tuple(
        Clock(
            label=due.label,
            starts_on=due.starts_on,
            shown_until=due.raw_date,
            presumed_closed=date.fromisoformat(json.loads(due.proof)["presumed_closed"]),
            used_on=due.settled_on,
        )
        for due in rows
    )


def over_on(dossier: Dossier) -> date | None:
    """Will return the day after which no recourse remains, by the latest reading; None when none was opened."""
    return max((clock.presumed_closed for clock in clocks(dossier)), default=None)
