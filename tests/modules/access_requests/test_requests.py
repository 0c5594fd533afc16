"""How a request comes in, oral or written, whose it is to read, and what a decision must say."""

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.parcels import Person
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.refusing import fitted
from egide.kernel.lifecycle.running import transition_of
from egide.kernel.lifecycle.verify import run
from egide.modules.access_requests.actions import Demand, submit_access_request
from egide.modules.access_requests.responses import RESPONSES
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.modules.access_requests.scene import ELISE, Scene, open_scene, validate_texts

OUTSIDE = ("bruno", "nadia", "marc", "claire", "odile", "irene", "rene", "luc", "farid")


def templates(scene: Scene) -> set[str]:
    with as_owner():
        rows = Letter.objects.filter(dossier__number=scene.number)
        return set(rows.exclude(state="cancelled").values_list("template", flat=True))


def test_an_oral_request_starts_no_clock_and_says_how_to_write(cast: Cast) -> None:
    scene = open_scene(cast, oral=True)
    scene.give()

    assert templates(scene) == {"oral_notice"}
    assert scene.dossier.next_due_on is None
    assert scene.dossier.state == "oral"
    for move in ("start_search", "prepare_extension_received", "propose_decision"):
        with pytest.raises(Refused, match="Demande verbale"):
            scene.move(move)

    scene.later(days=3).move("write_down", occurred_on="2026-11-26")
    assert scene.own.made == "written"
    assert scene.due("decision").starts_on.isoformat() == "2026-11-26"
    assert "acknowledgment" in templates(scene)
    assert scene.dossier.state == "received"
    with pytest.raises(Refused, match="n’est pas offert"):
        scene.move("write_down", occurred_on="2026-11-26")
    with as_owner():
        assert list(run(number=scene.number, since=None, progress=lambda done, total: None)) == []


def test_an_oral_request_is_answered_orally_and_closed(cast: Cast) -> None:
    scene = open_scene(cast, oral=True)

    with pytest.raises(Refused, match="Motif"):
        scene.move("answer_orally")
    scene.move("answer_orally", motive="Le document est sur le site; la personne sait qu’elle peut écrire.")

    assert scene.dossier.state == "closed"


@pytest.mark.parametrize("who", OUTSIDE)
def test_for_everyone_else_it_does_not_exist(cast: Cast, who: str) -> None:
    scene = open_scene(cast)

    assert scene.sees("lise")
    assert scene.sees("paule")
    assert not scene.sees(who)


def test_own_information_is_released_only_to_a_proved_person(cast: Cast) -> None:
    validate_texts()
    scene = open_scene(cast, asked="personal")
    scene.give()
    scene.move("start_search")
    scene.move("start_analysis")
    with pytest.raises(Refused, match="preuve de son identité"):
        scene.move("propose_decision", outcome="access")

    scene.move("prove_identity_analysis", preuve="card", occurred_on="2026-11-23")
    scene.move("propose_decision", outcome="access", nombre="several")
    assert scene.own.identity_proof == "card"


def test_nobody_proves_who_they_are_for_a_document(cast: Cast) -> None:
    scene = open_scene(cast)

    with pytest.raises(Refused, match="Personne n’a à prouver"):
        scene.move("prove_identity_received", preuve="card", occurred_on="2026-11-23")


def analysed(cast: Cast) -> Scene:
    scene = open_scene(cast)
    scene.give()
    scene.move("start_search")
    scene.move("start_analysis")
    return scene


def test_a_refusal_gives_its_reasons_and_its_sections(cast: Cast) -> None:
    scene = analysed(cast)

    with pytest.raises(Refused, match="articles"):
        scene.move("propose_decision", outcome="refused", motive="Analyse.")
    with pytest.raises(Refused, match="dit pourquoi"):
        scene.move("propose_decision", outcome="refused", articles="39")
    with pytest.raises(Refused, match="Article 999"):
        scene.move("propose_decision", outcome="refused", articles="999", motive="Analyse.")
    scene.move("propose_decision", outcome="refused", articles="art. 39", motive="Une analyse récente.")
    with as_owner():
        letter = Letter.objects.get(dossier__number=scene.number, template="decision")
    assert "l’article 39" in letter.body
    assert letter.annexes == ["a-2.1:recourse", "a-2.1:39"]


def test_a_text_that_nobody_validated_keeps_the_decision_in_the_house(cast: Cast) -> None:
    scene = analysed(cast)
    scene.move("propose_decision", outcome="not_held")

    with pytest.raises(Refused, match="pas validé"):
        scene.approve("decision")
    validate_texts()
    scene.approve("decision")


def test_whoever_prepares_the_decision_does_not_sign_it(cast: Cast) -> None:
    validate_texts()
    scene = analysed(cast)
    scene.move("propose_decision", who="amelie", outcome="not_held")

    with pytest.raises(Refused):
        scene.approve("decision", "amelie")
    with pytest.raises(Refused):
        scene.approve("decision", "lise")
    with pytest.raises(Refused, match="Motif"):
        scene.move("take_back")
    scene.move("take_back", motive="À reprendre par une autre personne.")
    scene.move("propose_decision", who="lise", outcome="not_held")
    scene.approve("decision", "amelie")


@pytest.mark.parametrize("response", RESPONSES, ids=lambda one: one.code)
def test_each_response_of_section_47_has_its_words(cast: Cast, response: object) -> None:
    code = response.code  # type: ignore[attr-defined]
    scene = open_scene(cast, asked="rectification" if code.startswith("rectif") else "documents")
    scene.give()
    scene.move("start_search")
    scene.move("start_analysis")
    if code == "rectified":
        scene.move("prove_identity_analysis", preuve="card", occurred_on="2026-11-23")
    scene.move("propose_decision", outcome=code, articles="53, 54", motive="Le motif.", nombre="one")

    with as_owner():
        body = Letter.objects.get(dossier__number=scene.number, template="decision").body
    assert "À cet effet, " in body
    assert "{" not in body
    assert "en vertu de la" in body


@pytest.mark.parametrize(
    ("asked", "others"), [("rectification", "access"), ("documents", "rectified"), ("personal", "rectified")]
)
def test_what_is_answered_fits_what_is_asked(cast: Cast, asked: str, others: str) -> None:
    scene = open_scene(cast, asked=asked)
    scene.give()
    scene.move("start_search")
    scene.move("start_analysis")
    scene.act("lise", lambda a, d: _offers_only_what_fits(d, rectification=asked == "rectification"))

    with pytest.raises(Refused, match="choisissez une des réponses proposées"):
        scene.move("propose_decision", outcome=others, nombre="one", motive="Le motif.")


def _offers_only_what_fits(dossier: Dossier, *, rectification: bool) -> None:
    move = fitted(dossier, transition_of(dossier, "propose_decision"), today=TODAY)
    shown = {code for code, _ in next(one for one in move.fields if one.name == "outcome").choices}
    rectifies = {"rectified", "rectification_refused"}
    assert shown == rectifies | {"disregard"} if rectification else shown.isdisjoint(rectifies)


def test_a_withdrawal_ends_it(cast: Cast) -> None:
    scene = open_scene(cast)
    scene.move("withdraw", occurred_on="2026-11-23", motive="La personne a trouvé le document.")

    assert (scene.dossier.state, scene.own.outcome, scene.dossier.next_due_on) == (
        "closed",
        "withdrawn",
        None,
    )


def test_the_form_opens_it_behind_the_wall_with_a_secret(cast: Cast) -> None:
    with acting_as(service("public_intake")):
        kept = submit_access_request(
            person=ELISE, demand=Demand(text="Vos directives sur le télétravail."), now=NOW
        )

    scene = Scene(cast, kept.number, NOW)
    assert kept.number.startswith("ACC-2026-")
    assert kept.issued.code
    assert scene.sees("amelie")
    assert not scene.sees("bruno")


def test_it_refuses_a_request_that_says_nothing(cast: Cast) -> None:
    with acting_as(service("public_intake")), pytest.raises(Refused, match="ce que la personne demande"):
        submit_access_request(person=Person(name="Jean"), demand=Demand(text="  "), now=NOW)
