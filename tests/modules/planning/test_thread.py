"""A report from its opening to the archives, each step as the person who does it, a refusal for each success.

The refusals share the set-up of the step that succeeds.
"""

import pytest

from egide.kernel.deadlines.models import DueDate
from egide.kernel.documents.models import Document
from egide.kernel.measures.models import Measure
from egide.kernel.notices.models import Notice
from egide.modules.planning.models import CommentRequest, Edition
from egide.modules.planning.opening import open_report
from egide.modules.planning.publishing import unpublish_report
from egide.modules.planning.recommending import make_measure, recommend, withdraw_recommendation
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Membership, Unit
from egide.platform.errors.failures import Refused, Stale
from egide.platform.journal.models import Event
from tests.cast import LONG_AGO, NOW, Cast
from tests.database import as_owner
from tests.modules.planning.scene import PERIOD, Scene


def codes(scene: Scene) -> list[str]:
    dossier = scene.dossier
    with as_owner():
        rows = Event.objects.filter(dossier_id=dossier.pk).order_by("seq")
        return list(rows.values_list("code", flat=True))


def test_the_whole_life_from_opening_to_archives(scene: Scene) -> None:
    scene.write(summary="En bref.", conclusions="Fin.")
    scene.ask("secretariat")
    scene.say("Le chiffre de juillet nous étonne.")
    scene.treat("answered", "Il comprend les demandes reçues par la poste.")
    scene.close()
    scene.release()
    scene.present()
    scene.approve()
    scene.publish()
    scene.move("archive", "marc")

    assert scene.dossier.state == "archived"
    assert scene.dossier.closed_on is not None
    told = codes(scene)
    for code in (
        "opened",
        "comments_asked",
        "commented",
        "comment_treated",
        "released",
        "frozen",
        "approved",
    ):
        assert f"report.{code}" in told
    assert scene.reads("claire") == [1]


def test_it_is_opened_by_whoever_prepares_reports_only(cast: Cast) -> None:
    with acting_as(cast.actor("nadia")) as nadia:
        dossier = open_report(actor=nadia, period=PERIOD, streams=("interventions",), now=NOW)
    assert dossier.number == "RAP-2026-00001"
    assert dossier.assignee == cast.user("nadia")

    with acting_as(cast.actor("bruno")) as bruno, pytest.raises(Refused, match="analyste"):
        open_report(actor=bruno, period=PERIOD, streams=("interventions",), now=NOW)
    with acting_as(cast.actor("nadia")) as nadia, pytest.raises(Refused, match="au moins un volet"):
        open_report(actor=nadia, period=PERIOD, streams=(), now=NOW)


def test_a_unit_is_asked_with_a_date_a_letter_and_a_notice(scene: Scene) -> None:
    with pytest.raises(Refused, match="quelqu’un répond"):
        scene.ask("technology")

    scene.ask("secretariat")

    with as_owner():
        request = CommentRequest.objects.get(dossier__number=scene.number)
        due = DueDate.objects.get(dossier__number=scene.number, rule="planning.comments")
        assert (request.asked_of, request.due_on) == (scene.cast.user("amelie"), due.due_date)
        assert Document.objects.filter(dossier__number=scene.number, title__contains="L1401").count() == 1
        assert Notice.objects.filter(user=scene.cast.user("amelie"), code="report.comments_asked").exists()


def test_a_unit_speaks_for_itself_only(scene: Scene) -> None:
    scene.ask("secretariat")

    with pytest.raises(Refused, match="la personne qui en répond"):
        scene.say(who="marc")
    scene.say("Les nôtres.", who="amelie")

    with as_owner():
        request = CommentRequest.objects.get(dossier__number=scene.number)
    assert (request.text, request.answered_by) == ("Les nôtres.", scene.cast.user("amelie"))


def test_silence_is_waited_for_then_noted(scene: Scene) -> None:
    scene.ask("secretariat")
    with pytest.raises(Refused, match="l’échéance n’est pas passée"):
        scene.close()

    scene.later(days=20).close()

    assert "report.silence_noted" in codes(scene)
    with pytest.raises(Refused, match="fermée"):
        scene.say()


def test_a_comment_received_is_included_or_answered_before_presenting(scene: Scene) -> None:
    scene.write(summary="En bref.", conclusions="Fin.")
    scene.ask()
    scene.say("À revoir.")
    scene.close()
    with pytest.raises(Refused, match="ni intégrés ni répondus"):
        scene.present()
    with pytest.raises(Refused, match="Écrivez ce qui est répondu"):
        scene.treat("answered")

    scene.treat("answered", "Revu.")
    scene.present()

    assert scene.dossier.state == "submitted"


def test_a_report_without_words_is_not_presented(scene: Scene) -> None:
    scene.move("skip_comments", "marc", motive="Aucune unité n’est visée.")
    with pytest.raises(Refused, match="au moins le sommaire"):
        scene.present()

    scene.write(summary="En bref.", conclusions="Fin.")
    scene.present()

    assert scene.edition.frozen_by == scene.cast.actor("nadia").code


def test_the_step_alone_presents_nothing(scene: Scene) -> None:
    scene.to_revision()

    with pytest.raises(Refused, match="depuis sa page"):
        scene.move("submit")
    assert scene.dossier.state == "revision"


def test_figures_of_another_compartment_come_from_someone_of_it(scene: Scene) -> None:
    scene.to_revision().present()
    with pytest.raises(Refused, match="Versez d’abord"):
        scene.approve()
    with pytest.raises(Refused, match="qui lit tout ce volet"):
        scene.release(who="marc")

    scene.release(who="helene")
    scene.approve()

    assert scene.dossier.state == "approved"


def test_whoever_wrote_or_presented_it_never_approves_it(scene: Scene) -> None:
    scene.to_revision().release()
    with as_owner():
        unit = Unit.objects.get(code="executive")
        for first in ("nadia", "marc"):
            Membership.objects.create(
                user=scene.cast.user(first), unit=unit, role="president", since=LONG_AGO
            )
    scene.present(who="marc")

    for author in ("nadia", "marc"):
        with pytest.raises(Refused, match="une autre personne l’approuve"):
            scene.approve(who=author)
    scene.approve(who="helene")

    assert scene.edition.approved_by == scene.cast.user("helene")


def test_only_the_authority_approves_and_only_the_bytes_that_it_read(scene: Scene) -> None:
    scene.to_revision().release()
    scene.present()
    read = scene.edition.pdf_sha256
    with pytest.raises(Refused, match="réservée à"):
        scene.approve(who="marc")

    scene.move("send_back", "helene", motive="Précisez la conclusion.")
    scene.later(minutes=5).write(conclusions="Les délais sont tenus, sauf un.")
    scene.present()

    with pytest.raises(Stale):
        scene.approve(seen=read)
    scene.approve()
    assert scene.edition.rank == 2


def test_what_was_sent_back_is_presented_anew(scene: Scene) -> None:
    scene.to_revision().present()
    scene.later(minutes=1).move("send_back", "helene", motive="À revoir.")

    with pytest.raises(Refused, match="depuis sa page"):
        scene.later(minutes=1).move("submit")
    scene.present()

    with as_owner():
        rows = Edition.objects.order_by("rank").values_list("set_aside_at", flat=True)
        assert [aside is None for aside in rows] == [False, True]


def test_it_is_published_by_a_head_and_taken_back_with_a_reason(scene: Scene) -> None:
    scene.to_revision().release()
    scene.present()
    scene.approve()
    with pytest.raises(Refused, match="réservée à"):
        scene.publish(who="nadia")
    scene.publish(who="marc")
    assert scene.reads("simon") == [1]

    with pytest.raises(Refused, match="Motif"):
        scene.act("marc", lambda a, d: unpublish_report(actor=a, dossier=d, reason="", now=scene.now))
    scene.act("marc", lambda a, d: unpublish_report(actor=a, dossier=d, reason="Une erreur.", now=scene.now))

    assert scene.reads("simon") == []
    assert scene.dossier.state == "approved"


def test_an_erratum_is_a_new_version_and_the_earlier_stays_readable(scene: Scene) -> None:
    scene.to_publication()
    scene.later(days=3).move("correct", "marc", motive="Un dossier mal classé.")
    with pytest.raises(Refused, match="dites ce que celle-ci corrige"):
        scene.present()
    scene.present(reason="Un dossier mal classé.")
    scene.approve()
    scene.publish()

    assert scene.reads("claire") == [1, 2]


def test_a_recommendation_becomes_a_measure_once(scene: Scene) -> None:
    unit = Unit.objects.get(code="secretariat")
    row = scene.act(
        "nadia", lambda a, d: recommend(actor=a, dossier=d, text="Former.", unit=None, now=scene.now)
    )
    due = scene.now.date().replace(year=2027)
    make = lambda a, d: make_measure(dossier=d, recommendation=row, unit=unit, due_on=due, now=scene.now)  # noqa: E731

    measure = scene.act("nadia", make)

    with as_owner():
        assert Measure.objects.get(dossier__number=scene.number).text == "Former."
    assert row.measure_rank == measure.rank
    with pytest.raises(Refused, match="déjà sa mesure"):
        scene.act("nadia", make)
    with pytest.raises(Refused, match="abandonnez d’abord"):
        scene.act("nadia", lambda a, d: withdraw_recommendation(dossier=d, recommendation=row, now=scene.now))


def test_presented_texts_no_longer_change(scene: Scene) -> None:
    scene.to_revision().present()

    with pytest.raises(Refused, match="ne changent plus"):
        scene.write(summary="Autre chose.")
