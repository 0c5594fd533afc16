"""Lawful destruction: the notes of a dossier go, its chain stays whole and names the decision.

The deletion without a decision is among the attacks (test_tampering.py).
"""

import pytest
from django.db import DataError, ProgrammingError

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.append import access_chain, forget
from egide.platform.journal.models import Note
from tests.database import as_owner
from tests.platform.journal.conftest import NOON, OPENED, OTHER, Scene, Tamper, checked

DECISION = "2027-014"


def _forget(dossier: int = OPENED, decision: str = DECISION) -> int:
    with acting_as(service("scheduler")):
        return forget(dossier_id=dossier, decision=decision, at=NOON)


def test_it_deletes_texts_and_salts_and_verification_says_by_which_decision(sealed: Scene) -> None:
    assert _forget() == 3

    report = checked()
    assert report.ok, list(report.lines())
    assert "Notes\u00a0: 3, détruit, décision n°\u00a02027-014." in list(report.lines())
    with as_owner():
        assert {(note.text, note.salt, note.forgotten_by) for note in Note.objects.all()} == {
            (None, None, DECISION)
        }


def test_it_leaves_the_other_dossiers_alone(sealed: Scene) -> None:
    sealed.write(OTHER, notes={"why": "Autre dossier"})

    _forget()

    with as_owner():
        assert Note.objects.get(dossier_id=OTHER).text == "Autre dossier"


def test_it_reaches_the_notes_of_the_dossier_in_the_access_chains(sealed: Scene) -> None:
    sealed.write(chain=access_chain("office", NOON), code="access.refused", notes={"reason": "Conflit"})

    assert _forget() == 4
    assert checked().ok


def test_it_does_nothing_twice(sealed: Scene) -> None:
    assert (_forget(), _forget()) == (3, 0)
    assert checked().events == 7


def test_notes_written_after_the_destruction_are_no_anomaly(sealed: Scene) -> None:
    _forget()

    sealed.write(code="dossier.reopened", notes={"why": "Nouveau fait"})

    assert checked().ok


def test_it_finds_notes_that_came_back_with_an_old_backup(sealed: Scene, tamper: Tamper) -> None:
    with as_owner():
        note = Note.objects.get(key="reason")
    _forget()

    tamper(
        "update journal_note set text = %(text)s, salt = %(salt)s, forgotten_by = '' where key = 'reason'",
        text=note.text,
        salt=note.salt,
    )

    assert checked().codes == {"note_came_back"}


@pytest.mark.parametrize("decision", ["", " ", 'D"1', "n° 4", "x" * 65])
def test_it_refuses_a_destruction_without_a_numbered_decision(sealed: Scene, decision: str) -> None:
    with pytest.raises(DataError, match="cites its decision"):
        _forget(decision=decision)


def test_it_refuses_the_dossier_of_another_compartment(scene: Scene) -> None:
    scene.write(compartment_id=scene.discipline, notes={"why": "x"})

    with pytest.raises(ProgrammingError, match="not a compartment"), acting_as(service("public_intake")):
        forget(dossier_id=OPENED, decision=DECISION, at=NOON)

    with as_owner():
        assert Note.objects.get().text == "x"
