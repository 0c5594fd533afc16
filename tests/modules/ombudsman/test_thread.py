"""An exchange from the delegate's question to its end, each step as the person who does it, a refusal beside it."""

import json
from datetime import date, timedelta

import pytest

from egide.kernel.deadlines.models import DueDate
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.lifecycle.undoing import undo
from egide.kernel.records.holds import is_held, place_hold
from egide.kernel.records.models import Hold
from egide.modules.ombudsman import recommending
from egide.modules.ombudsman.actions import ask_for_date, link_complaint, release_linked
from egide.modules.ombudsman.models import Recommendation
from egide.modules.ombudsman.releasing import ENDED
from egide.platform.errors.failures import Refused
from egide.platform.journal.models import Event, Note
from tests.cast import TODAY, Cast
from tests.database import as_owner
from tests.kernel.scene import open_scene as open_intervention
from tests.modules.ombudsman.scene import Scene, name_mona, open_scene


@pytest.fixture
def scene(cast: Cast) -> Scene:
    name_mona(cast, "recourses")
    return open_scene(cast)


def answered(scene: Scene) -> Scene:
    scene.later(hours=1).move("gather", "mona", reponse="Le délai de 90 jours a été suivi.")
    scene.later(hours=1).move("validate")
    scene.approve("answer", "luc")
    scene.post("answer")
    return scene


def recommended(scene: Scene, text: str = "Réviser le guide remis aux personnes.") -> Scene:
    scene.act(
        "luc",
        lambda a, d: recommending.add_recommendation(
            dossier=d, text=text, received_on=d.received_on, now=scene.now
        ),
    )
    return scene


def answer(
    scene: Scene, rank: int, code: str, *, on: date | None, reasons: str = "Cela aide les gens."
) -> None:
    def act(_: object, dossier: object) -> None:
        row = Recommendation.objects.get(dossier=dossier, rank=rank)  # type: ignore[misc]
        recommending.answer_recommendation(
            dossier=dossier,  # type: ignore[arg-type]
            recommendation=row,
            answer=code,
            reasons=reasons,
            follow_up_on=on,
            on=TODAY,
            now=scene.now,
        )

    scene.act("luc", act)


def carry_out(scene: Scene, rank: int, *, evidence: str = "Le guide est publié.", on: date = TODAY) -> None:
    def act(actor: object, dossier: object) -> None:
        row = Recommendation.objects.get(dossier=dossier, rank=rank)  # type: ignore[misc]
        recommending.mark_done(
            dossier=dossier,  # type: ignore[arg-type]
            recommendation=row,
            on=on,
            evidence=evidence,
            actor_code=actor.code,  # type: ignore[attr-defined]
            now=scene.now,
        )

    scene.act("luc", act)


def reasons(scene: Scene) -> list[str]:
    with as_owner():
        return list(
            Hold.objects.filter(dossier__number=scene.number, lifted_at=None).values_list("reason", flat=True)
        )


def lifted(scene: Scene) -> tuple[str, str]:
    """Will say who lifted the last hold, and why, as the journal keeps it."""
    dossier = scene.dossier
    with as_owner():
        told = Event.objects.filter(dossier_id=dossier.pk, code="hold.lifted").latest("seq")
        return told.actor, str(Note.objects.get(event=told, key="reason").text)


def held(scene: Scene) -> bool:
    dossier = scene.dossier
    with as_owner():
        return is_held(dossier)


def test_the_respondent_of_the_subject_gets_it_and_the_others_of_the_network_do_not(scene: Scene) -> None:
    assert scene.number == "PCT-2026-00001"
    assert scene.dossier.state == "assigned"
    assert scene.sees("mona")

    other = open_scene(scene.cast, subject="access")

    assert other.dossier.state == "received"
    assert not other.sees("mona")
    assert [who for who in scene.cast.users if who != "denis" and scene.sees(who)] == ["luc", "mona"]


def test_a_question_is_answered_by_a_letter_that_someone_else_approves_then_closed(scene: Scene) -> None:
    scene.later(hours=1).move("gather", "mona", reponse="Le délai de 90 jours a été suivi.")
    with pytest.raises(Refused, match="réservée"):
        scene.move("validate", "mona")
    scene.later(hours=1).move("validate")
    with pytest.raises(Refused):
        scene.approve("answer", "mona")
    scene.approve("answer", "luc")
    scene.post("answer")

    assert scene.dossier.state == "answered"
    assert scene.due("answer").status == "met"
    scene.later(hours=1).move("close")
    assert scene.dossier.closed_on is not None
    assert scene.problems == []


def test_without_a_date_the_target_leaves_time_in_the_ten_days_and_is_named_a_target(scene: Scene) -> None:
    # From Monday 2026-11-23: seven working days end on Wednesday 2026-12-02.
    due = scene.due("answer")

    assert due.due_date == date(2026, 12, 2)
    assert "cible interne" in due.label
    assert "légal" not in due.proof


def test_the_date_that_the_delegate_asks_for_takes_the_place_of_the_target(scene: Scene) -> None:
    asked = open_scene(scene.cast, asked_on=TODAY + timedelta(days=3))
    assert asked.due("answer").due_date == TODAY + timedelta(days=3)
    assert "Date demandée par la déléguée" in asked.due("answer").proof
    assert asked.due("answer").label.endswith("(date demandée par la déléguée ou le délégué)")

    scene.act("luc", lambda a, d: ask_for_date(dossier=d, on=TODAY + timedelta(days=20), now=scene.now))

    assert scene.due("answer").due_date == TODAY + timedelta(days=20)
    assert scene.dossier.next_due_on == TODAY + timedelta(days=20)
    assert "cible interne" not in scene.due("answer").label + scene.dossier.next_due_label
    with pytest.raises(Refused, match="précède"):
        scene.act("luc", lambda a, d: ask_for_date(dossier=d, on=TODAY - timedelta(days=1), now=scene.now))
    assert scene.problems == []


def test_a_rule_that_was_named_otherwise_still_proves_its_dates(scene: Scene) -> None:
    due = scene.due("answer")
    proof = json.loads(due.proof)
    with as_owner():
        DueDate.objects.filter(pk=due.pk).update(proof=json.dumps(proof | {"label": "Autrefois"}))
    assert scene.problems == []

    with as_owner():
        DueDate.objects.filter(pk=due.pk).update(proof=json.dumps(proof | {"raw_date": "2026-12-03"}))
    assert len(scene.problems) == 1


def test_an_answer_on_the_phone_is_noted_without_a_letter(scene: Scene) -> None:
    scene.later(hours=1).move("gather", "mona", reponse="Oui.")
    scene.later(hours=1).move("validate")
    with pytest.raises(Refused):
        scene.move("answer_orally", "mona", occurred_on="2026-11-23", paroles="")
    scene.move("answer_orally", "mona", occurred_on="2026-11-23", paroles="Dit à Mme Lemay.")

    assert scene.dossier.state == "answered"
    assert scene.due("answer").status == "met"


def test_a_recommendation_is_answered_followed_and_done_before_the_exchange_closes(scene: Scene) -> None:
    answered(scene)
    with pytest.raises(Refused, match="Consignez d’abord le texte"):
        scene.move("receive_recommendation", occurred_on="2026-11-23")
    recommended(recommended(scene), "Former les agents.")
    scene.move("receive_recommendation", occurred_on="2026-11-23")
    with pytest.raises(Refused, match="doit avoir sa réponse"):
        scene.move("start_follow_up")
    answer(scene, 1, "accepted", on=date(2027, 1, 15))
    answer(scene, 2, "refused", on=None)

    assert scene.due("follow_up").due_date == date(2027, 1, 15)
    scene.move("start_follow_up")
    with pytest.raises(Refused, match="n’est pas réalisé"):
        scene.move("close")
    carry_out(scene, 1)
    assert scene.due("follow_up").status == "met"
    scene.later(hours=1).move("close")
    assert scene.dossier.state == "closed"
    assert scene.problems == []


def test_an_answer_to_a_recommendation_has_its_reasons_and_a_date(scene: Scene) -> None:
    recommended(answered(scene))

    with pytest.raises(Refused, match="raisons"):
        answer(scene, 1, "refused", on=None, reasons=" ")
    with pytest.raises(Refused, match="date à laquelle"):
        answer(scene, 1, "partly", on=None)
    with pytest.raises(Refused, match="acceptée"):
        carry_out(scene, 1)
    answer(scene, 1, "partly", on=TODAY)
    with pytest.raises(Refused, match="montre"):
        carry_out(scene, 1, evidence="")
    with pytest.raises(Refused, match="avenir"):
        carry_out(scene, 1, on=TODAY + timedelta(days=1))
    carry_out(scene, 1)
    with pytest.raises(Refused, match="déjà réalisée"):
        carry_out(scene, 1)


def test_the_complaint_concerned_is_held_when_it_is_in_reach_and_only_a_number_when_it_is_not(
    scene: Scene,
) -> None:
    mine = open_scene(scene.cast, linked_number=scene.number.lower())
    assert held(scene) is True
    behind = open_intervention(scene.cast)
    found = mine.act(
        "luc", lambda a, d: link_complaint(actor=a, dossier=d, number=behind.number, now=mine.now)
    )

    assert found is None
    assert behind.act("marc", lambda a, d: is_held(d)) is False
    with pytest.raises(Refused, match="numéro de cet échange"):
        mine.act("luc", lambda a, d: link_complaint(actor=a, dossier=d, number=d.number, now=mine.now))


def test_what_it_held_is_free_when_it_ends_and_what_something_else_holds_stays(scene: Scene) -> None:
    other = open_scene(scene.cast)
    mine = open_scene(scene.cast, linked_number=scene.number)
    mine.act("luc", lambda a, d: link_complaint(actor=a, dossier=d, number=other.number, now=mine.now))
    other.act("luc", lambda a, d: place_hold(dossier=d, reason="Litige", actor_code=a.code, now=mine.now))
    assert [held(one) for one in (mine, scene, other)] == [True, True, True]
    with pytest.raises(Refused, match="est ouvert"):
        mine.act("luc", lambda a, d: release_linked(actor=a, dossier=d, now=mine.now))

    mine.later(hours=1).move("end_inquiry", motive="Le Protecteur met fin à sa démarche.")

    # The one that was linked first is free too; the litigation keeps the other.
    assert [held(one) for one in (mine, scene, other)] == [False, False, True]
    assert reasons(other) == ["Litige"]
    assert (lifted(scene), lifted(other)) == (("service:scheduler", ENDED), ("service:scheduler", ENDED))
    with pytest.raises(Refused, match="ne retient plus rien"):
        mine.act("luc", lambda a, d: release_linked(actor=a, dossier=d, now=mine.now))


def test_an_exchange_that_goes_on_holds_again_what_its_end_had_released(scene: Scene) -> None:
    mine = open_scene(scene.cast, linked_number=scene.number)
    end = {"motive": "Le Protecteur met fin à sa démarche."}
    mine.later(hours=1).move("end_inquiry", **end)

    mine.later(hours=1).act("luc", lambda a, d: undo(actor=a, dossier=d, reason="Erreur.", now=mine.now))
    assert [held(one) for one in (mine, scene)] == [True, True]

    mine.later(hours=1).move("end_inquiry", **end)
    assert [held(one) for one in (mine, scene)] == [False, False]
    mine.later(hours=1).move("reopen", motive="Une nouvelle question.")
    assert [held(one) for one in (mine, scene)] == [True, True]
    assert mine.problems == []


def test_whoever_closes_need_not_see_the_complaint_concerned(scene: Scene) -> None:
    mine = open_scene(scene.cast, linked_number=scene.number)
    scene.act("luc", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Parenté", now=scene.now))
    assert not scene.sees("luc")

    mine.later(hours=1).move("end_inquiry", motive="Le Protecteur met fin à sa démarche.")

    assert held(scene) is False


def test_the_commissioner_keeps_his_own_exchanges_behind_his_wall(cast: Cast) -> None:
    his = open_scene(cast, who="claire", unit="commission", subject="admission")

    assert his.number == "PCC-2026-00001"
    assert [who for who in cast.users if who != "denis" and his.sees(who)] == ["claire"]
    his.give("simon")
    his.move("assign_respondent")
    assert his.sees("simon")
    assert not his.sees("yvette")
