"""French dates, counts and durations as they stand in proofs and on screens.
Not the typography of whole sentences, which each sentence carries."""

from datetime import date

import pytest

from egide.law import dates_fr


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 18), "vendredi 18 décembre 2026"),
        (date(2026, 4, 1), "mercredi 1er avril 2026"),
        (date(2026, 8, 31), "lundi 31 août 2026"),
        (date(2024, 2, 29), "jeudi 29 février 2024"),
    ],
)
def test_it_writes_the_long_date(day: date, words: str) -> None:
    assert dates_fr.long_date(day) == words


def test_it_writes_shorter_dates() -> None:
    assert dates_fr.plain_date(date(2026, 4, 1)) == "1er avril 2026"
    assert dates_fr.month_and_year(date(2026, 4, 1)) == "avril 2026"


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "jour", "0 jour"),
        (1, "jour ouvrable", "1 jour ouvrable"),
        (5, "jour ouvrable", "5 jours ouvrables"),
        (2, "mois", "2 mois"),
        (1, "an", "1 an"),
    ],
)
def test_it_agrees_the_noun_with_the_number(number: int, noun: str, words: str) -> None:
    assert dates_fr.count(number, noun) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "il y a 2 jours"),
        (-1, "hier"),
        (0, "aujourd’hui"),
        (1, "demain"),
        (9, "dans 9 jours"),
    ],
)
def test_it_says_how_far_a_day_is(days: int, words: str) -> None:
    assert dates_fr.relative_days(days) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (5, "cinq"),
        (16, "seize"),
        (17, "dix-sept"),
        (20, "vingt"),
        (21, "vingt-et-un"),
        (45, "quarante-cinq"),
        (60, "soixante"),
        (71, "soixante-et-onze"),
        (79, "soixante-dix-neuf"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (90, "quatre-vingt-dix"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (120, "cent-vingt"),
        (200, "deux-cents"),
        (380, "trois-cent-quatre-vingts"),
    ],
)
def test_it_writes_numbers_in_letters(number: int, words: str) -> None:
    assert dates_fr.in_words(number) == words


def test_it_gives_each_number_its_own_words() -> None:
    assert len({dates_fr.in_words(number) for number in range(1000)}) == 1000


@pytest.mark.parametrize("number", [-1, 1000])
def test_it_refuses_numbers_that_it_cannot_write(number: int) -> None:
    with pytest.raises(ValueError, match="hors de portée"):
        dates_fr.in_words(number)


def test_it_writes_durations_and_ranks() -> None:
    assert dates_fr.duration_in_words(5, "jour ouvrable") == "cinq jours ouvrables"
    assert dates_fr.duration_in_words(90, "jour") == "quatre-vingt-dix jours"
    assert [dates_fr.rank(1), dates_fr.rank(1, feminine=True), dates_fr.rank(2)] == ["1er", "1re", "2e"]
