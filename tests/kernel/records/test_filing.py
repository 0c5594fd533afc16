"""A document filed in two dossiers: it lives in one, is kept as long as the longest, and both journals say so.

Nadia files; the sweep leaves it out while its other dossier keeps it.
"""

from datetime import date

import pytest

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Document, Origin
from egide.kernel.records.actions import close_records
from egide.kernel.records.filing import file_also, filed_in, kept_until, withdraw_filing
from egide.kernel.records.holds import place_hold
from egide.kernel.records.sweeping import documents_due, due_for_disposition, held_beyond, kept_elsewhere
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast
from tests.kernel.scene import Scene, open_scene

LATER = date(2040, 1, 1)


@pytest.fixture
def other(cast: Cast, scene: Scene) -> Scene:
    return open_scene(cast)


@pytest.fixture
def document(scene: Scene) -> Document:
    return scene.act(
        "nadia",
        lambda a, d: (
            add_document(
                dossier=d,
                title="Entente",
                origin=Origin.INTERNAL,
                stream=[b"texte"],
                file_name="entente.txt",
                actor_code=a.code,
                now=NOW,
            ).document
        ),
    )


def file_into(scene: Scene, document: Document) -> None:
    scene.act("nadia", lambda a, d: file_also(document=document, into=d, actor_code=a.code, now=NOW))


def close(scene: Scene, on: date) -> None:
    scene.act("nadia", lambda a, d: close_records(dossier=d, on=on))


def test_it_stands_in_both_and_both_journals_say_so(scene: Scene, other: Scene, document: Document) -> None:
    file_into(other, document)

    with acting_as(scene.cast.actor("nadia")):
        assert [filing.document_id for filing in filed_in(other.dossier)] == [document.pk]
    assert "document.filed" in scene.codes
    assert "document.received_filing" in other.codes
    with pytest.raises(Refused, match="déjà classé"):
        file_into(other, document)
    with pytest.raises(Refused, match="déjà dans ce dossier"):
        file_into(scene, document)


def test_it_follows_the_longest_of_its_dossiers(scene: Scene, other: Scene, document: Document) -> None:
    file_into(other, document)
    close(scene, date(2026, 11, 23))

    with acting_as(scene.cast.actor("nadia")):
        assert kept_until(Document.objects.select_related("dossier").get(pk=document.pk)) is None
    close(other, date(2029, 3, 1))
    with acting_as(scene.cast.actor("nadia")):
        assert kept_until(Document.objects.select_related("dossier").get(pk=document.pk)) == date(2036, 3, 1)


def test_the_sweep_leaves_out_what_another_dossier_keeps(
    scene: Scene, other: Scene, document: Document
) -> None:
    file_into(other, document)
    close(scene, date(2026, 11, 23))
    place = {"compartments": [scene.dossier.compartment_id]}

    with acting_as(scene.cast.actor("nadia")):
        assert list(due_for_disposition(today=date(2033, 11, 23), **place)) == []
        assert [d.number for d in due_for_disposition(today=date(2033, 11, 24), **place)] == [scene.number]
        assert list(documents_due(today=LATER, **place)) == []
        assert list(kept_elsewhere(scene.dossier, today=LATER)) == [document]
    close(other, date(2029, 3, 1))
    with acting_as(scene.cast.actor("nadia")):
        assert list(documents_due(today=LATER, **place)) == [document]


def test_taken_out_it_follows_its_own_dossier_again(scene: Scene, other: Scene, document: Document) -> None:
    file_into(other, document)
    close(scene, date(2026, 11, 23))
    other.act("nadia", lambda a, d: withdraw_filing(document=document, out_of=d, actor_code=a.code, now=NOW))

    with acting_as(scene.cast.actor("nadia")):
        place = {"compartments": [scene.dossier.compartment_id]}
        assert list(documents_due(today=LATER, **place)) == [document]
    with pytest.raises(Refused, match="n’est pas classé"):
        other.act(
            "nadia", lambda a, d: withdraw_filing(document=document, out_of=d, actor_code=a.code, now=NOW)
        )


def test_a_hold_keeps_the_dossier_out_of_the_sweep(scene: Scene) -> None:
    close(scene, date(2026, 11, 23))
    scene.act("nadia", lambda a, d: place_hold(dossier=d, reason="litige", actor_code=a.code, now=NOW))

    with acting_as(scene.cast.actor("nadia")):
        place = {"compartments": [scene.dossier.compartment_id]}
        assert list(due_for_disposition(today=LATER, **place)) == []
        assert [d.number for d in held_beyond(today=LATER, **place)] == [scene.number]
