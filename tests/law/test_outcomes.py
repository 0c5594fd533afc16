"""Results of a commitment, as the public rate counts them: a table of facts and results.
Not the dates themselves: see test_vectors.py."""

from datetime import date

import pytest

from egide.law.computation import compute
from egide.law.facts import Fact, LetterSent
from egide.law.holidays import public_service
from egide.law.outcomes import Outcome, outcome
from egide.law.sources import Source
from egide.law.terms import Deadline, Roll, Term, Unit

REPLY = Deadline(
    "reply",
    "Réponse",
    starts_on=Fact("received", "réception"),
    met_by=LetterSent("reply"),
    terms=(Term(90, Unit.CALENDAR_DAYS, Source("Déclaration de services", "")),),
    roll=Roll.SHOWN,
)
# Raw date Wednesday 1 July 2026, a holiday; Thursday 2 July is shown.
COMPUTED = compute(REPLY, start=date(2026, 4, 2), calendar=public_service([2026], "1"))
DAY_90, SHOWN, AFTER = date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 20)
TIMELY, LATE_NOTICE, BEFORE_RECEIPT = date(2026, 6, 25), date(2026, 7, 2), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("answered_on", "notices", "today", "expected"),
    [
        (None, [], DAY_90, Outcome.OPEN),
        (None, [TIMELY], DAY_90, Outcome.OPEN),
        (None, [], SHOWN, Outcome.OVERDUE),
        (None, [LATE_NOTICE], AFTER, Outcome.OVERDUE),
        (None, [TIMELY], SHOWN, Outcome.OVERDUE_WITH_TIMELY_NOTICE),
        (DAY_90, [], AFTER, Outcome.ANSWERED_IN_TIME),
        (DAY_90, [TIMELY], AFTER, Outcome.ANSWERED_IN_TIME),
        (SHOWN, [], AFTER, Outcome.LATE_WITHOUT_NOTICE),
        (SHOWN, [LATE_NOTICE], AFTER, Outcome.LATE_WITHOUT_NOTICE),
        (SHOWN, [BEFORE_RECEIPT], AFTER, Outcome.LATE_WITHOUT_NOTICE),
        (SHOWN, [TIMELY], AFTER, Outcome.LATE_WITH_TIMELY_NOTICE),
        (SHOWN, [DAY_90], AFTER, Outcome.LATE_WITH_TIMELY_NOTICE),
    ],
)
def test_it_measures_the_answer_on_the_raw_date(
    answered_on: date | None, notices: list[date], today: date, expected: Outcome
) -> None:
    assert outcome(COMPUTED, answered_on=answered_on, notices=notices, today=today) is expected


def test_it_counts_only_answers_in_time_in_the_public_rate() -> None:
    assert [one for one in Outcome if one.counts_as_kept] == [Outcome.ANSWERED_IN_TIME]


def test_it_settles_only_what_was_answered() -> None:
    unsettled = [one for one in Outcome if not one.settled]

    assert unsettled == [Outcome.OPEN, Outcome.OVERDUE_WITH_TIMELY_NOTICE, Outcome.OVERDUE]


def test_it_names_every_result_in_french() -> None:
    assert len({one.label for one in Outcome}) == len(Outcome)
