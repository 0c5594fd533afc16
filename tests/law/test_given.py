"""A date that someone gives takes the place of a length: it is the limit itself, and the proof says who asked."""

from dataclasses import replace
from datetime import date

import pytest

from egide.law.calendars import Calendar
from egide.law.deadlines import (
    Computation,
    Deadline,
    Fact,
    Given,
    Nature,
    NotGiven,
    Recurrence,
    Term,
    Unit,
    compute,
    compute_given,
)
from egide.law.sources import Source

PRACTICE = Source("Pratique de la maison", "")
CALENDAR = Calendar("public_service", "Fonction publique", "1", frozenset({5, 6}), ())
ASKED = Fact("asked", "réception")
ANSWER = Deadline(
    "answer", "Répondre", ASKED, Fact("answered", "réponse"), (Term(5, Unit.BUSINESS_DAYS, PRACTICE),),
    nature=Nature.TARGET, given=Given("date demandée par la déléguée", PRACTICE),
)  # fmt: skip


def given(deadline: Deadline, start: str, on: str) -> Computation:
    return compute_given(
        deadline, start=date.fromisoformat(start), given=date.fromisoformat(on), calendar=CALENDAR
    )


def test_the_date_given_is_the_limit_and_the_proof_says_who_asked() -> None:
    # From Thursday the 5th to Friday the 13th of March 2026: 8 calendar days, nothing to roll.
    found = given(ANSWER, "2026-03-05", "2026-03-13")

    assert (found.raw_date, found.due_date, found.measured_on) == (date(2026, 3, 13),) * 3
    assert (found.length, found.unit) == (8, Unit.CALENDAR_DAYS)
    assert any(
        step.startswith("Date demandée par la déléguée\u00a0: vendredi 13 mars 2026") for step in found.steps
    )


def test_a_date_on_a_closed_day_stays_and_the_target_comes_before() -> None:
    # Sunday the 15th; the last working day before is Friday the 13th.
    found = given(ANSWER, "2026-03-05", "2026-03-15")

    assert found.due_date == date(2026, 3, 15)
    assert found.internal_target == date(2026, 3, 13)
    assert any("n’est pas reportée" in step for step in found.steps)


def test_a_date_before_the_start_or_for_a_counted_deadline_is_refused() -> None:
    with pytest.raises(NotGiven, match="précède"):
        given(ANSWER, "2026-03-05", "2026-03-04")
    with pytest.raises(NotGiven, match="se calcule"):
        given(replace(ANSWER, given=None), "2026-03-05", "2026-03-13")
    assert given(ANSWER, "2026-03-05", "2026-03-05").length == 0


def test_what_was_given_is_read_back_and_what_was_not_is_stored_as_before() -> None:
    asked, counted = (
        given(ANSWER, "2026-03-05", "2026-03-13"),
        compute(ANSWER, start=date(2026, 3, 5), calendar=CALENDAR),
    )

    assert Computation.from_json(asked.to_json()) == asked
    assert Computation.from_json(counted.to_json()) == counted
    assert "given" not in counted.to_json()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"terms": (), "given": None}, "aucun délai déclaré"),
        ({"nature": Nature.LEGAL}, "n’est pas un délai légal"),
        ({"recurs": Recurrence(30, Unit.CALENDAR_DAYS, PRACTICE)}, "ne se répète"),
    ],
)
def test_a_declaration_that_gives_dates_is_sound(change: dict[str, object], problem: str) -> None:
    assert ANSWER.problems() == ()
    assert replace(ANSWER, terms=()).problems() == ()

    found = replace(ANSWER, **change).problems()  # type: ignore[arg-type]

    assert len(found) == 1
    assert problem in found[0]
