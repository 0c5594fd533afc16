"""What is typed is always understood somehow, is told in French, and finds what it says that it looks for."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from egide.kernel.notes.actions import write_note
from egide.kernel.search.asking import LONGEST_TERMS, understand
from egide.kernel.search.explaining import explained, worth_telling
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import Find

PIECES = st.sampled_from(
    ["avis", "frais", "l’école", "ou", "OU", "|", "sauf", "-permis", "«", "»", '"', "concil*", "*", "-", "de",
     "1 234,50", "« comité de révision »", "-« sans solde »", "\u00a0", "œuvre", "%", "\\", "'", "&", "!", "(",
     ":*", "\x00"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(pieces=["avis"] * 5 + ["1 234,50"] * 3, more="0»0")
@given(st.lists(PIECES, max_size=14), st.text(max_size=20))
def test_anything_typed_is_understood_and_written_back_alike(pieces: list[str], more: str) -> None:
    asked = understand(" ".join([*pieces, more]))

    assert understand(asked.written()).written() == asked.written()
    assert len(asked.wanted) <= LONGEST_TERMS
    assert asked.sql()[0].count("%s") == len(asked.sql()[1])
    assert bool(explained(asked)) == bool(asked.wanted)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("délai frais ou honoraires", "Cherché : « délai » et « frais » ou « honoraires »."),
        (
            "« comité de révision » -dentiste sauf permis",
            "Cherché : la suite exacte « comité de révision », sans « dentiste » ni « permis ».",
        ),
        ("avis concil*", "Cherché : « avis » et un mot qui commence par « concil »."),
    ],
)
def test_the_question_is_told_as_it_was_understood(typed: str, told: str) -> None:
    assert explained(understand(typed)).replace("\u00a0", " ") == told


def test_small_words_are_told_as_not_looked_for() -> None:
    told = explained(understand("avis de la"), small=("de", "la")).replace("\u00a0", " ")

    assert told == "Cherché : « avis ». « de » et « la » sont trop courants pour être cherchés."
    assert not worth_telling(understand("avis"))
    assert worth_telling(understand("avis*"))


@pytest.mark.parametrize("typed", ["ou", "ou avis", "avis ou", "avis ou ou", "-frais ou avis"])
def test_a_sign_that_joins_nothing_harms_nothing(typed: str) -> None:
    assert [term.either for term in understand(typed).terms if term.either] == []


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("girafe ou hippopotame", True),
        ("girafe ou zèbre", False),
        ("savane girafe ou hippopotame", True),
        ("savane girafe ou zèbre", False),
        ("zèbre ou « deux hippopotames »", True),
        ("girafe ou hippo*", True),
        ("girafe ou hippopotame -savane", False),
        ("1234", True),
        ("1 234,50", False),
    ],
)
def test_either_of_two_words_is_enough(scene: Scene, find: Find, typed: str, finds: bool) -> None:
    text = "Dans la savane, deux hippopotames. Facture 1234."
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))

    assert (("note", 1) in find(typed)) == finds


def test_the_questions_of_a_parser_break_nothing(scene: Scene, find: Find) -> None:
    for typed in (
        "a & | ! ( ) :* <->",
        "'; drop table x; --",
        "\\'",
        "«",
        '"a',
        "-" * 50,
        "ou " * 80,
        "x" * 3_000,
    ):
        find(typed)
