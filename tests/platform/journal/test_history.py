"""The history of a dossier on the screens: newest first, in French, one query, within the walls.

The wording is tested here too, for it is what a reader sees.
"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal import wording
from egide.platform.journal.append import forget
from egide.platform.journal.history import history
from tests.platform.journal.conftest import NOON, OPENED, OTHER, Scene


@pytest.fixture(autouse=True)
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal's own sentence and those of a module, for the time of a test: no other layer's."""
    own = {"journal.notes_forgotten": wording._SENTENCES["journal.notes_forgotten"]}
    monkeypatch.setattr(wording, "_SENTENCES", own)
    wording.register(
        {"deadline.started": "Échéance le {due:date}", "letter.sent": "Lettre {number}, {missing}"}
    )


def test_it_tells_the_dossier_newest_first_in_one_query(sealed: Scene) -> None:
    with acting_as(service("scheduler")), CaptureQueriesContext(connection) as queries:
        rows = history(dossier_id=OPENED)

    assert len(queries) == 1
    assert [(row.seq, row.code) for row in rows] == [
        (4, "dossier.closed"),
        (3, "letter.sent"),
        (2, "deadline.started"),
        (1, "dossier.opened"),
    ]
    assert [row.sentence for row in rows] == [
        "dossier.closed",
        "Lettre 1, —",
        "Échéance le 7 janvier 2027",
        "dossier.opened",
    ]
    assert rows[1].notes == {"subject": "Accusé", "to": "Élise"}
    assert (rows[3].actor, rows[3].actor_name, rows[3].at) == ("service:scheduler", "Planificateur", NOON)


def test_it_goes_on_from_an_entry(sealed: Scene) -> None:
    with acting_as(service("scheduler")):
        first = history(dossier_id=OPENED, limit=2)
        then = history(dossier_id=OPENED, limit=2, before=first[-1].seq)

    assert [row.seq for row in (*first, *then)] == [4, 3, 2, 1]


def test_it_says_which_decision_destroyed_the_notes(sealed: Scene) -> None:
    with acting_as(service("scheduler")):
        forget(dossier_id=OPENED, decision="2027-014", at=NOON)
        newest, *_, oldest = history(dossier_id=OPENED)

    assert newest.sentence == "Notes détruites (3), décision n°\u00a02027-014"
    assert (oldest.notes, oldest.destroyed_by) == ({"reason": None}, "2027-014")


def test_it_shows_nothing_of_another_compartment(scene: Scene) -> None:
    scene.write(OTHER, compartment_id=scene.discipline)

    with acting_as(service("scheduler")):
        assert len(history(dossier_id=OTHER)) == 1
    with acting_as(service("public_intake")):
        assert history(dossier_id=OTHER) == ()


@pytest.mark.parametrize(
    ("template", "data", "expected"),
    [
        ("Reçu le {day:date}", {"day": "2027-04-01"}, "Reçu le 1er avril 2027"),
        (
            "Envoyé le {at:instant}",
            {"at": "2026-12-18T13:05:00Z"},
            "Envoyé le 18 décembre 2026 à 8\u00a0h\u00a005",
        ),
        ("Articles {grounds}", {"grounds": ["s37", "s53"]}, "Articles s37, s53"),
        ("Urgent\u00a0: {urgent}", {"urgent": True}, "Urgent\u00a0: oui"),
        ("Motif {ground}", {}, "Motif —"),
        ("{x.__class__}", {"x": "a"}, "—"),
    ],
)
def test_it_fills_a_sentence(template: str, data: dict[str, Any], expected: str) -> None:
    wording.register({"test.code": template})

    assert wording.sentence_for("test.code", data) == expected


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert wording.sentence_for("never.heard", {"a": 1}) == "never.heard"


def test_a_code_has_one_sentence() -> None:
    wording.register({"letter.sent": "Lettre {number}, {missing}"})
    with pytest.raises(ValueError, match="already"):
        wording.register({"letter.sent": "Autre phrase"})
