"""How near a due date is, in words and in tone, and the Office's working days that measure it.

The calendar is the newest published one; without any, five working days are taken as a week.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from egide.kernel.deadlines import calendars
from egide.law.calendars import Calendar
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


def horizon(today: date, *, site: str | None = None) -> Horizon:
    """Will count the working days from today with the newest calendar of the Office."""
    try:
        calendar = calendars.read(calendars.newest(CALENDAR))
    except calendars.NoCalendar:
        return Horizon(today=today, soon=today + timedelta(days=7), words="7 jours")
    return Horizon(today=today, soon=calendar.add_business_days(today, SOON_DAYS, site), calendar=calendar)
