"""The reference cases of the law, each told in words with its arithmetic, then the dates expected.
Not the Office's declarations, which stand in the modules: the same lengths are repeated here on purpose."""

from dataclasses import dataclass
from datetime import date

import pytest

from egide.law.calendars import Calendar
from egide.law.computation import Computation, compute
from egide.law.facts import Fact, LetterSent
from egide.law.holidays import interpretation_act, public_service
from egide.law.recurrence import occurrences, period_met, target_after
from egide.law.sources import Source
from egide.law.terms import Deadline, Extension, Nature, Recurrence, Roll, Term, Unit

DAYS, BUSINESS = Unit.CALENDAR_DAYS, Unit.BUSINESS_DAYS
YEARS = range(2019, 2030)
CALENDARS = {
    "public_service": public_service(YEARS, "1"),
    "interpretation_act": interpretation_act(YEARS, "1"),
}

RECEIVED = Fact("received", "réception")
SERVICES = Source("Déclaration de services aux citoyens", "")
ACCESS = Source("c. A-2.1", "47")
CODE = Source("c. C-26", "123.1", to_validate=True)


def _rule(
    code: str,
    length: int,
    unit: Unit,
    *,
    roll: Roll = Roll.FORWARD,
    calendar: str = "public_service",
    every: int | None = None,
    more: int | None = None,
    against: str | None = None,
    nature: Nature = Nature.LEGAL,
) -> Deadline:
    return Deadline(
        code,
        code,
        starts_on=RECEIVED,
        met_by=LetterSent("reply"),
        terms=(Term(length, unit, SERVICES),),
        calendar=calendar,
        roll=roll,
        recurs=Recurrence(every, DAYS, CODE) if every else None,
        extension=Extension(more, DAYS, ACCESS) if more else None,
        runs_against=against,
        nature=nature,
    )


S1 = _rule("S1", 5, BUSINESS, roll=Roll.SHOWN, nature=Nature.COMMITMENT)
S2 = _rule("S2", 90, DAYS, roll=Roll.SHOWN, nature=Nature.COMMITMENT)
S4 = _rule("S4", 5, DAYS)
S5 = _rule("S5", 30, DAYS)
S6 = _rule("S6", 90, DAYS, every=30)
S8 = _rule("S8", 30, DAYS, roll=Roll.NONE, nature=Nature.TARGET)
S9 = _rule("S9", 20, DAYS, more=10)
S9_I16 = _rule("S9 (I-16)", 20, DAYS, calendar="interpretation_act")
S10 = _rule("S10", 30, DAYS, against="applicant")
S11 = _rule("S11", 30, DAYS, against="party")
S12 = _rule("S12", 10, DAYS, against="party")
S13 = _rule("S13", 10, DAYS, against="party")
S14 = _rule("S14", 10, BUSINESS, roll=Roll.NONE, nature=Nature.TARGET)
S15 = _rule("S15", 10, BUSINESS)
ART_123_1 = _rule("123.1", 90, DAYS, every=60, against="syndic")
ART_123_4 = _rule("123.4", 30, DAYS, against="applicant")
ART_123_4_OPINION = _rule("123.4 (avis)", 90, DAYS, roll=Roll.NONE, calendar="interpretation_act")
S3 = _rule("S3", 30, DAYS, roll=Roll.SHOWN, nature=Nature.TARGET)
ART_139 = _rule("139", 120, DAYS)
ART_164 = _rule("164", 30, DAYS, against="party")
R8 = _rule("r. 8", 45, DAYS, against="order")
S49_NOTICE = _rule("s. 49 notice", 20, DAYS)
S49_OBSERVATIONS = _rule("s. 49 observations", 20, DAYS, against="third_person")
S49_DECISION = _rule("s. 49 decision", 15, DAYS)
S49_RELEASE = _rule("s. 49 release", 15, DAYS, against="third_person")


@dataclass(frozen=True)
class Case:
    """One row: the story with its arithmetic, the rule, the start, then what must come out."""

    story: str
    rule: Deadline
    start: date
    raw: date
    due: date
    target: date | None = None
    extended: bool = False


CASES = (
    Case(
        "S1: Friday 18 December 2026. Count Mon 21, Tue 22, Wed 23 (three); 24, 25, 26 are "
        "holidays, 27 a Sunday; "
        "Mon 28, Tue 29 (five).",
        S1,
        date(2026, 12, 18),
        raw=date(2026, 12, 29),
        due=date(2026, 12, 29),
        target=date(2026, 12, 29),
    ),
    Case(
        "S1: Thursday 2 April 2026. Fri 3 is Good Friday, Mon 6 Easter Monday; Tue 7 to Fri 10 are "
        "four; Mon 13.",
        S1,
        date(2026, 4, 2),
        raw=date(2026, 4, 13),
        due=date(2026, 4, 13),
    ),
    Case(
        "S1: Wednesday 23 June 2027. Thu 24 is a holiday; Fri 25, Mon 28, Tue 29, Wed 30 are four; "
        "Thu 1 July is a "
        "holiday; Fri 2.",
        S1,
        date(2027, 6, 23),
        raw=date(2027, 7, 2),
        due=date(2027, 7, 2),
    ),
    Case(
        "S1 received on a closed day, Saturday 19 December 2026: the real day is day 0, so Mon 21 "
        "is still the first; "
        "same end as from Friday.",
        S1,
        date(2026, 12, 19),
        raw=date(2026, 12, 29),
        due=date(2026, 12, 29),
    ),
    Case(
        "S1: form sent Friday 10 April 2026 at 22 h. Friday is day 0; Mon 13 to Fri 17 are five.",
        S1,
        date(2026, 4, 10),
        raw=date(2026, 4, 17),
        due=date(2026, 4, 17),
    ),
    Case(
        "S2: 2 April 2026 + 90: April leaves 28, May 31 (59), June 30 (89), so 1 July, a holiday; "
        "shown Thu 2 July; "
        "the target is Tue 30 June.",
        S2,
        date(2026, 4, 2),
        raw=date(2026, 7, 1),
        due=date(2026, 7, 2),
        target=date(2026, 6, 30),
    ),
    Case(
        "S15: Friday 18 December 2026. 21, 22, 23, 28, 29, 30 are six; 31, 1, 2 holidays, 3 a "
        "Sunday; 4 to 7 January "
        "make ten.",
        S15,
        date(2026, 12, 18),
        raw=date(2027, 1, 7),
        due=date(2027, 1, 7),
    ),
    Case(
        "S4: Monday 16 March 2026 + 5 = Sat 21; next working day Mon 23; target Fri 20. The unit is "
        "not stated: "
        "calendar days.",
        S4,
        date(2026, 3, 16),
        raw=date(2026, 3, 21),
        due=date(2026, 3, 23),
        target=date(2026, 3, 20),
    ),
    Case(
        "S5: decision of 16 March 2026 + 30: March leaves 15, so 15 April, a Wednesday.",
        S5,
        date(2026, 3, 16),
        raw=date(2026, 4, 15),
        due=date(2026, 4, 15),
    ),
    Case(
        "S8: a target of 30 days from receipt: Thursday 19 March 2026 + 30 = Sat 18 April, never "
        "moved; internal Fri 17.",
        S8,
        date(2026, 3, 19),
        raw=date(2026, 4, 18),
        due=date(2026, 4, 18),
        target=date(2026, 4, 17),
    ),
    Case(
        "S9: Friday 13 December 2019 + 20: December leaves 18, so 2 January 2020, a holiday of the "
        "public service; "
        "Fri 3; going back 2, 1, 31 are closed: target Mon 30 December.",
        S9,
        date(2019, 12, 13),
        raw=date(2020, 1, 2),
        due=date(2020, 1, 3),
        target=date(2019, 12, 30),
    ),
    Case(
        "S9 by the Interpretation Act: 2 January is not in its list, the limit stays there.",
        S9_I16,
        date(2019, 12, 13),
        raw=date(2020, 1, 2),
        due=date(2020, 1, 2),
        target=date(2020, 1, 2),
    ),
    Case(
        "S9: 2 March 2026 + 20 = Sun 22 March, moved to Mon 23.",
        S9,
        date(2026, 3, 2),
        raw=date(2026, 3, 22),
        due=date(2026, 3, 23),
        target=date(2026, 3, 20),
    ),
    Case(
        "S9 extended: from the raw date, Sun 22 March + 10 = Wed 1 April; from Monday it would "
        "wrongly be 2 April.",
        S9,
        date(2026, 3, 2),
        raw=date(2026, 4, 1),
        due=date(2026, 4, 1),
        extended=True,
    ),
    Case(
        "S10: 19 December 2019 + 30: December leaves 12, so 18 January 2020, a Saturday, counted as "
        "closed; Mon 20.",
        S10,
        date(2019, 12, 19),
        raw=date(2020, 1, 18),
        due=date(2020, 1, 20),
    ),
    Case(
        "S11: decision received 1 June 2026 + 30 = 1 July, a holiday; Thu 2 July.",
        S11,
        date(2026, 6, 1),
        raw=date(2026, 7, 1),
        due=date(2026, 7, 2),
    ),
    Case(
        "S12: notice filed Wednesday 8 April 2026 + 10 = Sat 18; Mon 20.",
        S12,
        date(2026, 4, 8),
        raw=date(2026, 4, 18),
        due=date(2026, 4, 20),
    ),
    Case(
        "S13: 16 December 2026 + 10 = Sat 26, a holiday too; Sun 27; Mon 28.",
        S13,
        date(2026, 12, 16),
        raw=date(2026, 12, 26),
        due=date(2026, 12, 28),
    ),
    Case(
        "S14: the ombudsman's ten working days from Monday 16 March 2026: five to Mon 23, five more "
        "to Mon 30.",
        S14,
        date(2026, 3, 16),
        raw=date(2026, 3, 30),
        due=date(2026, 3, 30),
    ),
    Case(
        "123.4: Friday 27 March 2026 + 30: March leaves 4, so Sun 26 April; Mon 27.",
        ART_123_4,
        date(2026, 3, 27),
        raw=date(2026, 4, 26),
        due=date(2026, 4, 27),
    ),
    Case(
        "123.4, opinion: request received Monday 16 March 2026 + 90: March leaves 15, April 30 (45), May 31 "
        "(76), so Sun 14 June, not moved.",
        ART_123_4_OPINION,
        date(2026, 3, 16),
        raw=date(2026, 6, 14),
        due=date(2026, 6, 14),
    ),
    Case(
        "S3: notice sent Friday 15 May 2026 + 30: May leaves 16, so Sun 14 June; Mon 15 is shown.",
        S3,
        date(2026, 5, 15),
        raw=date(2026, 6, 14),
        due=date(2026, 6, 15),
    ),
    Case(
        "S3: notice sent 1 December 2026 + 30: December has 31, so Thu 31 December, a holiday; Mon 4 January "
        "is shown, 1 and 2 January being holidays and 3 a Sunday.",
        S3,
        date(2026, 12, 1),
        raw=date(2026, 12, 31),
        due=date(2027, 1, 4),
    ),
    Case(
        "139: 10 February 2026 + 120: February leaves 18, March 31 (49), April 30 (79), May 31 "
        "(110), so 10 June.",
        ART_139,
        date(2026, 2, 10),
        raw=date(2026, 6, 10),
        due=date(2026, 6, 10),
    ),
    Case(
        "164: 27 November 2026 + 30: November leaves 3, so Sun 27 December; Mon 28.",
        ART_164,
        date(2026, 11, 27),
        raw=date(2026, 12, 27),
        due=date(2026, 12, 28),
    ),
    Case(
        "r. 8: general meeting of 18 September 2026 + 45: September leaves 12, October 31 (43), so "
        "Mon 2 November.",
        R8,
        date(2026, 9, 18),
        raw=date(2026, 11, 2),
        due=date(2026, 11, 2),
    ),
    Case(
        "s. 49: received 2 March 2026, notice to the third person within 20 days: Sun 22 March (raw).",
        S49_NOTICE,
        date(2026, 3, 2),
        raw=date(2026, 3, 22),
        due=date(2026, 3, 23),
    ),
    Case(
        "s. 49: informed 20 March 2026, observations within 20 days: March leaves 11, so Thu 9 April.",
        S49_OBSERVATIONS,
        date(2026, 3, 20),
        raw=date(2026, 4, 9),
        due=date(2026, 4, 9),
    ),
    Case(
        "s. 49: observations expired 9 April 2026, decision within 15 days: Fri 24 April.",
        S49_DECISION,
        date(2026, 4, 9),
        raw=date(2026, 4, 24),
        due=date(2026, 4, 24),
    ),
    Case(
        "s. 49: mailed 24 April 2026, release only after 15 days: April leaves 6, so after Sat 9 May (raw).",
        S49_RELEASE,
        date(2026, 4, 24),
        raw=date(2026, 5, 9),
        due=date(2026, 5, 11),
    ),
)


def _compute(case: Case) -> Computation:
    return compute(case.rule, start=case.start, calendar=_calendar(case.rule), extended=case.extended)


def _calendar(rule: Deadline) -> Calendar:
    return CALENDARS[rule.calendar]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story)
def test_it_gives_the_dates_of_the_reference(case: Case) -> None:
    computed = _compute(case)

    assert (computed.raw_date, computed.due_date) == (case.raw, case.due)
    if case.target:
        assert computed.internal_target == case.target


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story)
def test_it_shows_the_raw_date_to_those_whose_clock_it_is(case: Case) -> None:
    computed = _compute(case)

    if case.rule.runs_against:
        assert (computed.shown_date, computed.presumed_closed) == (case.raw, case.due)
    else:
        assert (computed.shown_date, computed.presumed_closed) == (case.due, None)


def test_it_never_counts_the_roll_in_favour_of_a_commitment() -> None:
    # S2: 90 days end on the holiday of 1 July and are measured there, though 2 July is shown.
    assert compute(S2, start=date(2026, 4, 2), calendar=_calendar(S2)).measured_on == date(2026, 7, 1)


def test_it_moves_the_measure_of_a_legal_limit_with_its_roll() -> None:
    assert compute(S4, start=date(2026, 3, 16), calendar=_calendar(S4)).measured_on == date(2026, 3, 23)


def test_it_anchors_the_commissioners_notices_on_the_raw_series() -> None:
    # 16 March + 90 = Sun 14 June -> Mon 15; then + 30 from the 14th: 14 July, 13 August, Sat 12
    # September -> Mon 14.
    series = occurrences(S6, start=date(2026, 3, 16), calendar=_calendar(S6), count=4)

    assert [one.raw_date for one in series] == [
        date(2026, 6, 14),
        date(2026, 7, 14),
        date(2026, 8, 13),
        date(2026, 9, 12),
    ]
    assert [series[0].due_date, series[3].due_date] == [date(2026, 6, 15), date(2026, 9, 14)]


def test_it_repeats_the_syndics_progress_every_sixty_days() -> None:
    # 14 June + 60 = 13 August, + 60 = 12 October, a holiday. The syndic's clock: shown raw.
    series = occurrences(ART_123_1, start=date(2026, 3, 16), calendar=_calendar(ART_123_1), count=3)
    expected = [date(2026, 6, 14), date(2026, 8, 13), date(2026, 10, 12)]

    assert [one.raw_date for one in series] == expected
    assert [one.shown_date for one in series] == expected


def test_it_brings_the_target_forward_after_an_early_notice() -> None:
    # First notice 20 May, + 30 = Fri 19 June, earlier than the anchored 14 July.
    target = target_after(
        S6, anchored=date(2026, 7, 14), last_notice=date(2026, 5, 20), calendar=_calendar(S6)
    )

    assert target == date(2026, 6, 19)


def test_it_counts_an_early_notice_for_its_own_period_only() -> None:
    series = occurrences(S6, start=date(2026, 3, 16), calendar=_calendar(S6), count=2)

    assert period_met(series, occurrence=1, notices=[date(2026, 5, 20)])
    assert not period_met(series, occurrence=2, notices=[date(2026, 5, 20)])


def test_it_keeps_the_two_five_day_rules_apart() -> None:
    # Same start, Friday 18 December 2026: five working days, or five days of any kind (Wed 23).
    start = date(2026, 12, 18)

    assert compute(S1, start=start, calendar=_calendar(S1)).due_date == date(2026, 12, 29)
    assert compute(S4, start=start, calendar=_calendar(S4)).due_date == date(2026, 12, 23)
