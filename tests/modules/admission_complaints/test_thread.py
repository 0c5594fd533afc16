"""A complaint to the Commissioner, from the receipt to the follow-up of what he recommends; a refusal for each success.

Claire is the Commissioner, Simon his analyst, Yvette his secretary.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from egide.kernel.gate.visibility import visible
from egide.kernel.letters.models import LetterState
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.recommendations.recommending import (
    draft_recommendation_letters,
    recommend,
    record_answer,
    record_done,
    withdraw_recommendation,
)
from egide.modules.admission_complaints.models import AdmissionComplaint
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import client_of
from tests.modules.admission_complaints.scene import Scene, delegated, open_scene

ALL = ("examine", "progress", "refuse")


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


def in_inquiry(scene: Scene) -> Scene:
    scene.give().later(hours=1)
    delegated(scene, *ALL)
    return scene.move("start_review", "simon").later(days=2).move("open_inquiry", "simon").later(days=3)


def recommended(scene: Scene, party: int = 2, text: str = "Fixer un délai à chaque étape.") -> Scene:
    today = timezone.localdate(scene.now)
    scene.act(
        "simon",
        lambda a, d: recommend(
            actor=a,
            dossier=d,
            party_rank=party,
            text=text,
            follow_up_on=today + timedelta(days=60),
            today=today,
            now=scene.now,
        ),
    )
    return scene


CONCLUSION = {"motive": "Le délai n’est pas raisonnable.", "faits_retenus": "Quatorze mois d’étude."}


def test_a_complaint_from_abroad_goes_from_the_receipt_to_the_follow_up(scene: Scene) -> None:
    scene.later(days=1).send("acknowledgment", "yvette")
    in_inquiry(scene).move("start_facilitation", "simon").later(days=1).move("resume_inquiry", "simon")
    recommended(scene)
    scene.move("conclude", "simon", outcome="with_recommendations", **CONCLUSION).later(days=1)
    scene.send("conclusions")
    assert scene.dossier.state == "drafting_conclusions"  # the parties do not know yet
    scene.send_each("conclusions_party")
    assert scene.dossier.state == "concluded"
    scene.act("claire", lambda a, d: draft_recommendation_letters(actor=a, dossier=d, now=scene.now))
    letters = f"/dossiers/{scene.number}/recommandations/"
    scene.send("recommendation").move("follow_recommendations").later(days=20)
    assert "lettres de recommandation" not in client_of(scene.cast.user("claire")).get(letters).text
    with pytest.raises(Refused, match="elles sont parties"):
        scene.act("claire", lambda a, d: draft_recommendation_letters(actor=a, dossier=d, now=scene.now))
    today = timezone.localdate(scene.now)
    answer = {"answer": "accepted", "answered_on": today, "words": "Un calendrier sera publié."}
    scene.act("simon", lambda a, d: record_answer(dossier=d, rank=1, today=today, now=scene.now, **answer))
    with pytest.raises(Refused, match="attend encore"):
        scene.move("close")
    scene.act("simon", lambda a, d: record_done(dossier=d, rank=1, done_on=today, today=today, now=scene.now))
    scene.move("close")

    assert scene.dossier.state == "closed"
    assert (scene.dossier.number[:9], scene.dossier.retention_series) == ("CAP-2026-", "8000")
    assert [letter.recipient.name for letter in scene.letters("conclusions_party")] == [
        "Ordre des dentistes du Québec",
        "Université de Québec-Nord",
    ]
    with as_owner():
        assert (
            list(dossiers_problems(scene.number)) == []
        )  # states, deadlines and letters, as `egide verify` reads
    body = scene.letters("recommendation")[0].body
    assert "Fixer un délai à chaque étape." in body
    assert "indépendante de l’Office" in body


def test_his_five_days_are_calendar_days(scene: Scene) -> None:
    (due,) = scene.dues("acknowledgment")
    assert (due.raw_date, due.due_date, due.measured_on) == (
        date(2026, 3, 21),
        date(2026, 3, 23),
        date(2026, 3, 21),
    )
    scene.at(date(2026, 3, 23)).send("acknowledgment", "yvette")
    assert scene.dues("acknowledgment")[0].status == "late"


def test_what_the_person_wrote_is_kept_as_written(scene: Scene) -> None:
    with as_owner():
        own = AdmissionComplaint.objects.get(dossier__number=scene.number)
    assert (own.motive, own.motives, own.country) == ("delay", ["delay", "documents"], "Algérie")
    assert own.order is not None


def test_out_of_scope_is_explained_and_ends_the_series(scene: Scene) -> None:
    scene.give()
    with pytest.raises(Refused, match="Motifs"):
        scene.move("declare_out_of_scope", outcome="merits_of_programme")
    scene.at(date(2026, 4, 2)).move(
        "declare_out_of_scope", outcome="merits_of_programme", motive="Le programme relève de l’université."
    )
    scene.send("out_of_scope").move("close")

    (explanation,) = scene.dues("scope_explanation")
    (notice,) = scene.dues("progress_notice")
    assert (explanation.raw_date, explanation.status) == (date(2026, 4, 15), "met")
    assert notice.status == "cancelled"
    assert scene.dues("reasons") == []


def test_reasons_are_due_thirty_days_after_the_decision(scene: Scene) -> None:
    in_inquiry(scene).at(date(2026, 5, 4)).move(
        "dismiss", outcome="unfounded", motive="Les faits ne fondent pas la plainte."
    )
    (due,) = scene.dues("reasons")
    assert (due.starts_on, due.raw_date) == (date(2026, 5, 4), date(2026, 6, 3))
    with pytest.raises(Refused, match="n’a pas été transmise"):
        scene.move("close")
    scene.at(date(2026, 6, 3)).send("reasons").move("close")

    assert scene.dues("reasons")[0].status == "met"
    assert "4 mai 2026" in scene.letters("reasons")[0].body
    assert scene.dues("progress_notice")[0].status == "cancelled"


def test_a_withdrawal_ends_the_examination_with_reasons(scene: Scene) -> None:
    in_inquiry(scene).move("decline", outcome="withdrawn", motive="Vous nous l’avez écrit.")
    assert scene.dossier.state == "declined"
    assert "mis fin à votre démarche" in scene.letters("reasons")[0].body


def test_a_period_without_notice_stays_late_when_the_examination_ends(scene: Scene) -> None:
    in_inquiry(scene).at(date(2026, 7, 20)).move("decline", outcome="not_useful", motive="Sans objet.")
    assert [(due.occurrence, due.status) for due in scene.dues("progress_notice")] == [
        (1, "late"),
        (2, "late"),
        (3, "cancelled"),
    ]
    assert all(due.internal_target <= due.due_date for due in scene.dues("progress_notice"))


def test_an_analyst_does_nothing_without_a_delegation(scene: Scene) -> None:
    scene.give()
    with pytest.raises(Refused, match="ne vous a pas délégué ce pouvoir"):
        scene.move("start_review", "simon")
    scene.move("start_review", "claire")
    delegated(scene, "examine")
    with pytest.raises(Refused, match="ne vous a pas délégué"):
        scene.move("decline", "simon", outcome="not_useful", motive="Sans objet.")
    assert scene.move("open_inquiry", "simon").dossier.state == "inquiry"


def test_a_delegation_that_ended_says_when(scene: Scene) -> None:
    scene.give().move("start_review", "claire")
    delegated(scene, "examine", since=date(2026, 3, 1), until=date(2026, 4, 15))
    scene.at(date(2026, 4, 15)).move("open_inquiry", "simon")
    with pytest.raises(Refused, match="a pris fin le 15 avril 2026"):
        scene.at(date(2026, 4, 16)).move("start_facilitation", "simon")


def test_an_analyst_signs_a_notice_by_delegation_and_never_conclusions(scene: Scene) -> None:
    in_inquiry(scene)
    scene.move("conclude", "simon", outcome="without_recommendation", **CONCLUSION)
    with pytest.raises(Refused, match="réservée à"):
        scene.send("conclusions", "simon")
    assert scene.send("conclusions", "claire").letters("conclusions")[0].state == LetterState.SENT


def test_the_analyst_sees_what_is_assigned_to_him_alone(scene: Scene) -> None:
    def seen(who: str) -> bool:
        with acting_as(scene.cast.actor(who)) as actor:
            return visible(actor).filter(number=scene.number).exists()

    assert (seen("simon"), seen("claire")) == (False, True)
    scene.give()
    assert seen("simon")
    outside = ("amelie", "bruno", "nadia", "marc", "helene", "odile", "pierre", "irene", "rene", "luc")
    assert [who for who in outside if seen(who)] == []


def test_conclusions_and_recommendations_say_the_same_thing(scene: Scene) -> None:
    in_inquiry(scene)
    with pytest.raises(Refused, match="au moins une recommandation"):
        scene.move("conclude", outcome="with_recommendations", **CONCLUSION)
    recommended(scene)
    with pytest.raises(Refused, match="Des recommandations sont écrites"):
        scene.move("conclude", outcome="without_recommendation", **CONCLUSION)
    scene.act("simon", lambda a, d: withdraw_recommendation(dossier=d, rank=1, now=scene.now))
    assert scene.move("conclude", outcome="settled", **CONCLUSION).dossier.state == "drafting_conclusions"


def test_a_recommendation_goes_to_a_party_concerned_and_to_nobody_else(scene: Scene) -> None:
    in_inquiry(scene)
    with pytest.raises(Refused, match="partie visée"):
        recommended(scene, party=1)  # the person who complains
    with pytest.raises(Refused, match="Écrivez la recommandation"):
        recommended(scene, text="  ")


def test_what_was_refused_is_never_done(scene: Scene) -> None:
    recommended(in_inquiry(scene)).move("conclude", outcome="with_recommendations", **CONCLUSION)
    today = timezone.localdate(scene.now)
    answer = {"answered_on": today, "words": "", "today": today, "now": scene.now}
    scene.act("claire", lambda a, d: record_answer(dossier=d, rank=1, answer="refused", **answer))
    with pytest.raises(Refused, match="accepte la recommandation"):
        scene.act(
            "claire", lambda a, d: record_done(dossier=d, rank=1, done_on=today, today=today, now=scene.now)
        )
    later = answer | {"answered_on": today + timedelta(days=1)}
    with pytest.raises(Refused, match="dans l’avenir"):
        scene.act("claire", lambda a, d: record_answer(dossier=d, rank=1, answer="accepted", **later))


def test_approved_conclusions_are_not_taken_back(scene: Scene) -> None:
    in_inquiry(scene).move("conclude", outcome="settled", **CONCLUSION)
    scene.move("revise", motive="Un fait nouveau.").move("conclude", outcome="settled", **CONCLUSION)
    scene.send("conclusions")
    with pytest.raises(Refused, match="déjà parties"):
        scene.move("revise", motive="Un autre fait.")
