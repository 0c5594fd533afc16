"""Quarters and years of the Office, which begin on 1 April; small numbers hidden two by two."""

from datetime import date

import pytest

from egide.modules.planning.masking import HIDDEN, masked
from egide.modules.planning.periods import (
    WrongPeriod,
    custom,
    quarter_of,
    recent_quarters,
    recent_years,
    year_of,
)


@pytest.mark.parametrize(
    ("day", "since", "until", "label"),
    [
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 7, 1), "1er trimestre 2026-2027"),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1), "3e trimestre 2026-2027"),
        (date(2027, 3, 31), date(2027, 1, 1), date(2027, 4, 1), "4e trimestre 2026-2027"),
    ],
)
def test_a_quarter_of_the_office(day: date, since: date, until: date, label: str) -> None:
    found = quarter_of(day)

    assert (found.since, found.until, found.label) == (since, until, label)


def test_a_year_ends_on_31_march() -> None:
    found = year_of(date(2027, 3, 31))

    assert (found.since, found.last_day, found.label) == (
        date(2026, 4, 1),
        date(2027, 3, 31),
        "Année financière 2026-2027",
    )
    assert found.before.label == "Année financière 2025-2026"


def test_the_period_before_has_the_same_length() -> None:
    assert quarter_of(date(2026, 4, 1)).before.label == "4e trimestre 2025-2026"
    before = custom(date(2026, 5, 1), date(2026, 5, 10)).before
    assert (before.since, before.last_day) == (date(2026, 4, 21), date(2026, 4, 30))


def test_it_refuses_a_period_that_ends_before_it_starts() -> None:
    with pytest.raises(WrongPeriod):
        custom(date(2026, 5, 2), date(2026, 5, 1))


def test_recent_periods_have_ended() -> None:
    today = date(2026, 11, 23)

    assert recent_quarters(today)[0].last_day == date(2026, 9, 30)
    assert recent_years(today)[0].last_day == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((12, 9, 3), ("", HIDDEN, HIDDEN)),  # alone, it would be found again from the total
        ((12, 9, 3, 2), ("", "", HIDDEN, HIDDEN)),
        ((12, 9, 5), ("", "", "")),
        ((3,), None),
        ((0, 7, 1), ("", HIDDEN, HIDDEN)),
    ],
)
def test_small_numbers_hide_and_are_not_found_again(
    values: tuple[int, ...], expected: tuple[str, ...] | None
) -> None:
    assert masked(values) == expected
