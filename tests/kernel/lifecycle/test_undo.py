"""Undo: who may, when it is too late, and that whatever stood before a move stands again exactly after its undo.

The property is tried on a lifecycle that holds every verb (verbs.py), then on the real one.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from egide.kernel import registry
from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.offered import offers
from egide.kernel.mandates.models import Mandate
from egide.kernel.records.models import Hold
from egide.modules.interventions.models import InterventionDetails
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.kernel.lifecycle.verbs import EVERY_VERB
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene

TABLES = (FactRecord, DueDate, Letter, Decision, Mandate, Hold)
# What says that a row made by the undone move no longer counts.
VOID: dict[type, Any] = {
    FactRecord: lambda row: row["withdrawn_at"] is not None,
    DueDate: lambda row: row["status"] == "cancelled",
    Letter: lambda row: row["state"] == "cancelled",
    Decision: lambda row: row["withdrawn_at"] is not None,
    Mandate: lambda row: row["ended_at"] is not None,
    Hold: lambda row: row["lifted_at"] is not None,
}
VERB_STEPS, REAL_STEPS = 10, 8
OTHER = "INT-2026-00001"  # the first dossier that a test opens; the one that is joined to it is the second


@pytest.fixture
def every_verb() -> Iterator[None]:
    """The house with the lifecycle that holds every verb."""
    installed = registry.modules()
    registry.install((EVERY_VERB,))
    yield
    registry.install(installed)


def picture(scene: Scene) -> dict[Any, dict[str, Any]]:
    """Every stored column of the dossier and of what hangs from it, by table and row."""
    found: dict[Any, dict[str, Any]] = {}
    dossier = scene.dossier
    for table in TABLES:
        rows = scene.act("marc", lambda a, d, t=table: list(t.objects.filter(dossier_id=d.pk).values()))  # type: ignore[misc]
        found |= {(table, row["id"]): row for row in rows}
    rows = scene.act("marc", lambda a, d: list(InterventionDetails.objects.filter(pk=d.pk).values()))
    found[InterventionDetails, dossier.pk] = rows[0]
    own = {field.attname: getattr(dossier, field.attname) for field in Dossier._meta.concrete_fields}
    own.pop("version")  # it only goes up: older forms are refused, whatever they show
    return found | {(Dossier, dossier.pk): own}


def assert_as_before(before: dict[Any, dict[str, Any]], after: dict[Any, dict[str, Any]]) -> None:
    assert {key: after[key] for key in before} == before
    for key in after.keys() - before.keys():
        assert VOID[key[0]](after[key]), f"{key[0].__name__} stands after the undo"


def try_moves(scene: Scene, seed: int, steps: int) -> list[str]:
    """Will make random moves, each undone, compared, then made again; returns what was done."""
    chance = random.Random(seed)
    done: list[str] = []
    for _ in range(steps):
        scene.later(hours=chance.randint(1, 40))
        open_now = [o.transition for o in _offers(scene) if not o.reasons]
        if not open_now:
            break
        transition = chance.choice(open_now)
        answers = {
            asked.name: _answer(asked.name, asked.kind, asked.choices, scene) for asked in transition.fields
        }
        before = picture(scene)
        scene.move(transition.code, who="marc", **answers)
        scene.later(minutes=5).undo()
        assert_as_before(before, picture(scene))
        assert scene.problems == [], (seed, done)
        scene.later(minutes=5).move(transition.code, who="marc", **answers)
        done.append(transition.code)
    return done


def _offers(scene: Scene) -> Any:
    today = scene.today
    return scene.act("marc", lambda actor, d: offers(actor=actor, dossier=d, today=today))


def _answer(name: str, kind: str, choices: tuple[tuple[str, str], ...], scene: Scene) -> str:
    if kind == "dossier":
        return OTHER
    if kind == "date":
        later = 30 if name == "nouvelle_date" else 0
        return (scene.today + timedelta(days=later)).isoformat()
    return choices[0][0] if choices else "Une phrase."


@pytest.mark.usefixtures("every_verb")
@pytest.mark.parametrize("seed", range(4))
def test_a_move_and_its_undo_leave_every_stored_row_as_it_was(scene: Scene, seed: int) -> None:
    assert len(try_moves(scene, seed, VERB_STEPS)) == VERB_STEPS
    assert scene.problems == []


@pytest.mark.usefixtures("every_verb")
@pytest.mark.parametrize("code", [t.code for t in EVERY_VERB.lifecycle.transitions if t.code != "reopen"])  # type: ignore[union-attr]
def test_each_verb_is_taken_back_even_when_others_did_the_same_before(scene: Scene, code: str) -> None:
    # First a past that undo must not disturb: cancelled and met deadlines, ended mandates, lifted holds.
    reply = {"verifications": "Le registre.", "constats": "Rien."}
    for past in (
        "ask",
        "cancel",
        "ask",
        "mandate",
        "end",
        "mandate",
        "hold",
        "lift",
        "hold",
        "hold",
        "draft",
    ):
        scene.later(minutes=1).move(past, **(reply if past == "draft" else {}))
    scene.later(minutes=1)
    before = picture(scene)

    asked = EVERY_VERB.lifecycle.transition(code).fields  # type: ignore[union-attr]
    scene.move(code, **{f.name: _answer(f.name, f.kind, f.choices, scene) for f in asked})
    scene.later(minutes=1).undo()

    assert_as_before(before, picture(scene))


@pytest.mark.usefixtures("every_verb")
def test_an_undone_reopening_gives_the_closing_day_and_the_retention_back(scene: Scene) -> None:
    scene.later(days=3).move("close")
    closed = scene.dossier
    scene.later(days=400).move("reopen")
    assert scene.dossier.closed_on is None

    scene.later(days=1).undo()

    again = scene.dossier
    assert again.closed_on == closed.closed_on == (closed.received_on + timedelta(days=3))
    assert (again.active_until, again.semi_active_until) == (closed.active_until, closed.semi_active_until)


@pytest.mark.parametrize("seed", range(2))
def test_the_moves_of_the_house_are_taken_back_as_exactly(cast: Cast, seed: int) -> None:
    open_scene(cast)
    scene = open_scene(cast)
    scene.give()
    scene.acknowledge()

    assert len(try_moves(scene.later(hours=1), seed, REAL_STEPS)) >= 2


def test_a_superseded_draft_comes_back_with_the_undo(cast: Cast) -> None:
    scene = in_progress(open_scene(cast))
    scene.move("prepare_reply", **REPLY)
    scene.later(hours=1).move("resume_work", motive="Un fait nouveau.")
    first = scene.letter("reasoned_reply")
    scene.later(hours=1).move("prepare_reply", **REPLY)
    second = scene.letter("reasoned_reply")
    states = scene.act("marc", lambda a, d: dict(Letter.objects.values_list("rank", "state")))
    assert (states[first.rank], states[second.rank]) == ("cancelled", "draft")

    scene.later(hours=1).undo()

    states = scene.act("marc", lambda a, d: dict(Letter.objects.values_list("rank", "state")))
    assert (states[first.rank], states[second.rank]) == ("draft", "cancelled")


@pytest.mark.parametrize("who", ["nadia", "bruno", "helene"])
def test_only_the_head_of_the_unit_takes_a_step_back(scene: Scene, who: str) -> None:
    scene.give()
    scene.move("start_triage")

    with pytest.raises(Refused, match=r"réservée à.*responsable de l’unité"):
        scene.undo(who=who)
    assert scene.dossier.state == "triage"

    scene.undo(who="marc")
    assert scene.dossier.state == "received"
    assert scene.journal[-1].notes == {"reason": "Erreur de saisie."}


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2001, "a\x00b"])
def test_an_undo_says_why_in_words_that_can_be_kept(scene: Scene, reason: str) -> None:
    scene.give()
    scene.move("start_triage")

    with pytest.raises(Refused, match=r"Dites pourquoi|tient en 2000"):
        scene.undo(reason=reason)

    scene.undo(reason="x" * 2000)


def test_there_is_nothing_to_take_back_in_a_new_dossier_nor_twice(scene: Scene) -> None:
    with pytest.raises(Refused, match="aucune étape"):
        scene.undo()

    scene.give()
    scene.move("start_triage")
    scene.undo()
    with pytest.raises(Refused, match="aucune étape"):
        scene.undo()


def test_a_letter_that_left_since_the_step_forbids_its_undo_and_a_draft_does_not(scene: Scene) -> None:
    scene.give()
    scene.move("start_triage")
    scene.later(hours=1).move("ask_particulars", precisions="La date.", date_precisions="2026-12-10")
    scene.approve("request_for_particulars", who="nadia")
    scene.undo()
    assert scene.letter("request_for_particulars").state == "cancelled"

    scene.later(hours=1).move("ask_particulars", precisions="La date.", date_precisions="2026-12-10")
    scene.approve("request_for_particulars", who="nadia")
    scene.post("request_for_particulars")
    with pytest.raises(Refused, match="Une lettre a été transmise depuis cette étape"):
        scene.undo()
    assert scene.dossier.state == "awaiting_particulars"


def test_a_letter_approved_before_the_step_and_sent_after_it_counts(scene: Scene) -> None:
    scene.give()
    scene.approve("acknowledgment", who="bruno")
    scene.later(hours=1).move("start_triage")
    scene.later(hours=1).post("acknowledgment")

    with pytest.raises(Refused, match="transmise"):
        scene.undo()


def test_a_letter_that_left_before_the_step_does_not_hold_it(scene: Scene) -> None:
    scene.give()
    scene.acknowledge()
    scene.later(hours=1).move("start_triage")

    scene.later(hours=1).undo()

    assert scene.dossier.state == "received"


def test_a_waiting_acknowledgment_does_not_notify_a_decision_and_its_own_letter_does(scene: Scene) -> None:
    scene.give()
    scene.move("start_triage")
    scene.later(hours=1).move(
        "declare_not_admissible", outcome="merits", destination="Le syndic", motive="Le fond."
    )
    scene.later(hours=1).acknowledge()
    assert "decision.notified" not in scene.codes

    scene.later(hours=1).approve("not_admissible")
    scene.post("not_admissible")

    decision = scene.act("marc", lambda a, d: Decision.objects.get(dossier_id=d.pk))
    assert decision.notified_on == scene.today
    assert scene.codes.count("decision.notified") == 1
    with pytest.raises(Refused):
        scene.undo()
