"""Words inside one document: found as the large search finds them, quickly, to the end.

Pure: texts in, pages and passages out; then the rectangles around the words of a picture.
"""

import random
import time

import pytest

from egide.interfaces.staff.reader_finding import MOST_RESULTS, Found, asked_words, find, marked, places
from egide.interfaces.staff.reader_sheet import lines_of, marks_of
from egide.kernel.documents.showing import Word


def pages(found: Found) -> list[tuple[int, int]]:
    return [(page.number, page.times) for page in found.pages]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Les plaintes reçues", "plainte"),
        ("À L’ÉCOLE de Québec", "ecole"),
        ("les œuvres d’art", "oeuvre art"),
        ("une enquête du syndic", "syndic enquete"),
        ("des travaux et des yeux", "travail oeil"),
        ("l’admissibilité", "admiss"),
        ("L'e\u0301cole", "école"),
        ("le comité de révision a tranché", "« comité de révision »"),
    ],
)
def test_a_word_is_found_without_its_accents_capitals_plural_or_end(text: str, words: str) -> None:
    assert pages(find([(7, text)], asked_words(words)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("une enquête du protecteur", "enquête syndic"),
        ("la révision du comité", "« comité de révision »"),
        ("la banque", "ban quo"),
        ("il a vu", "a b"),
        ("rien du tout", ""),
        ("rien du tout", "…!"),
    ],
)
def test_a_page_where_one_of_the_words_is_missing_does_not_answer(text: str, words: str) -> None:
    assert pages(find([(1, text)], asked_words(words))) == []


def test_each_page_is_listed_once_with_its_first_passage_marked() -> None:
    found = find([(1, "Rien ici."), (2, "Un avis.\nLe second avis, puis des avis.")], asked_words("avis"))

    assert pages(found) == [(2, 3)]
    assert [piece.text for piece in found.pages[0].passage if piece.marked] == ["avis", "avis", "avis"]
    assert "".join(p.text for p in marked("Un avis.", places("Un avis.", asked_words("avis")))) == "Un avis."


def test_the_list_stops_and_says_where_it_goes_on() -> None:
    texts = [(n, "un avis") for n in range(1, 200)]

    found = find(texts, asked_words("avis"))

    assert len(found.pages) == MOST_RESULTS
    assert found.next_page == MOST_RESULTS + 1
    assert find(texts[found.next_page - 1 :], asked_words("avis")).pages[0].number == found.next_page


def test_a_thousand_pages_are_read_in_a_moment() -> None:
    dice = random.Random(3)
    words = ["les", "parties", "demandent", "que", "l’ordre", "réponde", "à", "la", "requête", "équité"]
    texts = [(n, " ".join(dice.choice(words) for _ in range(300))) for n in range(1, 1001)]
    texts[899] = (900, "le syndic")

    began = time.process_time()
    found = find(texts, asked_words("syndic"))

    assert pages(found) == [(900, 1)]
    assert time.process_time() - began < 1


def test_the_words_of_a_picture_are_framed_and_its_lines_gathered() -> None:
    words = [
        Word("L’avis", 10, 10, 40, 20),
        Word("écrit", 44, 10, 70, 20),
        Word("suit.", 10, 24, 30, 34),
        Word("Colonne", 200, 10, 260, 20),
    ]

    marks = marks_of(words, asked_words("avis"))
    lines = lines_of(words)

    assert [(mark.x, mark.y, mark.width) for mark in marks] == [("9.0", "9.0", "32.0")]
    assert [line.text for line in lines] == ["L’avis écrit ", "suit. ", "Colonne "]
    assert lines[0].length == "60.0"
    assert marks_of(words, asked_words("")) == ()
