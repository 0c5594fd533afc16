"""The words of the index, kept apart: a question spelled with them finds what the question finds, whoever writes.

A word is known in the transaction that writes it, and forgotten once its last text is gone.
"""

from collections.abc import Iterator

import pytest
from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.notes.actions import write_note
from egide.kernel.notes.models import Note
from egide.kernel.search import lexicon
from egide.kernel.search.models import Lexeme
from egide.kernel.search.rebuilding import fill, stale
from egide.kernel.search.vocabulary import forget
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from tests.database import as_owner
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import Find

# From sixty words « a… », some in two texts out of three, some once: every way of asking for one or for its beginning.
QUESTIONS = (
    "aa:*", "ab:*", "a:*", "zz:*", "'ab1'", "'zz'", "aa1 & ab:*", "aa:* & ab:*", "aa:* | zz", "zz:* | ab2",
    "aa1 & !ab:*", "!aa:*", "!zz:*", "ab:* & !aa1", "zz:* & aa1", "zz & (aa1 | ab:*)", "aa1 & (zz | ab:*)",
    "aa1 <-> ab:*", "aa:* <-> ab1", "aa1 <-> zz:*", "aa1 <2> ab:*", "(aa1 | aa1:*) & ab2", "aa1 & aa1:*",
    "aa1 <-> (ab1 | ab1:*)", "aa1 <-> ab1 | ab1:*", "zz | zz:* | aa1",
)  # fmt: skip


@pytest.fixture
def texts(scene: Scene) -> Iterator[Scene]:
    """Four hundred texts of some sixty words, and what is known of them."""
    with as_owner(), connection.cursor() as cursor:
        about = Dossier.objects.get(number=scene.number)
        cursor.execute(
            "insert into search_entry (dossier_id, compartment_id, place_id, source, rank, day, words)"
            " select e.dossier_id, e.compartment_id, e.place_id, 'note', 1000 + g, e.day - g, to_tsvector('simple',"
            " concat_ws(' ', 'aa' || g %% 7, 'ab' || g %% 40, 'ac' || (g * 31) %% 17))"
            " from search_entry e, generate_series(1, 400) g where e.dossier_id = %s and e.source = 'card'",
            [about.pk],
        )
    yield scene
    with as_owner(), connection.cursor() as cursor:
        assert list(lexicon.problems(cursor)) == []


def _answering(question: str, *, spelled: bool) -> set[int]:
    asked = (
        "search_spelled(%s::tsquery, array(select id::int from accounts_compartment))"
        if spelled
        else "%s::tsquery"
    )
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"select id from search_entry where words @@ {asked} and rank > 1000", [question])
        return {int(entry) for (entry,) in cursor.fetchall()}


def _spelled(question: str, compartments: list[int]) -> str:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select search_spelled(%s::tsquery, %s)::text", [question, compartments])
        return str(cursor.fetchone()[0])


def _note(scene: Scene, text: str) -> None:
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))


def test_a_question_spelled_finds_what_the_question_finds(texts: Scene) -> None:
    for question in QUESTIONS:
        assert _answering(question, spelled=True) == _answering(question, spelled=False), question


def test_a_beginning_is_written_as_its_words_unless_they_are_too_many(texts: Scene) -> None:
    office = [Compartment.objects.get(code="office").pk]

    assert _spelled("aa1 & ac1:*", office) == (
        "'aa1' & ( 'ac1' | 'ac10' | 'ac11' | 'ac12' | 'ac13' | 'ac14' | 'ac15' | 'ac16' )"
    )
    assert _spelled("aa1 & (aa2 | aa2:*)", office) == "'aa1' & 'aa2'"
    assert _spelled("ab:*", office) == "'ab':*"
    assert _spelled("zz:*", office) == ""
    assert _spelled("aa1 & zz", office) == ""


def test_the_words_of_another_compartment_spell_nothing(texts: Scene) -> None:
    others = list(Compartment.objects.exclude(code="office").values_list("pk", flat=True))

    assert _spelled("aa1:*", others) == ""


def test_a_beginning_is_found_in_the_transaction_that_writes_the_word(scene: Scene, find: Find) -> None:
    assert find("hippop*") == []

    _note(scene, "Un hippopotame.")

    assert find("hippop*") == [("note", 1)]
    with as_owner():
        Note.objects.update(text="Une girafe.")
    assert find("giraf*") == [("note", 1)]


def test_a_word_is_forgotten_with_its_last_text_and_not_before(scene: Scene, find: Find) -> None:
    _note(scene, "Un hippopotame, une girafe.")
    _note(scene, "Une girafe.")
    with as_owner():
        Note.objects.filter(rank=1).delete()

    with acting_as(service("scheduler")):
        forget()

    with as_owner():
        assert not Lexeme.objects.filter(word__startswith="hippop").exists()
        assert Lexeme.objects.filter(word__startswith="giraf").exists()
    assert find("giraf*") == [("note", 2)]
    _note(scene, "Un hippopotame.")
    assert find("hippop*") == [("note", 3)]


def test_a_word_lost_is_told_by_the_verification_and_the_rebuilding_finds_it(scene: Scene) -> None:
    _note(scene, "Un hippopotame.")
    with as_owner():
        Lexeme.objects.filter(word__startswith="hippop").delete()

        assert any("1 mots des textes ne sont pas connus" in told for told in stale(connection))
        fill(connection)
        assert list(stale(connection)) == []


def test_the_application_reads_no_word_but_those_of_its_compartments(scene: Scene) -> None:
    _note(scene, "Un hippopotame.")

    with acting_as(scene.cast.actor("claire")):
        assert not Lexeme.objects.filter(word__startswith="hippop").exists()
