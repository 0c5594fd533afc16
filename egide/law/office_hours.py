"""The Office’s hours: Monday to Friday, 8 h 30 to noon and 13 h to 16 h 30, closures apart (service statement, 2021).

Pure: the zone and the clock are the caller’s. Serves what waits for opening; no deadline is counted in hours.
"""

from datetime import datetime, time, timedelta

from egide.law.calendars import Calendar

PERIODS = ((time(8, 30), time(12, 0)), (time(13, 0), time(16, 30)))
SATURDAY = 5
LONGEST_CLOSING = 60  # days looked at, before giving up on a calendar that closes everything


def is_open_at(at: datetime, *, calendar: Calendar | None, site: str | None = None) -> bool:
    """Will tell whether the Office works at this local instant; its ends are open, then closed."""
    return _is_day(at, calendar, site) and any(since <= at.time() < until for since, until in PERIODS)


def next_opening(at: datetime, *, calendar: Calendar | None, site: str | None = None) -> datetime:
    """Will return this local instant when the Office works, else the first one at which it will.

    :raises ValueError: the calendar opens on none of the next sixty days.
    """
    if is_open_at(at, calendar=calendar, site=site):
        return at
    for ahead in range(LONGEST_CLOSING):
        day = at + timedelta(days=ahead)
        if not _is_day(day, calendar, site):
            continue
        for since, _ in PERIODS:
            start = day.replace(hour=since.hour, minute=since.minute, second=0, microsecond=0)
            if start > at:
                return start
    raise ValueError("Le calendrier n’ouvre aucun jour.")


def _is_day(at: datetime, calendar: Calendar | None, site: str | None) -> bool:
    if calendar is None:
        return at.weekday() < SATURDAY
    return calendar.is_open(at.date(), site)
