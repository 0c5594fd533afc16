"""The period of a series in which a day falls: what a notice of that day would count for (see duedates.settle).

Serves who drafts and who signs a notice; it writes nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import DueDate
from egide.law.deadlines import Computation, Deadline, occurrences


@dataclass(frozen=True, kw_only=True)
class Period:
    """One period: its number in the series, its first and its last day, both included."""

    number: int
    opens_on: date
    last_on: date


def period_of(due: DueDate, deadline: Deadline, *, on: date) -> Period:
    """Will give the period of the day; `due` is the one that runs, with its calendar.

    A day before the running period is of the period before it, which is met already.
    """
    calendar, site = calendars.read(due.calendar), json.loads(due.proof)["site"]
    count = due.occurrence
    while True:
        series = occurrences(
            deadline, start=due.starts_on, calendar=calendar, count=count, site=site, rule=due.rule
        )
        if on <= series[-1].measured_on or deadline.recurs is None:
            break
        count += 1
    found = _numbered(series, count)
    return _numbered(series, count - 1) if count == due.occurrence > 1 and on < found.opens_on else found


def _numbered(series: Sequence[Computation], number: int) -> Period:
    opens = series[number - 2].measured_on + timedelta(days=1) if number > 1 else series[0].start
    return Period(number=number, opens_on=opens, last_on=series[number - 1].measured_on)
