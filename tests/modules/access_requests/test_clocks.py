"""The clocks of an access request: twenty days, ten more once and in time, silence, and the applicant's recourses."""

from datetime import date

import pytest
from django.db import connection

from egide.kernel.deadlines.models import DueDate
from egide.kernel.letters.models import Letter
from egide.kernel.notices.models import Notice
from egide.kernel.parties.models import Party
from egide.kernel.records.holds import hold_what_is_touched, is_held
from egide.kernel.records.models import HoldKind
from egide.modules.access_requests import ending
from egide.modules.access_requests.recourses import clocks
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.modules.access_requests.scene import Scene, open_scene, validate_texts

MARCH = NOW.replace(month=3, day=2)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Received on Monday 2 March 2026: twenty days end on Sunday 22 March."""
    found = open_scene(cast, received_at=MARCH)
    found.give()
    found.move("start_search")
    return found


def decided(scene: Scene, outcome: str = "not_held") -> Scene:
    """Will answer the request that day."""
    validate_texts()
    scene.move("start_analysis")
    scene.move("propose_decision", outcome=outcome)
    scene.send("decision")
    return scene


def test_the_extension_runs_from_the_raw_date(scene: Scene) -> None:
    assert scene.due("decision").raw_date == date(2026, 3, 22)

    scene.on(date(2026, 3, 20)).move("prepare_extension_search", raison="Des archives sont au dépôt.")
    assert not scene.due("decision").extended
    scene.send("extension")

    due = scene.due("decision")
    assert (due.extended, due.raw_date, due.status) == (True, date(2026, 4, 1), "open")


def test_the_extension_is_refused_once_late_and_once_given(scene: Scene) -> None:
    scene.on(date(2026, 3, 23))
    with pytest.raises(Refused, match="expiré le 22 mars 2026"):
        scene.move("prepare_extension_search", raison="Trop tard.")

    scene.on(date(2026, 3, 20)).move("prepare_extension_search", raison="Des archives sont au dépôt.")
    scene.send("extension")
    with pytest.raises(Refused, match="qu’une prolongation"):
        scene.move("prepare_extension_search", raison="Encore.")


def test_a_notice_that_leaves_late_extends_nothing(scene: Scene) -> None:
    scene.on(date(2026, 3, 20)).move("prepare_extension_search", raison="Des archives sont au dépôt.")
    scene.approve("extension")
    scene.on(date(2026, 3, 23)).post("extension")

    assert not scene.due("decision").extended


def test_particulars_suspend_nothing(scene: Scene) -> None:
    scene.move("ask_particulars", precisions="De quelle année?")
    scene.on(date(2026, 3, 10)).move("receive_particulars", occurred_on="2026-03-09")

    due = scene.due("decision")
    assert (due.status, due.raw_date) == ("open", date(2026, 3, 22))


def test_silence_is_a_deemed_refusal_that_starts_the_recourse_from_the_expiry(scene: Scene) -> None:
    scene.on(date(2026, 3, 23)).system()  # the rolled day is still the Office's
    assert "access_requests.review_of_silence" not in _rules(scene)

    scene.on(date(2026, 3, 24)).system()
    review = scene.due("review_of_silence")
    assert (review.starts_on, review.raw_date) == (date(2026, 3, 22), date(2026, 4, 21))
    assert scene.dossier.state == "search"
    key = scene.dossier.pk
    with as_owner():
        told = set(Notice.objects.filter(dossier_id=key).values_list("user__full_name", flat=True))
    assert "Amélie Roy" in told

    scene.system()
    assert _rules(scene).count("access_requests.review_of_silence") == 1


@pytest.mark.parametrize(("entered", "stated"), [(date(2026, 3, 23), False), (date(2026, 3, 24), True)])
def test_the_silence_of_a_request_entered_late_is_stated_at_once(
    cast: Cast, entered: date, stated: bool
) -> None:
    late = open_scene(cast, received_at=MARCH, entered_at=MARCH.replace(day=entered.day))

    assert ("access_requests.review_of_silence" in _rules(late)) is stated
    if stated:
        assert late.due("review_of_silence").starts_on == date(2026, 3, 22)
    with as_owner():  # the notice of receipt is owed all the same
        assert Letter.objects.filter(dossier__number=late.number, template="acknowledgment").exists()


def test_the_silence_of_an_oral_request_written_down_late_is_asked_for_at_once(cast: Cast) -> None:
    oral = open_scene(cast, oral=True, received_at=MARCH)
    oral.on(date(2026, 3, 27)).move("write_down", occurred_on="2026-03-03")
    with as_owner(), connection.cursor() as cursor:
        jobs = "select count(*) from procrastinate_jobs where task_name = %s and args->>'dossier' = %s"
        cursor.execute(jobs, ["lifecycle.advance", str(oral.dossier.pk)])
        assert cursor.fetchone() == (1,)

    oral.system()
    assert oral.due("review_of_silence").starts_on == date(2026, 3, 23)


def test_a_late_answer_is_still_an_answer(scene: Scene) -> None:
    scene.on(date(2026, 3, 24)).system()
    decided(scene.on(date(2026, 3, 30)))

    assert scene.dossier.state == "decided"
    assert scene.due("decision").status == "late"
    assert scene.due("review").raw_date == date(2026, 4, 29)


def test_the_referral_is_owed_within_the_same_twenty_days(scene: Scene) -> None:
    validate_texts()
    scene.on(date(2026, 3, 23))
    with pytest.raises(Refused, match=r"art\. 48"):
        scene.move("prepare_referral", destination="Ministère de la Justice")

    scene.on(date(2026, 3, 20)).move("prepare_referral", destination="Ministère de la Justice")
    scene.send("referral")
    assert (scene.dossier.state, scene.due("decision").status) == ("decided", "met")
    assert scene.due("review").starts_on == date(2026, 3, 20)


def test_the_recourse_counts_from_the_date_of_the_decision_and_not_from_its_posting(scene: Scene) -> None:
    validate_texts()
    scene.move("start_analysis")
    scene.on(date(2026, 3, 5)).move("propose_decision", outcome="not_held")
    scene.approve("decision")
    scene.on(date(2026, 3, 9)).post("decision")

    assert scene.due("review").starts_on == date(2026, 3, 5)


def test_each_recourse_starts_from_its_own_event(scene: Scene) -> None:
    decided(scene)
    scene.on(date(2026, 4, 2)).move("record_review", occurred_on="2026-03-30")
    assert scene.due("review").settled_on == date(2026, 3, 30)
    with pytest.raises(Refused, match="décision finale"):
        scene.move("close_after_review")

    scene.on(date(2026, 6, 2)).move("receive_interlocutory", occurred_on="2026-06-01")
    assert scene.due("leave").raw_date == date(2026, 6, 11)
    scene.move("receive_final", occurred_on="2026-06-01", issue="upheld")
    appeal = scene.due("appeal")
    assert (appeal.raw_date, scene.own.commission_outcome) == (date(2026, 7, 1), "upheld")

    scene.on(date(2026, 6, 20)).move("file_appeal", occurred_on="2026-06-18")
    assert scene.due("appeal").settled_on == date(2026, 6, 18)
    assert scene.due("appeal_service").raw_date == date(2026, 6, 28)
    scene.on(date(2026, 9, 1))
    with pytest.raises(Refused, match="jugement"):
        scene.move("close_after_appeal")
    scene.move("receive_judgment", occurred_on="2026-08-31")
    scene.move("close_after_appeal")
    assert scene.dossier.state == "closed"


def test_a_closed_file_opens_again_for_a_review(scene: Scene) -> None:
    decided(scene)
    scene.move("close")
    scene.on(date(2026, 3, 25)).move("reopen_for_review", occurred_on="2026-03-24")

    assert scene.dossier.state == "commission_review"
    assert scene.dossier.closed_on is None


def test_nothing_is_reviewed_before_a_decision_or_its_silence(scene: Scene) -> None:
    with pytest.raises(Refused, match="ne peut pas encore"):
        scene.move("record_review", occurred_on="2026-03-02")
    with pytest.raises(Refused, match="est expiré"):
        scene.on(date(2026, 6, 1)).move("record_review", occurred_on="2026-06-01")


def test_the_commission_is_named_with_the_review_so_that_the_file_can_be_sent_to_her(scene: Scene) -> None:
    decided(scene)
    scene.on(date(2026, 3, 25)).move("record_review", occurred_on="2026-03-24")
    scene.move("transmit_to_commission", dossier_cai="1029999-J")

    with as_owner():
        letter = Letter.objects.get(template="commission_transmission")
        assert letter.recipient.name == "Commission d’accès à l’information"
        assert Party.objects.filter(role="body").count() == 1


def test_what_was_held_is_released_when_no_recourse_remains(scene: Scene) -> None:
    decided(scene)
    scene.act(
        "lise",
        lambda a, d: hold_what_is_touched(
            dossiers=(), kind=HoldKind.ACCESS, by_dossier=d, actor_code=a.code, why="", now=scene.now
        ),
    )
    scene.move("close")
    dossier = scene.dossier
    with acting_as(service("scheduler")):
        (clock,) = clocks(dossier)
        assert (clock.shown_until, clock.presumed_closed) == (date(2026, 4, 1), date(2026, 4, 1))
        assert not ending.is_over(dossier, today=clock.presumed_closed)
        assert ending.closed_and_waiting() == (dossier,)
        scene.on(date(2026, 4, 2))
        ending.end_recourses_of.function(dossier=dossier.pk, now=scene.now)
        assert not is_held(dossier)
        assert ending.closed_and_waiting() == ()


def _rules(scene: Scene) -> list[str]:
    key = scene.dossier.pk
    with as_owner():
        return list(DueDate.objects.filter(dossier_id=key).values_list("rule", flat=True))
