"""Repeating notices: limits of periods, targets after an early letter, refusals.
Not the legal cases of the Commissioner: see test_vectors.py."""

from dataclasses import replace
from datetime import date

import pytest

from egide.law.facts import Fact, LetterSent
from egide.law.holidays import public_service
from egide.law.recurrence import aimed, first_notice_in, occurrences, period_met, target_after
from egide.law.sources import Source
from egide.law.terms import Deadline, Recurrence, Roll, Term, Unit

OFFICE = public_service([2026, 2027], "2026-1")
ACT = Source("c. C-26", "16.13", to_validate=True)
PROGRESS = Deadline(
    "progress",
    "Avis de progression",
    starts_on=Fact("received", "réception"),
    met_by=LetterSent("progress_notice"),
    terms=(Term(90, Unit.CALENDAR_DAYS, ACT),),
    recurs=Recurrence(30, Unit.CALENDAR_DAYS, ACT),
)
# Raw: Sunday 14 June (due Monday 15), Tuesday 14 July.
SERIES = occurrences(PROGRESS, start=date(2026, 3, 16), calendar=OFFICE, count=2)


@pytest.mark.parametrize(
    ("notice", "met"),
    [
        (date(2026, 3, 15), []),
        (date(2026, 3, 16), [1]),
        (date(2026, 6, 14), [1]),
        (date(2026, 6, 15), [1]),
        (date(2026, 6, 16), [2]),
        (date(2026, 7, 14), [2]),
        (date(2026, 7, 15), []),
    ],
)
def test_it_counts_a_notice_for_the_period_in_which_it_falls(notice: date, met: list[int]) -> None:
    assert [n for n in (1, 2) if period_met(SERIES, occurrence=n, notices=[notice])] == met


def test_it_gives_the_first_notice_of_the_period() -> None:
    notices = [date(2026, 7, 2), date(2026, 6, 20), date(2026, 5, 1)]

    assert first_notice_in(SERIES, occurrence=2, notices=notices) == date(2026, 6, 20)


def test_it_bounds_a_commitment_by_its_raw_date() -> None:
    commitment = replace(PROGRESS, roll=Roll.SHOWN)
    series = occurrences(commitment, start=date(2026, 3, 16), calendar=OFFICE, count=2)

    assert period_met(series, occurrence=1, notices=[date(2026, 6, 14)])
    assert not period_met(series, occurrence=1, notices=[date(2026, 6, 15)])


def test_the_proof_says_after_which_notice_the_target_comes() -> None:
    second = SERIES[1]
    nearer = aimed(PROGRESS, second, last_notice=date(2026, 5, 20), calendar=OFFICE)

    assert nearer.internal_target == date(2026, 6, 19)
    assert (nearer.raw_date, nearer.due_date) == (second.raw_date, second.due_date)
    assert nearer.to_json()["last_notice"] == "2026-05-20"
    assert "last_notice" not in second.to_json()
    assert any("après l’avis du" in step for step in nearer.steps)


def test_it_keeps_the_anchor_as_target_after_a_late_notice() -> None:
    # A notice on 30 June, + 30 = 30 July, later than the anchored Tuesday 14 July.
    target = target_after(
        PROGRESS, anchored=SERIES[1].raw_date, last_notice=date(2026, 6, 30), calendar=OFFICE
    )

    assert target == date(2026, 7, 14)


def test_it_brings_a_target_back_to_a_working_day() -> None:
    # A notice on Thursday 21 May, + 30 = Saturday 20 June, back to Friday 19.
    target = target_after(
        PROGRESS, anchored=SERIES[1].raw_date, last_notice=date(2026, 5, 21), calendar=OFFICE
    )

    assert target == date(2026, 6, 19)


def test_it_proves_each_later_limit_from_the_one_before() -> None:
    steps = [step.replace("\u00a0", " ") for step in SERIES[1].steps]

    assert steps[0] == "Série ancrée sur la date brute précédente : dimanche 14 juin 2026 (jour exclu)"
    assert "14 juin 2026 + 30 jours = mardi 14 juillet 2026 (date brute, jour inclus)" in steps


def test_it_refuses_to_repeat_what_does_not_recur() -> None:
    once = replace(PROGRESS, recurs=None)

    assert len(occurrences(once, start=date(2026, 3, 16), calendar=OFFICE, count=1)) == 1
    with pytest.raises(ValueError, match="ne se répète pas"):
        occurrences(once, start=date(2026, 3, 16), calendar=OFFICE, count=2)


@pytest.mark.parametrize("occurrence", [0, 3, -1])
def test_it_refuses_a_period_outside_the_series(occurrence: int) -> None:
    with pytest.raises(IndexError, match="rang"):
        period_met(SERIES, occurrence=occurrence, notices=[])


def test_it_refuses_an_empty_series() -> None:
    with pytest.raises(ValueError, match="au moins une"):
        occurrences(PROGRESS, start=date(2026, 3, 16), calendar=OFFICE, count=0)
