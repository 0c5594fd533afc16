"""What changed between two texts: the words, wherever lines and pages break, whatever their length.

A change is found where it is, and nothing is said to have changed that did not.
"""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egide.kernel.documents.comparing import Comparison, compare

LETTER = (
    "L’Office a reçu votre demande. La personne peut demander une enquête au syndic de l’ordre.\n"
    "Le délai de réponse est de trente jours.",
    "Le comité de révision rend un avis écrit. Cet avis est définitif.",
)


def said(found: Comparison) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for change in found.changes for p in change.pieces if p.kind != "same"]


def test_the_same_text_has_no_change_wherever_its_lines_and_pages_break() -> None:
    words = " ".join(LETTER).split()
    broken = [
        "\n".join(" ".join(words[n : n + 4]) for n in range(at, at + 12, 4))
        for at in range(0, len(words), 12)
    ]

    assert compare(LETTER, LETTER).changes == ()
    assert compare(LETTER, broken).changes == ()


def test_an_addition_a_removal_and_a_replacement_are_told_apart_with_their_pages() -> None:
    changed = (
        LETTER[0].replace("trente", "soixante").replace("peut demander", "peut aussi demander"),
        LETTER[1].replace(" Cet avis est définitif.", ""),
    )

    found = compare(LETTER, changed)

    assert said(found) == [
        ("added", "aussi"),
        ("removed", "trente"),
        ("added", "soixante"),
        ("removed", "Cet avis est définitif."),
    ]
    assert (found.added, found.removed) == (2, 2)
    assert [(c.page_before, c.page_after) for c in found.changes] == [(1, 1), (1, 1), (2, 2)]
    assert found.changes[0].pieces[0].text == "L’Office a reçu votre demande. La personne peut"


def test_two_changes_that_a_small_word_separates_are_read_as_one() -> None:
    found = compare(["avis du syndic de la chambre rendu"], ["avis du comité de la révision rendu"])

    assert said(found) == [("removed", "syndic de la chambre"), ("added", "comité de la révision")]
    assert (found.added, found.removed) == (1, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected"), [([], ["tout"], (1, 0)), (["tout"], [""], (0, 1)), ([], [], (0, 0))]
)
def test_an_empty_text_is_compared_too(
    before: list[str], after: list[str], expected: tuple[int, int]
) -> None:
    found = compare(before, after)

    assert (found.added, found.removed) == expected


SOME = st.lists(st.sampled_from(["le", "syndic", "de", "l’ordre", "rend", "un", "avis"]), max_size=60)


@settings(max_examples=40, deadline=None)
@given(SOME, SOME)
def test_what_is_unchanged_and_removed_is_the_first_text_and_what_is_unchanged_and_added_the_second(
    before: list[str], after: list[str]
) -> None:
    # No passage is far enough from another to be left out: the pieces tell both texts whole, near their ends.
    found = compare([" ".join(before)], [" ".join(after)])

    assert bool(found.changes) == (before != after)
    assert found.added == sum(kind == "added" for kind, _ in said(found))
    for kind, text in said(found):
        assert text in " ".join(before if kind == "removed" else after)


def test_a_long_text_is_compared_in_no_time_even_when_every_line_moved() -> None:
    dice = random.Random(5)
    words = [f"mot{dice.randrange(3000)}" for _ in range(100_000)]
    pages = [" ".join(words[at : at + 400]) for at in range(0, len(words), 400)]
    words[50_000:50_003] = ["ceci", "est", "nouveau"]
    del words[80_000]
    other = ["\n".join(words[at : at + 9]) for at in range(0, len(words), 9)]

    began = time.process_time()
    found = compare(pages, other)

    assert time.process_time() - began < 3
    assert (found.added, found.removed) == (1, 2)
    assert not found.cut


def test_what_is_longer_than_the_bound_is_said_to_be_cut() -> None:
    page = "mot " * 400

    assert compare([page] * 376, [page] * 376).cut
    assert not compare([page] * 375, [page] * 375).cut


def test_two_texts_that_share_nothing_are_one_removal_and_one_addition() -> None:
    found = compare([" ".join(f"a{n}" for n in range(5000))], [" ".join(f"b{n}" for n in range(5000))])

    assert (found.added, found.removed) == (1, 1)
    assert said(found)[0][1].endswith("[…]")
