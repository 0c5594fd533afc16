"""When something happened, as people remember it: what each way of saying gives, and what is asked again.

Source: issue of the whole request, point 1 (« vers mars 2026 »); no right is computed from words alone.
"""

from contextlib import suppress
from datetime import date

import pytest

from egide.interfaces.public.approximations import NotYet, read_when
from egide.interfaces.public.dates import UnreadableDate

TODAY = date(2026, 11, 22)
# What is typed | first day | last day
PERIODS = (
    ("vers mars 2026", "2026-03-01", "2026-03-31"),
    ("Mars 2026", "2026-03-01", "2026-03-31"),
    ("au mois d’avril 2026", "2026-04-01", "2026-04-30"),
    ("début mars 2026", "2026-03-01", "2026-03-10"),
    ("mi-mars 2026", "2026-03-11", "2026-03-20"),
    ("à la fin de février 2026", "2026-02-21", "2026-02-28"),
    ("2026-03", "2026-03-01", "2026-03-31"),
    ("03/2026", "2026-03-01", "2026-03-31"),
    ("automne 2025", "2025-09-01", "2025-12-31"),
    ("l’été 2025", "2025-06-01", "2025-09-30"),
    ("hiver 2026", "2025-12-01", "2026-11-22"),  # either of its years, and never after today
    ("hiver 2025-2026", "2025-12-01", "2026-03-31"),
    ("en 2025", "2025-01-01", "2025-12-31"),
    ("début 2025", "2025-01-01", "2025-04-30"),
    ("novembre 2026", "2026-11-01", "2026-11-22"),
    ("vers le 3 mars 2026", "2026-02-21", "2026-03-13"),
)


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_it_gives_the_days_between_which_it_was(text: str, first: str, last: str) -> None:
    when = read_when(text, today=TODAY)

    assert when is not None
    assert (str(when.first), str(when.last)) == (first, last)
    assert (when.exact, when.day, when.about) == (False, None, text)


@pytest.mark.parametrize(
    ("text", "day"), [("2026-03-03", "2026-03-03"), ("1er avril 2026", "2026-04-01"), ("hier", "2026-11-21")]
)
def test_a_day_is_a_day(text: str, day: str) -> None:
    when = read_when(text, today=TODAY)

    assert when is not None
    assert (str(when.day), when.about) == (day, "")


@pytest.mark.parametrize(
    "text", ["quand j’étais à l’hôpital", "l’automne dernier", "il y a deux mois", "hiver 2025 je crois bien"]
)
def test_it_keeps_words_that_give_no_day(text: str) -> None:
    when = read_when(text, today=TODAY)

    assert when is not None
    assert when.about == text
    assert when.day is None


@pytest.mark.parametrize(
    "text",
    ["03-04-2026", "3/4/26", "31 juin 2026", "3 jui 2026", "2026-02-30", "12", "xx", "2026-13", "0000", "1960",
     "mars 1960", "99999-1-1", "9" * 110, "é" * 200, "²²²²", "١٢٣٤"],
)  # fmt: skip
def test_it_asks_again_for_what_could_be_another_day(text: str) -> None:
    with pytest.raises(UnreadableDate):
        read_when(text, today=TODAY)


@pytest.mark.parametrize(
    "text", ["2026-11-23", "décembre 2026", "été 2027", "2027", "vers le 10 décembre 2026"]
)
def test_it_refuses_what_has_not_come(text: str) -> None:
    with pytest.raises(NotYet):
        read_when(text, today=TODAY)


def test_nothing_written_is_nothing() -> None:
    assert read_when("  \n ", today=TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "hiver 2025 " + "9" * 90,
        "automne " + "9" * 100,
        "\x00",
        "<script>",
        "vers",
        "mi",
        "fin 2025 2026 2027",
        "-" * 50,
    ],
)
def test_strange_words_never_break_it(text: str) -> None:
    with suppress(UnreadableDate, NotYet):
        found = read_when(text, today=TODAY)
        assert found is None or found.words
