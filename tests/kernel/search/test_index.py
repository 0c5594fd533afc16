"""The index follows the texts in the same transaction, whoever writes them: written, edited, moved, merged, removed.

Looked at through the window, as a reader would; the recount of `egide verify` ends each life.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.actions import add_reference
from egide.kernel.joining.merging import merge_parties, undo_merge
from egide.kernel.letters.models import Letter
from egide.kernel.measures.actions import open_measure
from egide.kernel.measures.models import Source
from egide.kernel.messages.actions import post_message
from egide.kernel.notes.actions import write_note
from egide.kernel.notes.models import Note
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.search.models import Entry
from egide.kernel.search.rebuilding import fill, stale
from egide.kernel.search.triggers import texts_declared
from egide.platform.accounts.models import Unit
from tests.database import as_owner
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import Find


@pytest.fixture(autouse=True)
def nothing_stale(scene: Scene) -> Iterator[None]:
    yield
    with as_owner():
        assert list(stale(connection)) == []


def _note(scene: Scene, text: str) -> None:
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))


def test_a_note_is_found_in_the_transaction_that_writes_it(scene: Scene, find: Find) -> None:
    assert find("hippopotame") == []

    _note(scene, "Il a vu deux hippopotames.")

    assert find("hippopotame") == [("note", 1)]


def test_a_text_that_changes_is_found_by_its_new_words_alone(scene: Scene, find: Find) -> None:
    _note(scene, "Un hippopotame.")
    with as_owner():
        Note.objects.update(text="Une girafe.")

    assert find("girafes") == [("note", 1)]
    assert find("hippopotame") == []


def test_a_text_that_is_destroyed_is_found_no_more(scene: Scene, find: Find) -> None:
    _note(scene, "Un hippopotame.")
    with as_owner():
        Note.objects.all().delete()

    assert find("hippopotame") == []


def test_a_letter_is_found_by_what_its_draft_says_now(scene: Scene, find: Find) -> None:
    assert find("hippopotame") == []
    with as_owner():
        Letter.objects.filter(template="acknowledgment").update(body="Cher hippopotame.")

    assert find("hippopotames") == [("letter", 1)]


def test_a_message_and_the_name_of_a_document_are_found(scene: Scene, find: Find) -> None:
    def receive(actor: object, dossier: Dossier) -> None:
        person = Party.objects.filter(dossier=dossier, role=PartyRole.REQUESTER).order_by("rank")[0]
        post_message(
            dossier=dossier, direction="in", party=person, text="J’ai vu l’hippopotame.", files=[],
            actor_code="staff:1", now=scene.now,
        )  # fmt: skip
        add_document(
            dossier=dossier, title="Photo d’un hippopotame", origin=Origin.RECEIVED, stream=[b"x"],
            file_name="photo.txt", actor_code="staff:1", now=scene.now,
        )  # fmt: skip

    scene.act("nadia", receive)

    assert {source for source, _ in find("hippopotame")} == {"message", "document"}
    assert find("hippopotame", sources=("message",)) == [("message", 1)]


def test_a_corrective_measure_is_found_by_what_it_asks(scene: Scene, find: Find) -> None:
    def propose(actor: object, dossier: Dossier) -> None:
        open_measure(
            dossier=dossier, text="Former les hippopotames.", unit=dossier.unit, due_on=date(2027, 3, 31),
            source=Source.REQUEST, now=scene.now,
        )  # fmt: skip

    scene.act("marc", propose)

    assert find("formation hippopotame") == []
    assert find("hippopotame", sources=("measure",)) == [("measure", 1)]


def test_the_card_finds_title_people_and_numbers_together(scene: Scene, find: Find) -> None:
    scene.act(
        "nadia",
        lambda a, d: add_reference(dossier=d, number="PC-2026/0014", label="Protecteur", now=scene.now),
    )
    with as_owner():
        Dossier.objects.update(title="Hippopotame égaré")

    assert find("tremblay hippopotames protecteur") == [("card", 0)]


def test_a_merged_party_is_found_no_more_and_again_when_it_is_undone(scene: Scene, find: Find) -> None:
    twin = scene.act(
        "bruno",
        lambda a, d: add_person(dossier=d, role=PartyRole.OTHER, name="Zénobie Hippo", now=scene.now),
    )
    assert find("zenobie") == [("card", 0)]
    kept = {"kept": 1, "absorbed": twin.rank}
    made = scene.act(
        "nadia",
        lambda a, d: merge_parties(
            dossier=d, choices={}, actor=a, now=scene.now,
            **{name: Party.objects.get(dossier=d, rank=rank) for name, rank in kept.items()},
        ),
    )  # fmt: skip
    assert find("zenobie") == []

    scene.act("nadia", lambda a, d: undo_merge(dossier=d, merge=made, now=scene.now))

    assert find("zenobie") == [("card", 0)]


def test_a_dossier_that_changes_unit_takes_its_texts_along(scene: Scene, find: Find) -> None:
    _note(scene, "Un hippopotame.")
    with as_owner():
        other = Unit.objects.filter(compartment__code="office").exclude(code="interventions").first()
        Dossier.objects.update(unit=other)

    assert find("hippopotame", "nadia") == []
    assert find("hippopotame", "bruno") == [("note", 1)]  # who reads the whole compartment


def test_a_dossier_destroyed_leaves_no_row(scene: Scene, find: Find) -> None:
    with as_owner():
        dossier = Dossier.objects.get(number=scene.number)
        dossier.pk, dossier.number, dossier.title = None, "INT-2026-09999", "Hippopotame"
        dossier.save(force_insert=True)
    assert find("hippopotame") == [("card", 0)]

    with as_owner(), connection.cursor() as cursor:
        for table in ("finding_word", "finding_findable"):
            cursor.execute(f"delete from {table} where dossier_id = %s", [dossier.pk])
        dossier.delete()

    assert find("hippopotame") == []


def test_a_row_lost_or_forged_is_told_by_the_verification(scene: Scene) -> None:
    _note(scene, "Un hippopotame.")
    with as_owner():
        Entry.objects.filter(source="note").delete()
        assert list(stale(connection)) == ["Recherche : 1 texte absent de l’index (source « note »)."]
        fill(connection)
        Entry.objects.filter(source="note").update(words="girafe", day="2020-01-01")
        assert list(stale(connection)) == [
            "Recherche : 1 texte à une autre place ou à un autre jour (source « note »).",
            "Recherche : 1 texte dont les mots ont changé (source « note »).",
        ]
        fill(connection)


@pytest.mark.parametrize("before", ["with rows", "empty"])
def test_a_text_declared_later_is_indexed_with_what_its_table_already_holds(
    scene: Scene, find: Find, before: str
) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("drop trigger search_kept on notes_note")
    if before == "with rows":
        _note(scene, "Un hippopotame.")
        assert find("hippopotame") == []

    with as_owner(), connection.schema_editor(atomic=False) as editor:
        (declared,) = texts_declared()
        declared.code(None, editor)  # type: ignore[attr-defined]

    if before == "empty":
        _note(scene, "Un hippopotame.")
    assert find("hippopotame") == [("note", 1)]
