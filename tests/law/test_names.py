"""Names are read, sorted and greeted without guessing; their sound finds what was misheard."""

import pytest

from egide.law.names import core, generation, greeted, plain, salutation, sort_key, sorted_words, words
from egide.law.sounds import sound


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jean de La Fontaine", "fontaine jean de la"),
        ("Tremblay, Jean", "tremblay jean"),
        ("Marie-Ève L’Heureux", "heureux marie eve"),
        ("Vincent Van Gogh", "gogh vincent van"),
        ("Mme Anne Roy-Côté", "roy cote anne"),
        ("Jean Roy père", "roy jean"),
        ("Suharto", "suharto"),
        ("李小龍", "李小龍"),
        ("", ""),
        ("De", "de"),
    ],
)
def test_it_sorts_by_the_last_word_that_is_no_particle(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_the_order_and_the_marks_of_a_name_do_not_matter() -> None:
    assert sorted_words("CÔTÉ, Gaston") == sorted_words("Gaston Cote") == "cote gaston"
    assert core("Jean-Pierre de la Chapelle") == ("jean", "pierre", "chapelle")
    assert core("De La") == ("de", "la")


def test_other_scripts_keep_their_vowel_signs() -> None:
    assert plain("नमिता") == "नमिता"
    assert words("محمد علي") == ("محمد", "علي")


@pytest.mark.parametrize(
    ("civility", "greeting"),
    [("madame", "Madame,"), ("Maître", "Maître,"), ("", "Madame, Monsieur,"), ("roi", "Madame, Monsieur,")],
)
def test_an_unknown_civility_is_never_guessed(civility: str, greeting: str) -> None:
    assert salutation(civility) == greeting


def test_a_father_and_a_son_are_told_apart() -> None:
    assert (generation("Jean Roy père"), generation("Jean Roy jr"), generation("Jean Roy")) == ("1", "2", "")


@pytest.mark.parametrize(
    "heard_alike",
    [
        "Tremblay Trembley Tremblé Tramblay Tremblais",
        "Benoît Benoist Benoit",
        "Hébert Ebert",
        "Gauthier Gautier Gothier",
        "Thibault Thibeault Thibaud",
        "Desrochers Derochers",
        "Lefebvre Lefèvre",
        "Boudreau Boudreault",
        "Philippe Filipe",
        "Catherine Katherine",
    ],
)
def test_names_that_sound_alike_have_one_key(heard_alike: str) -> None:
    assert len({sound(word) for word in heard_alike.split()}) == 1


@pytest.mark.parametrize(
    "heard_apart", ["Roy Roux", "Côté Couture", "Gagné Gagnon", "Martin Martine", "Morin Marin"]
)
def test_names_that_sound_otherwise_have_two(heard_apart: str) -> None:
    left, right = heard_apart.split()

    assert sound(left) != sound(right)


@pytest.mark.parametrize(
    ("civility", "name", "greeting"),
    [
        ("madame", "Élise Tremblay", "Madame Tremblay,"),
        ("monsieur", "Charles de la Durantaye", "Monsieur de la Durantaye,"),
        ("madame", "Tremblay-Roy, Ana", "Madame Tremblay-Roy,"),
        ("monsieur", "Jean St Pierre", "Monsieur St Pierre,"),
        ("maitre", "Me Ana D’Amours", "Maître D’Amours,"),
        ("madame", "Amina", "Madame,"),
        ("", "Élise Tremblay", "Madame, Monsieur,"),
        ("inconnue", "Élise Tremblay", "Madame, Monsieur,"),
    ],
)
def test_a_letter_greets_by_the_name_only_with_a_civility(civility: str, name: str, greeting: str) -> None:
    assert greeted(civility, name) == greeting
