"""The dates of a deadline that someone fixed for one dossier, with their proof: no length is counted, none rolls.
Not the asking: who may give a date, and when, is the module's; the kernel keeps it (kernel/deadlines/giving.py)."""

from datetime import date

from egide.law.calendars import Calendar
from egide.law.computation import Computation, opening_steps
from egide.law.dates_fr import long_date
from egide.law.terms import Deadline, Unit


class NotGiven(ValueError):
    """The declaration lets nobody give this deadline a date, or not that one."""


def compute_given(
    deadline: Deadline,
    *,
    start: date,
    given: date,
    calendar: Calendar,
    site: str | None = None,
    rule: str | None = None,
) -> Computation:
    """Will give the dates of the deadline whose limit was fixed at `given`: that day itself, open or closed.

    The length is said in calendar days from the starting day; the internal target is the last working day
    on or before the date, never before the start.

    :raises NotGiven: nobody may give this deadline a date, or the date comes before the start.
    """
    if deadline.given is None:
        raise NotGiven(f"{deadline.label}\u00a0: la date de ce délai se calcule, elle ne se donne pas.")
    if given < start:
        raise NotGiven(f"{deadline.label}\u00a0: la date donnée précède le départ, {long_date(start)}.")
    target = max(calendar.previous_open(given, site), start)
    return Computation(
        rule=rule or deadline.code,
        label=deadline.given.title or deadline.label,
        source=deadline.given.source.cite(),
        calendar=calendar.label,
        site=site,
        start=start,
        length=(given - start).days,
        unit=Unit.CALENDAR_DAYS,
        extended=False,
        occurrence=1,
        raw_date=given,
        due_date=given,
        internal_target=target,
        measured_on=given,
        shown_date=given,
        presumed_closed=calendar.next_open(given, site) if deadline.runs_against else None,
        steps=(
            *opening_steps(deadline, start, calendar, site),
            f"{_capital(deadline.given.label)}\u00a0: {long_date(given)} ({deadline.given.source.cite()})",
            *_closed_steps(given, calendar, site),
            f"Cible interne\u00a0: {long_date(target)} (dernier jour ouvrable à cette date ou avant)",
        ),
        given=given,
    )


def _closed_steps(given: date, calendar: Calendar, site: str | None) -> list[str]:
    reason = calendar.why_closed(given, site)
    return [f"{long_date(given)}\u00a0: {reason}; une date donnée n’est pas reportée"] if reason else []


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
