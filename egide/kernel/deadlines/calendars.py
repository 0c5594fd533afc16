"""Calendars in force: law's own days plus the closures that staff entered, frozen version by version.

A published version never changes; a late closure makes a new one, and open deadlines show what it would move.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from egide.kernel.deadlines.models import CalendarVersion, ClosureDay
from egide.law.calendars import Calendar, Closure
from egide.law.holidays import BUILDERS

YEARS_BEFORE, YEARS_AFTER = 10, 6
_RANKED = re.compile(r"\d{4}-\d{1,6}$")


class NoCalendar(LookupError):
    """No version of the calendar has been published."""


def publish(*, code: str, version: str, now: datetime) -> CalendarVersion:
    """Will freeze the calendar as it stands now (law's days and staff's closures) under a version name."""
    calendar = build(code=code, version=version, extra=entered(code), now=now)
    content = json.dumps(calendar.to_json(), ensure_ascii=False, sort_keys=True)
    return CalendarVersion.objects.create(code=code, version=version, content=content, published_at=now)


def build(*, code: str, version: str, extra: Iterable[Closure], now: datetime) -> Calendar:
    """Will return what a version with these closures would be; nothing is written."""
    years = range(now.year - YEARS_BEFORE, now.year + YEARS_AFTER)
    return BUILDERS[code](years, version, extra)


def entered(code: str) -> list[Closure]:
    """Will return the days that the staff added to this calendar."""
    return [
        Closure(day=row.day, name=row.name, site=row.site.code if row.site else None)
        for row in ClosureDay.objects.filter(calendar=code).select_related("site").order_by("day", "pk")
    ]


def next_version(code: str, *, now: datetime) -> str:
    """Will name the next version: the year, a hyphen, its rank in the year."""
    year = timezone.localdate(now).year
    names = CalendarVersion.objects.filter(code=code).values_list("version", flat=True)
    ranks = [int(name[5:]) for name in names if _RANKED.match(name) and name[:4] == str(year)]
    return f"{year}-{max(ranks, default=0) + 1}"


def newest(code: str) -> CalendarVersion:
    """Will return the newest published version of a calendar.

    :raises NoCalendar: none has been published.
    """
    found = published(code).first()
    if found is None:
        raise NoCalendar(f"Le calendrier « {code} » n’a pas encore été publié.")
    return found


def published(code: str) -> "QuerySet[CalendarVersion]":
    """Will select the published versions, the newest first; their content is read once, by `read`."""
    return CalendarVersion.objects.filter(code=code).defer("content").order_by("-published_at", "-pk")


def read(version: CalendarVersion) -> Calendar:
    """Will return the calendar of a version; snapshots never change, so they are kept in memory."""
    key = (version.pk, version.code, version.version, version.published_at)
    if key not in _read:
        _read[key] = Calendar.from_json(json.loads(version.content))
    return _read[key]


_read: dict[tuple[int, str, str, datetime], Calendar] = {}
