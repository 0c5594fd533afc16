"""General laws of the arithmetic, tried on random calendars, rules and days.
Not the particular cases of an act: see test_vectors.py."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from egide.law.calendars import Calendar, Closure
from egide.law.computation import Computation, compute
from egide.law.facts import Fact, LetterSent
from egide.law.recurrence import first_notice_in, occurrences, target_after
from egide.law.sources import Source
from egide.law.terms import Deadline, Extension, Recurrence, Roll, Term, Unit

ACT = Source("c. A-2.1", "47")
SITES = st.sampled_from([None, "quebec", "montreal"])
# Two years around a leap day.
DAYS = st.dates(date(2027, 6, 1), date(2028, 12, 31))
COUNTED = st.sampled_from([Unit.CALENDAR_DAYS, Unit.BUSINESS_DAYS])


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any week with an open day, and closures of one site or of all."""
    closed_weekdays = draw(st.frozensets(st.integers(0, 6), max_size=6))
    days = draw(st.sets(st.dates(date(2027, 6, 1), date(2029, 12, 31)), max_size=25))
    closures = tuple(Closure(day, "fête", draw(SITES)) for day in sorted(days))
    return Calendar("public_service", "Essai", "1", closed_weekdays, closures)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """Any rule that recurs and can be extended."""
    return Deadline(
        "rule",
        "Essai",
        starts_on=Fact("received", "réception"),
        met_by=LetterSent("reply"),
        terms=(Term(draw(st.integers(1, 120)), draw(st.sampled_from(Unit)), ACT),),
        roll=draw(st.sampled_from(Roll)),
        recurs=Recurrence(draw(st.integers(1, 60)), draw(COUNTED), ACT),
        extension=Extension(draw(st.integers(1, 30)), draw(COUNTED), ACT),
        runs_against=draw(st.sampled_from([None, "applicant"])),
    )


@given(rule=deadlines(), calendar=calendars(), start=DAYS, site=SITES)
def test_it_lands_on_an_open_day_and_never_before_the_raw_date(
    rule: Deadline, calendar: Calendar, start: date, site: str | None
) -> None:
    computed = compute(rule, start=start, calendar=calendar, site=site)

    assert start < computed.raw_date <= computed.due_date
    assert start <= computed.internal_target <= computed.raw_date
    if rule.roll is not Roll.NONE:
        assert calendar.is_open(computed.due_date, site)
        between = (computed.due_date - computed.raw_date).days
        assert not any(calendar.is_open(computed.raw_date + timedelta(days=n), site) for n in range(between))


@given(rule=deadlines(), calendar=calendars(), start=DAYS, later=st.integers(0, 40), site=SITES)
def test_it_is_never_due_earlier_when_it_starts_later(
    rule: Deadline, calendar: Calendar, start: date, later: int, site: str | None
) -> None:
    first = compute(rule, start=start, calendar=calendar, site=site)
    second = compute(rule, start=start + timedelta(days=later), calendar=calendar, site=site)

    for name in ("raw_date", "due_date", "measured_on", "shown_date", "internal_target"):
        assert getattr(first, name) <= getattr(second, name)


@given(rule=deadlines(), calendar=calendars(), start=DAYS, site=SITES)
def test_it_counts_business_days_one_by_one(
    rule: Deadline, calendar: Calendar, start: date, site: str | None
) -> None:
    length = rule.terms[0].length
    business = replace(rule, terms=(Term(length, Unit.BUSINESS_DAYS, ACT),))
    computed = compute(business, start=start, calendar=calendar, site=site)

    span = [start + timedelta(days=n) for n in range(1, (computed.raw_date - start).days + 1)]
    assert sum(calendar.why_closed(day, site) is None for day in span) == length
    assert computed.raw_date == computed.due_date == computed.internal_target == computed.measured_on


@given(rule=deadlines(), calendar=calendars(), start=DAYS, site=SITES)
def test_it_extends_from_the_raw_date_then_rolls(
    rule: Deadline, calendar: Calendar, start: date, site: str | None
) -> None:
    assert rule.extension
    plain = compute(rule, start=start, calendar=calendar, site=site)
    extended = compute(rule, start=start, calendar=calendar, site=site, extended=True)
    # The extension alone, counted from the raw date as if it were a rule of its own.
    alone = replace(rule, terms=(Term(rule.extension.length, rule.extension.unit, ACT),))
    expected = compute(alone, start=plain.raw_date, calendar=calendar, site=site)

    assert (extended.raw_date, extended.due_date) == (expected.raw_date, expected.due_date)


@given(rule=deadlines(), calendar=calendars(), start=DAYS, site=SITES, extended=st.booleans())
def test_it_survives_storage_and_repeats_itself(
    rule: Deadline, calendar: Calendar, start: date, site: str | None, extended: bool
) -> None:
    computed = compute(rule, start=start, calendar=calendar, site=site, extended=extended)

    assert Computation.from_json(computed.to_json()) == computed
    assert compute(rule, start=start, calendar=calendar, site=site, extended=extended) == computed


@given(rule=deadlines(), calendar=calendars(), start=DAYS, site=SITES, count=st.integers(1, 8))
def test_it_recurs_on_an_anchored_and_increasing_series(
    rule: Deadline, calendar: Calendar, start: date, site: str | None, count: int
) -> None:
    assert rule.recurs
    series = occurrences(rule, start=start, calendar=calendar, site=site, count=count)
    raws = [one.raw_date for one in series]

    assert [one.occurrence for one in series] == list(range(1, count + 1))
    assert all(one < other for one, other in itertools.pairwise(raws))
    if rule.recurs.unit is Unit.CALENDAR_DAYS:
        # Anchored: whatever the rolls, the n-th raw date is the first plus n periods.
        assert raws == [raws[0] + timedelta(days=rule.recurs.every * n) for n in range(count)]


@given(rule=deadlines(), calendar=calendars(), start=DAYS, delay=st.integers(0, 400))
def test_it_counts_a_notice_for_one_period_at_most(
    rule: Deadline, calendar: Calendar, start: date, delay: int
) -> None:
    series = occurrences(rule, start=start, calendar=calendar, count=6)
    notice = start + timedelta(days=delay)

    met = [n for n in range(1, 7) if first_notice_in(series, occurrence=n, notices=[notice]) == notice]

    assert len(met) == (1 if notice <= series[-1].measured_on else 0)


@given(rule=deadlines(), calendar=calendars(), start=DAYS, notice_after=st.integers(0, 90), site=SITES)
def test_it_never_lets_a_target_pass_the_anchor_or_the_period(
    rule: Deadline, calendar: Calendar, start: date, notice_after: int, site: str | None
) -> None:
    assert rule.recurs
    daily = replace(rule, recurs=replace(rule.recurs, unit=Unit.CALENDAR_DAYS))
    second = occurrences(daily, start=start, calendar=calendar, site=site, count=2)[1]
    notice = min(start + timedelta(days=notice_after), second.raw_date)

    target = target_after(daily, anchored=second.raw_date, last_notice=notice, calendar=calendar, site=site)

    assert notice <= target <= second.raw_date
    assert target <= notice + timedelta(days=rule.recurs.every)


@given(start=st.dates(date(2023, 3, 1), date(2024, 2, 28)))
def test_it_counts_the_leap_day_like_any_other(start: date) -> None:
    # 366 days across 29 February 2024 fall on the same date of the next year.
    rule = Deadline(
        "year",
        "Essai",
        starts_on=Fact("received", "réception"),
        met_by=LetterSent("reply"),
        terms=(Term(366, Unit.CALENDAR_DAYS, ACT),),
        roll=Roll.NONE,
    )
    always_open = Calendar("public_service", "Essai", "1", frozenset(), ())

    assert compute(rule, start=start, calendar=always_open).raw_date == start.replace(year=start.year + 1)
