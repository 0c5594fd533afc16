"""Calendars in force: law's own days plus the closures that staff entered, frozen version by version.

A published version never changes; a late closure makes a new one, and open deadlines show what it would move.
"""

import json
from datetime import datetime

from egide.kernel.deadlines.models import CalendarVersion, ClosureDay
from egide.law.calendars import Calendar, Closure
from egide.law.holidays import BUILDERS

YEARS_BEFORE, YEARS_AFTER = 10, 6


class NoCalendar(LookupError):
    """No version of the calendar has been published."""


def publish(*, code: str, version: str, now: datetime) -> CalendarVersion:
    """Will freeze the calendar as it stands now (law's days and staff's closures) under a version name."""
    extra = [
        Closure(day=row.day, name=row.name, site=row.site.code if row.site else None)
        for row in ClosureDay.objects.filter(calendar=code).select_related("site")
    ]
    years = range(now.year - YEARS_BEFORE, now.year + YEARS_AFTER)
    calendar = BUILDERS[code](years, version, extra)
    content = json.dumps(calendar.to_json(), ensure_ascii=False, sort_keys=True)
    return CalendarVersion.objects.create(code=code, version=version, content=content, published_at=now)


def newest(code: str) -> CalendarVersion:
    """Will return the newest published version of a calendar.

    :raises NoCalendar: none has been published.
    """
    versions = CalendarVersion.objects.filter(code=code).defer("content")
    found = versions.order_by("-published_at", "-pk").first()
    if found is None:
        raise NoCalendar(f"Le calendrier « {code} » n’a pas encore été publié.")
    return found


def read(version: CalendarVersion) -> Calendar:
    """Will return the calendar of a version; snapshots never change, so they are kept in memory."""
    key = (version.pk, version.code, version.version, version.published_at)
    if key not in _read:
        _read[key] = Calendar.from_json(json.loads(version.content))
    return _read[key]


_read: dict[tuple[int, str, str, datetime], Calendar] = {}
