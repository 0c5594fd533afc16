"""When a person may be written to: while their own site is open, by the newest calendar; no e-mail in the evening.

Serves the e-mails about notices only: what tells of an attack, and what the public is sent, never waits.
"""

import json
from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from egide.law.calendars import Calendar
from egide.law.office_hours import is_open_at, next_opening
from egide.platform.accounts.models import Membership

CALENDAR = "public_service"
_NEWEST = "select content from deadlines_calendarversion where code = %s order by published_at desc, id desc limit 1"


def may_write(user_id: int, *, now: datetime) -> bool:
    """Will tell whether the person’s site works now."""
    calendar, site = _place(user_id, now)
    return is_open_at(timezone.localtime(now), calendar=calendar, site=site)


def opens_at(user_id: int, *, now: datetime) -> datetime:
    """Will return now, or the instant at which the person’s site opens."""
    calendar, site = _place(user_id, now)
    return next_opening(timezone.localtime(now), calendar=calendar, site=site)


def _place(user_id: int, now: datetime) -> tuple[Calendar | None, str | None]:
    today = timezone.localtime(now).date()
    held = Q(until=None) | Q(until__gt=today)
    own = Membership.objects.filter(held, user_id=user_id, since__lte=today).order_by("pk")
    return _calendar(), own.values_list("unit__site__code", flat=True).first()


def _calendar() -> Calendar | None:
    # In SQL: calendars are kept beside notices, not under them.
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [CALENDAR])
        row = cursor.fetchone()
    return _read(row[0]) if row else None


@lru_cache(maxsize=4)
def _read(content: str) -> Calendar:
    return Calendar.from_json(json.loads(content))
