"""Verification finds what was changed behind the journal's back: states, dates, statuses, facts, letters, retention.

One untouched life is the positive twin of every attack.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F, Model

from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.modules.interventions.models import InterventionDetails
from tests.cast import Cast
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene

DAY = timedelta(days=1)


@pytest.fixture
def lived(cast: Cast) -> Scene:
    """A dossier with met, open and restored deadlines, letters sent and drafted, a step undone."""
    scene = in_progress(open_scene(cast))
    scene.move("prepare_reply", **REPLY)
    scene.later(hours=1).undo()
    return scene


@pytest.fixture
def closed(cast: Cast) -> Scene:
    """A dossier withdrawn and closed."""
    scene = open_scene(cast)
    scene.move("withdraw", occurred_on=scene.today.isoformat(), motive="Réglé.")
    scene.later(days=1).move("close")
    return scene


def change(scene: Scene, model: type[Model], where: dict[str, Any], **values: Any) -> None:
    scope = {"number": scene.number} if model is Dossier else {"dossier__number": scene.number}
    rows = scene.act("marc", lambda a, d: model._default_manager.filter(**scope, **where).update(**values))
    assert rows == 1, "the attack changed nothing"


def test_an_honest_life_has_no_problem(lived: Scene) -> None:
    assert lived.problems == []


def test_an_honest_closing_has_no_problem(closed: Scene) -> None:
    assert closed.problems == []


@pytest.mark.parametrize(
    ("change_of_state", "said"),
    [
        ({"state": "closed"}, "état « closed », le journal mène à « in_progress »"),
        ({"entered_at": F("entered_at") - DAY}, "l’entrée dans l’étape"),
    ],
)
def test_a_stored_state_that_the_journal_does_not_tell_is_found(
    lived: Scene, change_of_state: dict[str, Any], said: str
) -> None:
    change(lived, Dossier, {}, **change_of_state)

    assert [said in problem.replace("\u00a0", " ") for problem in lived.problems] == [True]


@pytest.mark.parametrize("column", ["raw_date", "due_date", "internal_target", "measured_on", "starts_on"])
@pytest.mark.parametrize("days", [-1, 7])
def test_a_stored_date_that_the_law_does_not_give_is_found(lived: Scene, column: str, days: int) -> None:
    change(lived, DueDate, {"rule": "interventions.reply"}, **{column: F(column) + days * DAY})

    assert any("diffère de son recalcul" in problem for problem in lived.problems)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("reply", {"status": "met", "settled_on": "2026-11-30"}),
        ("reply", {"status": "cancelled"}),
        ("acknowledgment", {"settled_on": F("settled_on") - DAY}),
        ("acknowledgment", {"status": "late"}),
    ],
)
def test_a_deadline_made_to_look_better_is_found(lived: Scene, rule: str, values: dict[str, Any]) -> None:
    change(lived, DueDate, {"rule": f"interventions.{rule}"}, **values)

    assert any("n’est pas dans l’état que dit le journal" in problem for problem in lived.problems)


def test_a_rewritten_proof_is_found(lived: Scene) -> None:
    proof = lived.due("reply").proof.replace("Départ", "Debut")
    change(lived, DueDate, {"rule": "interventions.reply"}, proof=proof)

    assert any("diffère de son recalcul" in problem for problem in lived.problems)


@pytest.mark.parametrize(
    "values", [{"occurred_on": F("occurred_on") + DAY}, {"withdrawn_at": F("recorded_at")}]
)
def test_a_fact_moved_or_hidden_is_found(lived: Scene, values: dict[str, Any]) -> None:
    change(lived, FactRecord, {"code": "letter_sent:acknowledgment"}, **values)

    assert any("le fait «" in problem for problem in lived.problems)


@pytest.mark.parametrize("values", [{"state": "failed"}, {"sha256": "0" * 64}])
def test_a_letter_whose_state_or_hash_was_changed_is_found(lived: Scene, values: dict[str, Any]) -> None:
    change(lived, Letter, {"template": "acknowledgment"}, **values)

    assert any("la lettre 1" in problem for problem in lived.problems)


@pytest.mark.parametrize("column", ["closed_on", "active_until", "semi_active_until"])
def test_a_closing_or_retention_date_that_was_changed_is_found(closed: Scene, column: str) -> None:
    change(closed, Dossier, {}, **{column: F(column) + DAY})

    assert [problem for problem in closed.problems if "conservation diffère" in problem]


@pytest.mark.parametrize("delete", [DueDate, Letter])
def test_a_row_that_vanished_is_found(cast: Cast, delete: type[Model]) -> None:
    scene = open_scene(cast)
    remove: Callable[..., Any] = lambda a, d: delete._default_manager.filter(dossier_id=d.pk).delete()  # noqa: E731

    assert scene.problems == []
    scene.act("marc", remove)
    assert len(scene.problems) >= 1


@pytest.mark.parametrize("column", ["theme", "urgency", "result", "destination", "joined_to"])
def test_a_column_that_no_step_kept_so_is_found(lived: Scene, column: str) -> None:
    assert lived.problems == []

    change(lived, InterventionDetails, {}, **{column: "other"})

    (problem,) = lived.problems
    assert f"la colonne «\u00a0{column}\u00a0»" in problem


def test_what_an_undone_step_had_kept_is_what_was_before(cast: Cast) -> None:
    scene = open_scene(cast)
    scene.move("withdraw", occurred_on=scene.today.isoformat(), motive="Réglé.")
    scene.later(hours=1).undo()
    assert scene.problems == []

    change(scene, InterventionDetails, {}, result="withdrawn")

    assert "la colonne «\u00a0result\u00a0»" in scene.problems[0]
