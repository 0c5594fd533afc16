"""Tables of cases for the French (Québec) formats.
Each line is what a reader of the Office expects to see, with its non-breaking spaces."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.ui import formats

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)  # 10 h in Québec


def spaced(text: str) -> str:
    """Will make visible spaces of the table non-breaking, as `_` stands for one."""
    return text.replace("_", formats.NBSP)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (147816, None, "147_816"),
        (1234567.5, None, "1_234_567,5"),
        (Decimal("3.50"), None, "3,5"),
        (Decimal("3.50"), 2, "3,50"),
        (Decimal("2.345"), 2, "2,35"),
        (100, None, "100"),
        (Decimal("100.00"), None, "100"),
        (-1200, None, "\u22121_200"),
        (1e21, None, "1_000_000_000_000_000_000_000"),
    ],
)
def test_it_writes_numbers(value: float, decimals: int | None, expected: str) -> None:
    assert formats.number(value, decimals) == spaced(expected)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(260000, "260_000_$"), (Decimal("1234.5"), "1_234,50_$"), (0, "0_$"), (Decimal("0.05"), "0,05_$")],
)
def test_it_writes_money(amount: Decimal, expected: str) -> None:
    assert formats.money(amount) == spaced(expected)


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda: formats.day(date(2026, 9, 1)), "1er_septembre_2026"),
        (lambda: formats.day(date(2019, 12, 19)), "19_décembre_2019"),
        (lambda: formats.day(date(2026, 11, 30), weekday=True), "lundi 30_novembre_2026"),
        (lambda: formats.short_day(date(2026, 9, 1)), "1er_sept."),
        (lambda: formats.short_day(date(2025, 5, 3), today=TODAY), "3_mai_2025"),
        (lambda: formats.short_day(date(2026, 5, 3), today=TODAY), "3_mai"),
        (lambda: formats.clock(time(8, 30)), "8_h_30"),
        (lambda: formats.clock(time(12)), "12_h"),
        (lambda: formats.clock(time(0, 5)), "0_h_05"),
        (lambda: formats.percent(96), "96_%"),
        (lambda: formats.percent(Decimal("12.5"), 1), "12,5_%"),
    ],
)
def test_it_writes_days_and_hours(write: Callable[[], str], expected: str) -> None:
    assert write() == spaced(expected)


def test_it_shows_an_instant_on_the_clock_of_the_office() -> None:
    # 15 h 42 UTC is 10 h 42 in Québec in November (UTC−5), 11 h 42 in July (UTC−4).
    assert formats.moment(datetime(2026, 11, 4, 15, 42, tzinfo=UTC)) == spaced("4_nov., 10_h_42")
    assert formats.moment(datetime(2026, 7, 4, 15, 42, tzinfo=UTC)) == spaced("4_juill., 11_h_42")


def test_it_refuses_an_instant_without_its_zone() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        formats.moment(datetime(2026, 11, 4, 15, 42))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 30), "dans 9_jours"),
        (date(2026, 11, 22), "demain"),
        (date(2026, 11, 21), "aujourd’hui"),
        (date(2026, 11, 20), "hier"),
        (date(2026, 11, 19), "2_jours de retard"),
        (date(2025, 11, 21), "365_jours de retard"),
    ],
)
def test_it_says_how_far_a_due_date_is(due: date, expected: str) -> None:
    assert formats.days_away(due, TODAY) == spaced(expected)


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (datetime(2026, 11, 21, 14, 59, 30, tzinfo=UTC), "à l’instant"),
        (datetime(2026, 11, 21, 14, 59, tzinfo=UTC), "il y a 1_minute"),
        (datetime(2026, 11, 21, 14, 1, tzinfo=UTC), "il y a 59_minutes"),
        (datetime(2026, 11, 21, 12, 0, tzinfo=UTC), "il y a 3_heures"),
        (datetime(2026, 11, 21, 4, 0, tzinfo=UTC), "hier"),  # 23 h the day before, in Québec
        (datetime(2026, 11, 18, 12, 0, tzinfo=UTC), "il y a 3_jours"),
        (datetime(2026, 9, 1, 12, 0, tzinfo=UTC), "le 1er_septembre_2026"),
    ],
)
def test_it_says_how_long_ago(then: datetime, expected: str) -> None:
    assert formats.ago(then, NOW) == spaced(expected)


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (0, "0_octet"),
        (999, "999_octets"),
        (340_000, "340_ko"),
        (1_240_000, "1,2_Mo"),
        (50_000_000, "50_Mo"),
        (3_000_000_000, "3_Go"),
        (5_000_000_000_000, "5_000_Go"),
    ],
)
def test_it_writes_sizes(octets: int, expected: str) -> None:
    assert formats.size(octets) == spaced(expected)


@pytest.mark.parametrize(
    ("total", "expected"), [(0, "0_dossier"), (1, "1_dossier"), (2, "2_dossiers"), (1500, "1_500_dossiers")]
)
def test_it_counts_with_zero_in_the_singular(total: int, expected: str) -> None:
    assert formats.count(total, "dossier") == spaced(expected)


@pytest.mark.parametrize(
    ("write", "given", "expected"),
    [
        (formats.phone, "4186436912", "418_643-6912"),
        (formats.phone, "1 800 643-6912", "1_800_643-6912"),
        (formats.phone, "poste 123", "poste 123"),
        (formats.initials, "Nadia Bouchard", "NB"),
        (formats.initials, "Jean-Marc de la Durantaye", "JD"),
        (formats.initials, "Élise", "É"),
        (formats.initials, "", ""),
        (formats.typography, "l'ordre a dit : « non » (art. 47)", "l’ordre a dit_: «_non_» (art._47)"),
        (formats.typography, "à 8 h 30, 20 %, 1 234 $", "à 8_h_30, 20_%, 1_234_$"),
        (formats.typography, "http://exemple.ca:8000", "http://exemple.ca:8000"),
    ],
)
def test_it_writes_words(write: Callable[[str], str], given: str, expected: str) -> None:
    assert write(given) == spaced(expected)


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_it_lists_as_a_sentence_does(items: list[str], expected: str) -> None:
    assert formats.listing(items) == expected


@given(st.text())
def test_it_sets_typography_once_and_for_all(text: str) -> None:
    once = formats.typography(text)
    assert formats.typography(once) == once


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_it_never_breaks_a_number_across_lines(value: int) -> None:
    written = formats.number(value)

    assert " " not in written
    assert int(written.replace(formats.NBSP, "").replace("\u2212", "-")) == value
