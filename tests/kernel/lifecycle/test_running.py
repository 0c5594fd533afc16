"""`run()`: what makes a transition, and the sentence for each thing that stops it; the screen says the same.

The guards' sentences are the declaration's own: a test quotes them, the page shows them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from egide.kernel import registry
from egide.kernel.decisions.models import Decision
from egide.kernel.lifecycle.offered import closed_by, offers
from egide.kernel.lifecycle.running import transition_of
from egide.kernel.mandates.actions import give_mandate
from egide.law import roles
from egide.modules.interventions.module import INTERVENTIONS
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import Cast
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene


@pytest.fixture
def retired() -> Iterator[None]:
    """The house on the day after « start_triage » was retired."""
    installed, life = registry.modules(), INTERVENTIONS.lifecycle
    assert life is not None
    changed = tuple(
        replace(t, until=date(2026, 11, 23)) if t.code == "start_triage" else t for t in life.transitions
    )
    registry.install((replace(INTERVENTIONS, lifecycle=replace(life, transitions=changed)),))
    yield
    registry.install(installed)


def shown(scene: Scene, code: str, who: str = "nadia") -> str:
    return scene.act(
        who,
        lambda actor, dossier: " ".join(
            closed_by(
                actor=actor,
                dossier=dossier,
                transition=transition_of(dossier, code),
                today=scene.today,
            )
        ),
    )


def refused(scene: Scene, code: str, who: str = "nadia", **answers: str) -> str:
    before = (scene.dossier.state, scene.dossier.version, len(scene.journal))
    with pytest.raises(Refused) as refusal:
        scene.move(code, who=who, **answers)
    assert (scene.dossier.state, scene.dossier.version, len(scene.journal)) == before
    return refusal.value.what


def test_a_move_changes_state_and_version_and_is_journaled_with_its_notes(scene: Scene) -> None:
    scene.give()
    version = scene.dossier.version
    scene.later(hours=1).move("start_triage")

    dossier, last = scene.dossier, scene.journal[-1]
    assert (dossier.state, dossier.version, dossier.entered_at) == ("triage", version + 1, scene.now)
    assert (last.code, last.data["from"], last.data["to"]) == ("lifecycle.moved", "received", "triage")
    assert last.data["declaration"] == "2026-3"

    scene.later(hours=1).move("withdraw", occurred_on=scene.today.isoformat(), motive="Réglé avec l’ordre.")
    assert scene.journal[-1].notes["motive"] == "Réglé avec l’ordre."


def test_an_unknown_transition_does_not_exist(scene: Scene) -> None:
    with pytest.raises(NotVisible):
        scene.move("burn")


def test_a_wrong_step_is_said_with_both_names_on_screen_as_in_the_action(scene: Scene) -> None:
    said = refused(scene, "close")

    assert said.replace("\u00a0", " ") == "« Fermer le dossier » n’est pas offert à l’étape « Reçue »."
    assert shown(scene, "close") == said


def test_a_wrong_role_is_told_for_whom_the_step_is(scene: Scene) -> None:
    scene.give()
    scene.move("start_triage")

    said = refused(scene, "declare_admissible", who="bruno", motive="Oui.")
    assert said.replace("\u00a0", " ") == "Cette action est réservée à : analyste, responsable de l’unité."
    assert shown(scene, "declare_admissible", who="bruno") == said


def test_a_person_does_not_make_the_moves_of_the_system(cast: Cast) -> None:
    scene = in_progress(open_scene(cast))
    scene.move("prepare_reply", **REPLY)

    assert "réservée à" in refused(scene, "record_reply", who="marc")


@pytest.mark.usefixtures("retired")
def test_a_retired_transition_is_no_longer_offered_but_past_ones_still_replay(scene: Scene) -> None:
    scene.give()
    scene.now -= timedelta(days=1)
    scene.act("nadia", lambda a, d: type(d).objects.filter(pk=d.pk).update(received_on=scene.today))
    scene.move("start_triage")
    assert scene.problems == []
    scene.undo()

    scene.later(days=1)
    assert "n’est pas offert" in refused(scene, "start_triage")
    assert "n’est pas offert" in shown(scene, "start_triage")


GUARDS = {
    "start_triage": "Confiez d’abord le dossier à une personne.",
    "declare_admissible": "L’accusé de réception n’a pas encore été transmis.",
}


def test_each_guard_gives_its_own_sentence_and_the_screen_the_same(scene: Scene) -> None:
    assert refused(scene, "start_triage") == shown(scene, "start_triage") == GUARDS["start_triage"]

    scene.give()
    scene.move("start_triage")
    code = "declare_admissible"
    assert refused(scene, code, motive="Oui.") == shown(scene, code) == GUARDS[code]

    scene.acknowledge()
    assert shown(scene, code) == ""
    scene.move(code, motive="Oui.")


def test_a_dossier_does_not_close_while_a_commitment_runs(cast: Cast) -> None:
    scene = open_scene(cast)
    scene.give()
    scene.move("start_triage")
    scene.move("declare_not_admissible", outcome="merits", destination="Le syndic.", motive="Le fond.")
    said = refused(scene, "close")
    assert "la lettre qui répond à la personne n’a pas été transmise" in said
    assert "Une échéance court encore" in said
    assert said == shown(scene, "close")

    scene.later(hours=1).approve("not_admissible")
    scene.post("not_admissible")
    scene.move("close")

    # A refusal that left answers both commitments: nothing is late for ever in a closed dossier.
    assert [scene.due(code).status for code in ("acknowledgment", "reply")] == ["met", "met"]
    assert scene.dossier.next_due_on is None


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-22", "cette date précède la réception de la demande, le 23 novembre 2026"),
        ("2026-11-26", "cette date est dans l’avenir"),
        ("23/11/2026", "écrivez la date sous la forme AAAA-MM-JJ"),
        ("2026-02-30", "écrivez la date sous la forme AAAA-MM-JJ"),
        ("2026-W48-1", "écrivez la date sous la forme AAAA-MM-JJ"),
        ("20261124", "écrivez la date sous la forme AAAA-MM-JJ"),
        ("", "doit être rempli"),
        ("2026-11-2\x00", "caractère qui ne peut pas être enregistré"),
        ("2026-11-24 08:00", "trop long"),
    ],
)
def test_a_fact_happened_between_the_receipt_and_today(scene: Scene, day: str, why: str) -> None:
    scene.later(days=2)

    assert why in refused(scene, "withdraw", occurred_on=day, motive="Réglé.").replace("\u00a0", " ")

    for good in ("2026-11-23", "2026-11-25"):
        scene.move("withdraw", occurred_on=good, motive="Réglé.")
        scene.later(minutes=1).undo()


def test_today_is_the_office_s_day_not_the_world_s(scene: Scene) -> None:
    scene.now = scene.now.replace(hour=3) + timedelta(
        days=1
    )  # 22 h in Montréal, already tomorrow in Greenwich

    assert "avenir" in refused(scene, "withdraw", occurred_on="2026-11-24", motive="Réglé.")
    scene.move("withdraw", occurred_on="2026-11-23", motive="Réglé.")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"motive": "x" * 8001}, "8000 caractères au plus"),
        ({"motive": "a\x00b"}, "ne peut pas être enregistré"),
        ({"motive": " \n "}, "doit être rempli"),
        ({"outcome": "because"}, "choisissez une des réponses proposées"),
        ({"outcome": ""}, "choisissez une des réponses proposées"),
        ({"destination": "x" * 301}, "300 caractères au plus"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_in_words(
    scene: Scene, answers: dict[str, str], why: str
) -> None:
    good = {"outcome": "merits", "destination": "Le syndic.", "motive": "x" * 8000}
    scene.give()
    scene.move("start_triage")

    assert why in refused(scene, "declare_not_admissible", **good | answers)
    scene.move("declare_not_admissible", **good)

    decision = scene.act("marc", lambda a, d: Decision.objects.get(dossier_id=d.pk))
    assert (decision.code, decision.label) == ("merits", "Demande de juger le fond d’une affaire")
    assert len(decision.motive) == 8000


def test_an_undeclared_answer_is_left_out(scene: Scene) -> None:
    scene.give()
    scene.move("start_triage", motive="Personne ne le demande.")

    assert scene.journal[-1].notes == {}


def test_closing_ends_the_mandates_and_says_so(cast: Cast) -> None:
    scene = open_scene(cast)
    scene.act(
        "marc", lambda a, d: give_mandate(dossier=d, role=roles.ANALYST, purpose="Vérifier", now=scene.now)
    )
    scene.move("withdraw", occurred_on=scene.today.isoformat(), motive="Réglé.")
    scene.later(days=1).move("close")

    assert [code for code in scene.codes if code.startswith("mandate")] == ["mandate.given", "mandate.ended"]


def test_who_may_do_nothing_is_offered_nothing(scene: Scene) -> None:
    assert scene.act("helene", lambda a, d: offers(actor=a, dossier=d, today=scene.today)) == ()
    assert [
        o.transition.code
        for o in scene.act("nadia", lambda a, d: offers(actor=a, dossier=d, today=scene.today))
    ]
