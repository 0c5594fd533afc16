"""How near a due date is, in words and in tone, and the Office's working days that measure it.

The calendar is the newest published one; without any, five working days are taken as a week.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import CalendarVersion
from egide.law.calendars import Calendar
from egide.platform.accounts.models import Unit
from egide.platform.database.together import Prepared, prepare
from egide.ui import formats
from egide.ui.pages import Badge, Tone

CALENDAR = "public_service"
SOON_DAYS = 5  # working days


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """Today, and the last day that counts as soon; `words` says how it was counted."""

    today: date
    soon: date
    words: str = "5 jours ouvrables"
    calendar: Calendar | None = None
    site: str = ""  # the name of the site where the reader's units stand
    place: str = ""  # its code: a closure of one site counts there only

    def tone(self, due: date | None) -> Tone:
        """Will give the tone of a due date."""
        return "idle" if due is None else _tone(due, self.today, self.soon)

    def badge(self, due: date | None) -> Badge:
        """Will say how far a due date is."""
        return _UNDATED if due is None else _badge(due, self.today, self.soon)


_UNDATED = Badge(label="sans échéance")


def _tone(due: date, today: date, soon: date) -> Tone:
    return "late" if due < today else "soon" if due <= soon else "idle"


@lru_cache(maxsize=2048)
def _badge(due: date, today: date, soon: date) -> Badge:
    # The same few days from one row, and from one page, to the next.
    return Badge(label=formats.days_away(due, today), tone=_tone(due, today, soon))


def horizon(today: date, *, units: Collection[int] = ()) -> Horizon:
    """Will count the working days from today with the newest calendar, as where the reader's units stand."""
    return read(today, *_written(frozenset(units)).read())


def rows(units: Collection[int]) -> tuple["QuerySet[CalendarVersion]", "QuerySet[Unit, tuple[str, str]]"]:
    """Will select what `read` needs: the newest calendar, and where the first of the units stands."""
    own = Unit.objects.filter(pk__in=sorted(units)).order_by("pk")
    return calendars.published(CALENDAR)[:1], own.values_list("site__code", "site__name")[:1]


def read(today: date, versions: list[CalendarVersion], sites: list[tuple[str, str]]) -> Horizon:
    """Will count the working days from what `rows` selected."""
    place, name = sites[0] if sites else (None, "")
    if not versions:
        return Horizon(
            today=today, soon=today + timedelta(days=7), words="7 jours", site=name, place=place or ""
        )
    calendar = calendars.read(versions[0])
    soon = calendar.add_business_days(today, SOON_DAYS, place)
    return Horizon(today=today, soon=soon, calendar=calendar, site=name, place=place or "")


@lru_cache(maxsize=256)
def _written(units: frozenset[int]) -> Prepared:
    return prepare(*rows(units))
