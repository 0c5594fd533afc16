"""What the order owes, from the days that the person reports: each row with its arithmetic in words."""

from datetime import date

import pytest

from egide.law.holidays import interpretation_act
from egide.modules.interventions.law import ACKNOWLEDGMENT_SAYS, confirmation_counts
from egide.modules.interventions.owed import Owed, owed

CALENDAR = interpretation_act(range(2025, 2029), "essai")
MARCH = ("inquiry_requested", date(2026, 3, 16))


def on(today: date, *steps: tuple[str, date]) -> dict[str, Owed]:
    found = owed(steps, today=today, calendar=CALENDAR)
    return {one.label.replace("\u00a0", " "): one for one in found}


def test_nothing_is_owed_without_a_dated_step() -> None:
    assert owed((), today=date(2026, 4, 1), calendar=CALENDAR) == ()


def test_the_syndic_writes_after_90_days_then_every_60_on_the_raw_series() -> None:
    # 16 March + 90: March leaves 15, April 30 (45), May 31 (76), so 14 June; + 60 = 13 August; + 60 = 12 October.
    found = on(date(2026, 9, 1), MARCH)

    days = [found[f"Avis de progression n° {n}"].expected_on for n in (1, 2, 3)]
    assert days == [date(2026, 6, 14), date(2026, 8, 13), date(2026, 10, 12)]
    assert [found[f"Avis de progression n° {n}"].missed(date(2026, 9, 1)) for n in (1, 2, 3)] == [
        True,
        True,
        False,
    ]
    assert "Avis de progression n° 4" not in found


def test_a_notice_counts_for_its_own_period_only() -> None:
    found = on(date(2026, 9, 1), MARCH, ("progress_notice", date(2026, 5, 20)))

    assert found["Avis de progression n° 1"].given_on == date(2026, 5, 20)
    assert found["Avis de progression n° 2"].given_on is None


def test_the_decision_ends_the_series_and_opens_thirty_days() -> None:
    # 26 August + 30: August leaves 5, so 25 September, a Friday.
    found = on(date(2026, 9, 1), MARCH, ("syndic_decided", date(2026, 8, 26)))

    assert "Avis de progression n° 3" not in found
    assert found["Décision écrite et motivée du syndic"].given_on == date(2026, 8, 26)
    review = found["Demander l’avis du comité de révision"]
    assert (review.expected_on, review.of_person) == (date(2026, 9, 25), True)


def test_a_persons_own_delay_shows_the_raw_day_and_is_presumed_closed_later() -> None:
    # 27 March + 30 = Sunday 26 April, shown as it is; presumed closed on Monday 27.
    review = on(date(2026, 4, 27), ("syndic_decided", date(2026, 3, 27)))[
        "Demander l’avis du comité de révision"
    ]

    assert (review.expected_on, review.presumed_closed) == (date(2026, 4, 26), date(2026, 4, 27))
    assert not review.missed(date(2026, 4, 27))
    assert review.missed(date(2026, 4, 28))


def test_the_committee_has_ninety_days() -> None:
    found = on(
        date(2026, 5, 1), ("syndic_decided", date(2026, 3, 2)), ("review_requested", date(2026, 3, 16))
    )

    assert found["Avis du comité de révision"].expected_on == date(2026, 6, 14)


def test_every_source_of_the_code_is_still_to_validate() -> None:
    steps = (MARCH, ("syndic_decided", date(2026, 8, 26)), ("review_requested", date(2026, 9, 1)),
             ("review_opinion", date(2026, 10, 1)))  # fmt: skip
    found = owed(steps, today=date(2026, 10, 2), calendar=CALENDAR)

    assert {one.source.section for one in found} == {"123", "123.1", "123.4", "123.5"}
    assert all(one.source.to_validate for one in found)
    assert all(one.steps for one in found if one.expected_on)


@pytest.mark.parametrize("missing", sorted(ACKNOWLEDGMENT_SAYS))
def test_an_automatic_confirmation_counts_only_with_the_same_content(missing: str) -> None:
    assert confirmation_counts(ACKNOWLEDGMENT_SAYS)
    assert not confirmation_counts(ACKNOWLEDGMENT_SAYS - {missing})
