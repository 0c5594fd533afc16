"""What the order owes the person, and by when (Professional Code, s. 123 to 123.5), from the steps that she reports.

Pure: rows of (kind, day) in, dates with their proof out. Told to the person and to the analyst, never started
by the Office; every source here is still « à valider ».
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from egide.law.calendars import Calendar
from egide.law.deadlines import Computation, compute, first_notice_in, occurrences
from egide.law.sources import Source
from egide.modules.interventions.law import (
    REVIEW_OPINION,
    REVIEW_REQUEST,
    S123,
    S123_1,
    S123_4,
    S123_5,
    SYNDIC_PROGRESS,
)

MOST_NOTICES = 40  # periods of 60 days: more than six years of silence are not listed one by one


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One thing awaited, of the order (or, for the review, of the person): the day, and what came.

    `expected_on` is the raw date, never rolled; `presumed_closed` the latest reading of a person's own delay.
    """

    label: str
    source: Source
    expected_on: date | None = None
    given_on: date | None = None
    presumed_closed: date | None = None
    steps: tuple[str, ...] = ()
    of_person: bool = False

    def missed(self, today: date) -> bool:
        """Will tell whether the day passed with nothing known to have come."""
        last = self.presumed_closed or self.expected_on
        if last is None:
            return False
        return self.given_on > last if self.given_on else today > last


def owed(steps: Iterable[tuple[str, date]], *, today: date, calendar: Calendar) -> tuple[Owed, ...]:
    """Will list what is awaited and what came, in the order of the law; nothing without a dated step."""
    rows = tuple(steps)
    asked, decided = _last(rows, "inquiry_requested"), _last(rows, "syndic_decided")
    reviewed, opinion = _last(rows, "review_requested"), _last(rows, "review_opinion")
    found: list[Owed] = []
    if asked:
        notices = tuple(day for kind, day in rows if kind == "progress_notice")
        found += _notices(asked, decided, notices, today, calendar)
    if asked or decided:
        found.append(Owed(label="Décision écrite et motivée du syndic", source=S123, given_on=decided))
    if decided:
        found.append(_review_request(decided, reviewed, calendar))
    if reviewed:
        computed = compute(REVIEW_OPINION, start=reviewed, calendar=calendar)
        found.append(_of(computed, REVIEW_OPINION.label, S123_4, given_on=opinion))
    if opinion:
        found.append(Owed(label="Suites de l’avis du comité de révision", source=S123_5))
    return tuple(found)


def _notices(
    asked: date, decided: date | None, notices: tuple[date, ...], today: date, calendar: Calendar
) -> list[Owed]:
    # Up to the first period not over yet; the end of the inquiry ends the series.
    series: tuple[Computation, ...] = ()
    for count in range(1, MOST_NOTICES + 1):
        series = occurrences(SYNDIC_PROGRESS, start=asked, calendar=calendar, count=count)
        last = series[-1].raw_date
        if (decided and decided <= last) or last >= today:
            break
    shown = [one for one in series if decided is None or one.raw_date < decided]
    return [
        _of(
            computed,
            f"Avis de progression n°\u00a0{computed.occurrence}",
            S123_1,
            given_on=first_notice_in(series, occurrence=computed.occurrence, notices=notices),
        )
        for computed in shown
    ]


def _review_request(decided: date, reviewed: date | None, calendar: Calendar) -> Owed:
    computed = compute(REVIEW_REQUEST, start=decided, calendar=calendar)
    return Owed(
        label=REVIEW_REQUEST.label,
        source=S123_4,
        expected_on=computed.shown_date,
        presumed_closed=computed.presumed_closed,
        given_on=reviewed,
        steps=computed.steps,
        of_person=True,
    )


def _of(computed: Computation, label: str, source: Source, *, given_on: date | None) -> Owed:
    return Owed(
        label=label, source=source, expected_on=computed.raw_date, given_on=given_on, steps=computed.steps
    )


def _last(rows: tuple[tuple[str, date], ...], kind: str) -> date | None:
    days = [day for known, day in rows if known == kind]
    return days[-1] if days else None
