"""A complaint about the Office's services, from the form to the closed file; a refusal for each success.

Odile is the president's bureau, Hélène the president; Bruno, Nadia and Marc work on the other side of the wall.
"""

import pytest

from egide.kernel.deadlines.models import DueDate
from egide.kernel.decisions.models import Decision
from egide.kernel.letters.models import Letter
from egide.modules.service_complaints.actions import set_nature
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.database import as_owner
from tests.modules.service_complaints.scene import Scene, open_scene, submitted


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


def examined(scene: Scene) -> Scene:
    scene.give()
    scene.send("acknowledgment", "odile")
    scene.later(hours=1).move("start_examination")
    return scene.later(hours=1)


def test_a_complaint_goes_from_the_form_to_the_closed_file(scene: Scene) -> None:
    examined(scene)
    scene.move("ask_unit", unite="Secrétariat", question="Quelle était l’attente ce jour-là?")
    scene.later(days=1).move(
        "receive_comments", occurred_on=scene.now.date().isoformat(), commentaires="Panne de deux heures."
    )
    scene.later(hours=1).move(
        "conclude", outcome="founded", motive="La ligne était en panne.", mesures="Un message est prévu."
    )
    scene.later(hours=1).send("reply", "helene")
    scene.later(hours=1).move("close")

    assert scene.dossier.state == "closed"
    assert scene.dossier.retention_series == "6210"
    with as_owner():
        assert Decision.objects.get(dossier__number=scene.number).label == "Plainte fondée"
        body = Letter.objects.get(dossier__number=scene.number, template="reply").body
    assert "Protecteur du citoyen" in body
    assert "Plainte fondée" in body
    assert "La ligne était en panne." in body


def test_it_belongs_to_the_presidency_and_to_no_one_of_the_office(scene: Scene) -> None:
    assert scene.number.startswith("PLA-2026-")
    assert [name for name in ("odile", "helene") if scene.sees(name)] == ["odile", "helene"]
    assert [
        name for name in ("bruno", "nadia", "marc", "claire", "pierre", "irene") if scene.sees(name)
    ] == []


def test_the_ordinary_form_s_service_never_enters_the_presidency(cast: Cast) -> None:
    told = submitted()

    from egide.kernel.dossiers.models import Dossier
    from egide.platform.accounts.actors import service

    with acting_as(service("public_intake")):
        assert not Dossier.objects.filter(number=told.number).exists()
    with acting_as(service("complaint_intake")):
        assert Dossier.objects.filter(number=told.number).exists()


def test_only_the_presidency_approves_the_conclusions(scene: Scene) -> None:
    examined(scene).move("conclude", outcome="not_founded", motive="Les délais affichés ont été tenus.")

    with pytest.raises(Refused, match="réservée à"):
        scene.send("reply", "odile")
    scene.send("reply", "helene")

    assert scene.dossier.state == "replied"


def test_a_complaint_is_never_concluded_without_saying_whether_it_is_founded(scene: Scene) -> None:
    examined(scene)

    with pytest.raises(Refused, match="Conclusion"):
        scene.move("conclude", motive="Nous avons vérifié.")
    with pytest.raises(Refused, match="se conclut par"):
        scene.move("answer_comment", motive="Merci.")
    scene.move("conclude", outcome="not_founded", motive="Nous avons vérifié.")

    assert scene.dossier.state == "conclusions"


def test_a_comment_is_neither_founded_nor_unfounded(cast: Cast) -> None:
    scene = examined(open_scene(cast, nature="comment"))

    with pytest.raises(Refused, match="ni fondé ni non fondé"):
        scene.move("conclude", outcome="founded", motive="Oui.")
    scene.move("answer_comment", motive="Merci de votre observation.")

    with as_owner():
        body = Letter.objects.get(dossier__number=scene.number, template="reply").body
    assert "fondé" not in body


def test_the_nature_is_corrected_until_a_conclusion_is_written(scene: Scene) -> None:
    examined(scene)
    scene.act("odile", lambda a, d: set_nature(dossier=d, nature="comment", now=scene.now))
    scene.move("answer_comment", motive="Merci.")

    with pytest.raises(Refused, match="ne change plus"):
        scene.act("odile", lambda a, d: set_nature(dossier=d, nature="complaint", now=scene.now))


def test_what_is_not_admissible_says_why_and_where_to_go(scene: Scene) -> None:
    scene.give()
    with pytest.raises(Refused, match=r"Motif|motif"):
        scene.move("declare_not_admissible", outcome="procurement", destination="L’AMP", motive=" ")

    scene.move("declare_not_admissible", outcome="procurement", destination="L’AMP", motive="Appel d’offres.")
    scene.later(hours=1).send("not_admissible", "helene")
    scene.later(hours=1).move("close")

    with as_owner():
        body = Letter.objects.get(dossier__number=scene.number, template="not_admissible").body
    assert "L’AMP" in body
    assert "Protecteur du citoyen" in body
    assert scene.dossier.closed_on is not None


def test_an_anonymous_complaint_without_address_is_examined_and_closed_without_letter(cast: Cast) -> None:
    scene = open_scene(cast, name="", email="", phone="", address="")
    scene.give()
    scene.move("start_examination")
    scene.move("conclude", outcome="not_founded", motive="Rien n’a été trouvé.")

    with pytest.raises(Refused, match="réservée à"):
        scene.move("close_without_letter", who="odile", motive="Aucune adresse.")
    scene.move("close_without_letter", who="helene", motive="Aucune adresse.")

    assert scene.dossier.state == "closed"


def test_someone_who_left_an_address_is_never_closed_without_a_letter(scene: Scene) -> None:
    examined(scene).move("conclude", outcome="founded", motive="Erreur.")

    with pytest.raises(Refused, match="a laissé une adresse"):
        scene.move("close_without_letter", who="helene", motive="Trop long.")


def test_its_deadlines_are_targets_to_validate_and_promise_nothing(scene: Scene) -> None:
    from egide.modules.service_complaints.law import DEADLINES

    with as_owner():
        due = dict(DueDate.objects.filter(dossier__number=scene.number).values_list("rule", "raw_date"))

    assert set(due) == {"service_complaints.acknowledgment", "service_complaints.reply"}
    assert {d.nature.value for d in DEADLINES} == {"target"}
    assert all(source.to_validate for d in DEADLINES for source in d.sources)
