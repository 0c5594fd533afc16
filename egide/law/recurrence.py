"""Notices that repeat until the end: the statutory series, the internal target, and what counts for a period.
Not a reminder: the kernel decides when to tell whom."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from egide.law.calendars import Calendar
from egide.law.computation import Computation, add_units, compute, conclude
from egide.law.dates_fr import long_date
from egide.law.terms import Deadline, Recurrence, Term


def occurrences(
    deadline: Deadline,
    *,
    start: date,
    calendar: Calendar,
    count: int,
    site: str | None = None,
    rule: str | None = None,
) -> tuple[Computation, ...]:
    """Will compute the first limits of the series, anchored on the raw dates, never on the letters sent.

    :raises ValueError: when the deadline does not recur and more than one is asked, or none is.
    """
    if count < 1:
        raise ValueError("Une série compte au moins une échéance.")
    series = [compute(deadline, start=start, calendar=calendar, site=site, rule=rule)]
    while len(series) < count:
        series.append(_next(deadline, series[-1], calendar))
    return tuple(series)


def target_after(
    deadline: Deadline,
    *,
    anchored: date,
    last_notice: date,
    calendar: Calendar,
    site: str | None = None,
) -> date:
    """Will give the internal target of the next notice, so that nobody waits longer than one period.

    It is the earlier of the anchored raw date and the last notice plus the period, brought back to a
    working day.

    :raises ValueError: when the deadline does not recur.
    """
    recurs = _recurrence(deadline)
    after_notice, _ = add_units(last_notice, recurs.every, recurs.unit, calendar, site)
    return max(calendar.previous_open(min(anchored, after_notice), site), last_notice)


def aimed(deadline: Deadline, computed: Computation, *, last_notice: date, calendar: Calendar) -> Computation:
    """Will give the same limit with the target of `target_after`, and the step of the proof that says why."""
    target = target_after(
        deadline,
        anchored=computed.raw_date,
        last_notice=last_notice,
        calendar=calendar,
        site=computed.site,
    )
    if target == computed.internal_target:
        return computed
    recurs = _recurrence(deadline)
    told = (
        f"Cible interne\u00a0: {long_date(target)} (au plus {recurs.unit.words(recurs.every)} "
        f"après l’avis du {long_date(last_notice)})"
    )
    steps = tuple(told if step.startswith("Cible interne") else step for step in computed.steps)
    return replace(computed, internal_target=target, steps=steps, last_notice=last_notice)


def period_met(series: Sequence[Computation], *, occurrence: int, notices: Iterable[date]) -> bool:
    """Will tell whether a notice fell in the period of that occurrence (counted from 1)."""
    return first_notice_in(series, occurrence=occurrence, notices=notices) is not None


def first_notice_in(
    series: Sequence[Computation], *, occurrence: int, notices: Iterable[date]
) -> date | None:
    """Will give the first notice of the period: after the previous limit, up to this one included.

    An early letter satisfies the period in which it falls, and no other.

    :raises IndexError: when the series has no such occurrence.
    """
    if not 1 <= occurrence <= len(series):
        raise IndexError(f"Aucune échéance de rang {occurrence} dans la série.")
    last_day = series[occurrence - 1].measured_on
    # The first period opens on the starting day itself: a notice given at once counts.
    opens = series[occurrence - 2].measured_on + timedelta(days=1) if occurrence > 1 else series[0].start
    return min((day for day in notices if opens <= day <= last_day), default=None)


def _next(deadline: Deadline, previous: Computation, calendar: Calendar) -> Computation:
    recurs = _recurrence(deadline)
    raw, counted = add_units(previous.raw_date, recurs.every, recurs.unit, calendar, previous.site)
    steps = [
        f"Série ancrée sur la date brute précédente\u00a0: {long_date(previous.raw_date)} (jour exclu)",
        f"Calendrier\u00a0: {calendar.name}, version {calendar.version}",
        f"Période\u00a0: {recurs.unit.words(recurs.every)} ({recurs.source.cite()})",
        *counted,
    ]
    return conclude(
        deadline,
        start=previous.start,
        raw=raw,
        term=Term(recurs.every, recurs.unit, recurs.source),
        steps=steps,
        calendar=calendar,
        site=previous.site,
        rule=previous.rule,
        occurrence=previous.occurrence + 1,
    )


def _recurrence(deadline: Deadline) -> Recurrence:
    if deadline.recurs is None:
        raise ValueError(f"{deadline.label}\u00a0: ce délai ne se répète pas.")
    return deadline.recurs
