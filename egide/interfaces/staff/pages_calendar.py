"""The reader’s calendar: a month in weeks, or one week; closed days said; every entry a link.

A table that is read by row and column; on a narrow screen, a list of the days that hold something.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.calendar_entries import Entry, entries
from egide.interfaces.staff.dates import Horizon
from egide.kernel.lifecycle.answers import day_of
from egide.law.dates_fr import month_and_year
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Tab

WEEK = timedelta(days=7)
DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, kw_only=True)
class DayView:
    """One day: its number, what it holds, whether the Office is closed and why."""

    number: int
    iso: str
    words: str
    today: bool
    outside: bool
    closed: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    """The calendar as its template reads it."""

    title: str
    tabs: tuple[Tab, ...]
    previous_url: str
    previous: str
    next_url: str
    next: str
    today_url: str
    days: tuple[str, ...]
    weeks: tuple[tuple[DayView, ...], ...]
    told: str
    overdue: tuple[Entry, ...]
    feed_url: str

    @property
    def busy(self) -> tuple[DayView, ...]:
        """The days that hold something, for a narrow screen."""
        return tuple(day for week in self.weeks for day in week if day.entries and not day.outside)


def calendar_page(actor: Actor, query: Mapping[str, str], near: Horizon) -> CalendarPage:
    """Will build the month or the week that the address names; what is not understood is today’s."""
    weekly = day_of(query.get("semaine", ""))
    if weekly is not None and FIRST_YEAR <= weekly.year <= LAST_YEAR:
        return _week(actor, weekly - timedelta(days=weekly.weekday()), near)
    month = day_of(f"{query.get('mois', '')}-01")
    if month is None or not FIRST_YEAR <= month.year <= LAST_YEAR:
        month = near.today.replace(day=1)
    return _month(actor, month, near)


def _month(actor: Actor, first: date, near: Horizon) -> CalendarPage:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    since = first - timedelta(days=first.weekday())
    until = last + timedelta(days=6 - last.weekday())
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    return _page(
        actor,
        near,
        since=since,
        until=until,
        shown=(first, last),
        title=month_and_year(first).capitalize(),
        previous=(_of_month(before), month_and_year(before)),
        following=(_of_month(after), month_and_year(after)),
        weekly=False,
    )


def _week(actor: Actor, monday: date, near: Horizon) -> CalendarPage:
    sunday = monday + WEEK - timedelta(days=1)
    return _page(
        actor,
        near,
        since=monday,
        until=sunday,
        shown=(monday, sunday),
        title=f"Semaine du {formats.day(monday)}",
        previous=(_of_week(monday - WEEK), "semaine précédente"),
        following=(_of_week(monday + WEEK), "semaine suivante"),
        weekly=True,
    )


def _page(
    actor: Actor,
    near: Horizon,
    *,
    since: date,
    until: date,
    shown: tuple[date, date],
    title: str,
    previous: tuple[str, str],
    following: tuple[str, str],
    weekly: bool,
) -> CalendarPage:
    early = min(since, near.today - timedelta(days=366))
    found = entries(actor, since=early, until=until)
    by_day: dict[date, list[Entry]] = {}
    for entry in found:
        by_day.setdefault(entry.day, []).append(entry)
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    views = [_day(one, near, shown, tuple(by_day.get(one, ()))) for one in days]
    total = sum(len(by_day.get(one, ())) for one in days if shown[0] <= one <= shown[1])
    anchor = near.today if shown[0] <= near.today <= shown[1] else shown[0]
    return CalendarPage(
        title=title,
        tabs=(
            Tab(label="Mois", url=_of_month(anchor), current=not weekly),
            Tab(label="Semaine", url=_of_week(anchor), current=weekly),
        ),
        previous_url=previous[0],
        previous=previous[1],
        next_url=following[0],
        next=following[1],
        today_url=_of_week(near.today) if weekly else _of_month(near.today),
        days=DAYS,
        weeks=tuple(tuple(views[n : n + 7]) for n in range(0, len(views), 7)),
        told=formats.count(total, "échéance"),
        overdue=tuple(entry for entry in found if entry.day < min(near.today, since))[:20],
        feed_url=reverse("staff:calendar_feed"),
    )


def _day(day: date, near: Horizon, shown: tuple[date, date], held: tuple[Entry, ...]) -> DayView:
    calendar = near.calendar
    reason = calendar.why_closed(day, near.place or None) if calendar else ""
    return DayView(
        number=day.day,
        iso=day.isoformat(),
        words=formats.day(day, weekday=True),
        today=day == near.today,
        outside=not shown[0] <= day <= shown[1],
        closed="" if reason in (None, "fin de semaine") else str(reason),
        entries=held,
    )


def _of_month(day: date) -> str:
    return with_query(reverse("staff:calendar"), mois=f"{day:%Y-%m}")


def _of_week(day: date) -> str:
    return with_query(reverse("staff:calendar"), semaine=day.isoformat())
