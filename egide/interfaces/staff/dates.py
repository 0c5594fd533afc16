"""How near a due date is, in words and in tone, and the Office's working days that measure it.

The calendar is the newest published one; without any, five working days are taken as a week.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Subquery

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import CalendarVersion
from egide.law.calendars import Calendar
from egide.platform.accounts.models import Unit
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

    def tone(self, due: date | None) -> Tone:
        """Will give the tone of a due date."""
        if due is None:
            return "idle"
        return "late" if due < self.today else "soon" if due <= self.soon else "idle"

    def badge(self, due: date | None) -> Badge:
        """Will say how far a due date is."""
        if due is None:
            return Badge(label="sans échéance")
        return Badge(label=formats.days_away(due, self.today), tone=self.tone(due))


def horizon(today: date, *, units: Collection[int] = ()) -> Horizon:
    """Will count the working days from today with the newest calendar, as where the reader's units stand."""
    place = Unit.objects.filter(pk__in=sorted(units)).order_by("pk").values("site__code")[:1]
    # One query for both: every page of the staff asks for them.
    versions = CalendarVersion.objects.filter(code=CALENDAR).defer("content").annotate(place=Subquery(place))
    newest = versions.order_by("-published_at", "-pk").first()
    if newest is None:
        return Horizon(today=today, soon=today + timedelta(days=7), words="7 jours")
    calendar = calendars.read(newest)
    return Horizon(
        today=today, soon=calendar.add_business_days(today, SOON_DAYS, newest.place), calendar=calendar
    )
