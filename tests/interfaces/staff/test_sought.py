"""What is typed in a list is understood once; the statement kept for its shape holds none of its words.

The lists themselves are in test_list.py.
"""

import pytest

from egide.interfaces.staff.matching import Sought


@pytest.mark.parametrize(
    "q", ["Élise Tremblay", "elise@exemple.example", "INT-2026-142", "2026-142", "d’", "142 e"]
)
def test_what_stands_for_the_words_holds_none_of_them_and_has_their_shape(q: str) -> None:
    sought = Sought.read(q)
    shape, told = sought.stand_in()

    for name, value in vars(sought).items():
        kept = getattr(shape, name)
        if isinstance(value, tuple):
            assert [told[one] for one in kept] == list(value)
        else:
            assert (told[kept] if kept else "") == value
    assert not set(told) & set(told.values())


def test_two_names_have_one_shape() -> None:
    assert Sought.read("Élise Tremblay").stand_in()[0] == Sought.read("Karim Benali").stand_in()[0]
    assert Sought.read("Élise").stand_in()[0] != Sought.read("Karim Benali").stand_in()[0]


def test_nothing_that_can_be_looked_for_designates_nothing() -> None:
    assert Sought.read("  ") == Sought()
