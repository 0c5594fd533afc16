"""Tests of the cutting of a pasted act: the words here are invented, only their shape is that of a publisher."""

from egide.kernel.legal_texts.cutting import LONGEST_SECTION, MOST, cut

PASTED = """\
A-9.9 - Loi inventée pour l’essai
CHAPITRE I
APPLICATION
1.\u00a0La présente loi inventée s’applique aux cerfs-volants.
Elle s’applique aussi aux ficelles.
1982, c. 30, a. 1.
1.1. Elle s’applique aux queues de cerfs-volants.
2006, c. 22, a. 1.
2. (Abrogé).
1982, c. 30, a. 2; 1990, c. 57, a. 3.
SECTION II
RESTRICTIONS
3. Nul ne lance un cerf-volant:
1°  sous l’orage;
2°  près d’une ligne.
1. Une ligne qui commence par un numéro reste une ligne.
1982, c. 30, a. 3; 2006, c. 22, a. 7.
4. Dernier article, sans historique.
CHAPITRE II
"""


def test_it_cuts_numbers_words_and_history() -> None:
    cuts = cut(PASTED)

    assert [one.section for one in cuts] == ["1", "1.1", "3", "4"]
    assert cuts[0].body.endswith("cerfs-volants.\n\nElle s’applique aussi aux ficelles.")
    assert cuts[0].history == "1982, c. 30, a. 1."
    assert cuts[2].body.splitlines()[2] == "1° sous l’orage;"
    assert "reste une ligne" in cuts[2].body
    assert (cuts[3].body, cuts[3].history) == ("Dernier article, sans historique.", "")


def test_sections_without_history_part_at_the_next_number_only() -> None:
    cuts = cut("5. Premier.\n12. Une énumération.\n6. Deuxième.\n7. Troisième.")

    assert [one.section for one in cuts] == ["5", "6", "7"]
    assert cuts[0].body == "Premier.\n\n12. Une énumération."


def test_what_is_not_an_act_gives_nothing() -> None:
    for odd in ("", "\n\n", "Bonjour.", "14.", "14 . ", "٣. mot", "1.1.1.1.1 mot", "a" * 5000):
        assert cut(odd) == ()


def test_a_section_too_long_to_keep_says_so() -> None:
    (one,) = cut(f"8. {'mot ' * LONGEST_SECTION}")

    assert one.too_long


def test_a_hostile_paste_is_cut_short() -> None:
    assert len(cut("\n".join(f"{number}. mot" for number in range(1, 2000)))) == MOST
    assert cut(f"{'1.' * 200_000} mot") == ()
