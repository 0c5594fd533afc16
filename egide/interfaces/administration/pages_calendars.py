"""The calendars: which version is in force, the closed days of a year, and what waits for a decision.

Days of the law come from the program; those of the staff may be taken out, by another version.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.elevated import trail
from egide.kernel.deadlines import calendars, proposals
from egide.kernel.deadlines.models import ClosureDay
from egide.law.calendars import Calendar
from egide.law.holidays import BUILDERS
from egide.platform.accounts.models import Site
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table


@dataclass(frozen=True, kw_only=True)
class CalendarsPage:
    """The list as its template reads it."""

    crumbs: tuple[Crumb, ...]
    table: Table


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    """One year of one calendar."""

    title: str
    version: str
    crumbs: tuple[Crumb, ...]
    year: int
    previous: Action
    following: Action
    table: Table | None
    form: Any
    url: str
    waiting: str
    waiting_url: str


def name_of(code: str) -> str:
    """Will return the calendar’s name, as the proof of a deadline says it."""
    return str(BUILDERS[code](range(2026, 2027), "légal").name)


def calendars_page() -> CalendarsPage:
    """Will build the list."""
    columns = (Column(label="Calendrier"), Column(label="Version en vigueur"), Column(label="En attente"))
    return CalendarsPage(
        crumbs=trail(("Calendriers", "")),
        table=Table(caption="Calendriers", columns=columns, rows=tuple(_row(code) for code in BUILDERS)),
    )


def calendar_page(code: str, *, year: str, form: Any, now: datetime) -> CalendarPage:
    """Will build the page of one year; an unreadable year is this one."""
    today = timezone.localdate(now)
    chosen = int(year) if year.isdecimal() and len(year) == 4 else today.year
    name, here = name_of(code), reverse("administration:calendar", kwargs={"calendar": code})
    waiting = sum(1 for _ in _pending(code))
    version, calendar = _newest(code)
    return CalendarPage(
        title=name,
        version=version,
        crumbs=trail(("Calendriers", reverse("administration:calendars")), (name, "")),
        year=chosen,
        previous=Action(label=f"{chosen - 1}", url=f"{here}?annee={chosen - 1}"),
        following=Action(label=f"{chosen + 1}", url=f"{here}?annee={chosen + 1}"),
        table=_days(code, calendar, chosen),
        form=form,
        url=reverse("administration:proposal", kwargs={"calendar": code}),
        waiting=formats.count(waiting, "échéance") if waiting else "",
        waiting_url=reverse("administration:waiting", kwargs={"calendar": code}),
    )


def _row(code: str) -> tuple[Cell, ...]:
    version, _ = _newest(code)
    waiting = sum(1 for _ in _pending(code))
    return (
        Cell(text=name_of(code), url=reverse("administration:calendar", kwargs={"calendar": code})),
        Cell(text=version or "jamais publié"),
        Cell(
            text=formats.count(waiting, "échéance") if waiting else "—",
            url=reverse("administration:waiting", kwargs={"calendar": code}) if waiting else "",
        ),
    )


def _newest(code: str) -> tuple[str, Calendar | None]:
    try:
        version = calendars.newest(code)
    except calendars.NoCalendar:
        return "", None
    return version.version, calendars.read(version)


def _pending(code: str) -> Any:
    try:
        yield from proposals.pending(code)
    except calendars.NoCalendar:
        return


def _days(code: str, calendar: Calendar | None, year: int) -> Table | None:
    if calendar is None:
        return None
    sites = dict(Site.objects.values_list("code", "name"))
    added = {(row.day, row.site.code if row.site else None): row.name for row in _entered(code)}
    columns = (
        Column(label="Jour"),
        Column(label="Raison"),
        Column(label="Lieu"),
        Column(label="Changer", narrow=True),
    )
    rows = tuple(
        (
            Cell(text=formats.day(closure.day, weekday=True)),
            Cell(text=closure.name),
            Cell(text=sites.get(closure.site or "", "Tous")),
            _change(code, closure.day, closure.site, closure.name, added),
        )
        for closure in calendar.closures
        if closure.day.year == year
    )
    return Table(caption=f"Jours fermés de {year}", columns=columns, rows=rows) if rows else None


def _entered(code: str) -> list[ClosureDay]:
    return list(ClosureDay.objects.filter(calendar=code).select_related("site"))


def _change(
    code: str, day: date, site: str | None, name: str, added: dict[tuple[date, str | None], str]
) -> Cell:
    if (day, site) not in added:
        return Cell(badge=Badge(label="prévu par la loi"))
    query = urlencode({"jour": day.isoformat(), "nom": name, "lieu": site or "", "retirer": "1"})
    url = reverse("administration:proposal", kwargs={"calendar": code})
    return Cell(text="Retirer…", url=f"{url}?{query}")
