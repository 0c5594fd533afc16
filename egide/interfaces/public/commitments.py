"""What the Office promises on a request, in words and in dates, read from the module's own law.

Serves the home page and the confirmation. Dates shown to the public are the raw ones (domain.md, C.4).
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.deadlines import calendars
from egide.law.calendars import Calendar
from egide.law.deadlines import Deadline, compute
from egide.modules.interventions.law import ACKNOWLEDGMENT, REPLY
from egide.ui.formats import NBSP, day
from egide.ui.pages import DeadlineView


def length_in_words(deadline: Deadline, on: date) -> str:
    """Will write the length in force: « 5 jours ouvrables »."""
    term = deadline.term_on(on)
    return term.unit.words(term.length).replace(" ", NBSP, 1)


def promised_dates(received_on: date) -> tuple[DeadlineView, ...]:
    """Will return the dates by which the Office acknowledges and answers, with their proof.

    Empty when no calendar has been published: words without dates are better than wrong dates.
    """
    try:
        version = calendars.newest(ACKNOWLEDGMENT.calendar)
    except calendars.NoCalendar:
        return ()
    calendar = calendars.read(version)
    return tuple(
        _view(deadline, label, received_on, calendar)
        for deadline, label in (
            (ACKNOWLEDGMENT, "Accusé de réception, au plus tard"),
            (REPLY, "Réponse, au plus tard"),
        )
    )


def _view(deadline: Deadline, label: str, received_on: date, calendar: Calendar) -> DeadlineView:
    dates = compute(deadline, start=received_on, calendar=calendar)
    return DeadlineView(
        label=label,
        words=length_in_words(deadline, received_on),
        date=day(dates.raw_date, weekday=True),
        iso=dates.raw_date.isoformat(),
        steps=dates.steps,
        source=dates.source,
    )


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The two lengths, in words."""

    acknowledgment: str
    reply: str


def promise(on: date) -> Promise:
    """Will return both lengths in force on that day."""
    return Promise(acknowledgment=length_in_words(ACKNOWLEDGMENT, on), reply=length_in_words(REPLY, on))
