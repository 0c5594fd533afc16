"""What the examination gives to the letters and to the moves; what units hold follows the end of a request.

Lise works, Amélie signs and reopens, Marc answered a question from one of his dossiers.
"""

from datetime import timedelta
from typing import Any

import pytest

from egide.kernel import events
from egide.kernel.consulting import asking
from egide.kernel.consulting.models import Consultation, State
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import draft_letters
from egide.kernel.lifecycle.answers import proposed_answers
from egide.kernel.parties.models import Party, PartyRole
from egide.modules.access_requests import joining
from egide.modules.access_requests.ending import end_of
from egide.modules.access_requests.examination import fees, third_letters, thirds
from egide.modules.access_requests.examination.models import FoundDocument, ThirdPerson
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.database import as_owner
from tests.modules.access_requests.examination.releasing import released
from tests.modules.access_requests.scene import Scene, open_scene


def draft(scene: Scene, template: str, **answers: str) -> Any:
    def act(actor: Any, dossier: Dossier) -> Any:
        return draft_letters(
            dossier=dossier, template=template, answers=answers, actor_code=actor.code, now=scene.now
        )

    return scene.act("lise", act)


def test_the_decision_proposes_the_sections_that_the_inventory_cites(cast: Cast) -> None:
    scene = released(cast, outcome="")
    with as_owner():
        FoundDocument.objects.update(decision="partial", grounds=["37", "53-54"])
    assert scene.act("lise", lambda a, d: proposed_answers(d, "propose_decision")) == {
        "articles": "37, 53, 54"
    }
    assert scene.act("lise", lambda a, d: proposed_answers(d, "start_search")) == {}


def test_the_letter_of_fees_proposes_the_estimate_and_that_of_handing_names_what_it_carries(
    cast: Cast,
) -> None:
    scene = released(cast)
    assert scene.act("lise", lambda a, d: proposed_answers(d, "estimate_fees_search")) == {"estimation": ""}
    scene.act("lise", lambda a, d: fees.estimate(dossier=d, copies=40, now=scene.now))
    said = scene.act("lise", lambda a, d: proposed_answers(d, "estimate_fees_search"))["estimation"]
    assert "40\u00a0pages" in said
    assert said in draft(scene, "fee_estimate", estimation=said)[0].body
    assert draft(scene, "communication")[0].enclosures == "Plan directeur"


def test_each_third_person_receives_a_notice_that_names_what_concerns_her(cast: Cast) -> None:
    scene = released(cast, outcome="")
    for name, about in (("Gestion Bornais inc.", [1]), ("Alco inc.", [])):
        scene.act(
            "lise",
            lambda a, d, name=name, about=about: thirds.add_third_person(
                dossier=d, name=name, address="1, rue X\nQuébec", about=about, now=scene.now
            ),
        )
    first, second = draft(scene, "third_person_notice")
    assert first.recipient.name == "Gestion Bornais inc."
    assert "«\u00a0Plan directeur\u00a0»" in first.body
    assert "vous concerne\u00a0:" not in second.body
    with as_owner():
        assert Party.objects.filter(role=PartyRole.THIRD_PERSON).count() == 2


def test_each_letter_to_a_third_person_is_prepared_once_from_the_examination(cast: Cast) -> None:
    scene = released(cast, outcome="")

    def write(what: Any, **said: Any) -> Any:
        def act(_: Any, dossier: Dossier) -> Any:
            person = ThirdPerson.objects.get(dossier_id=dossier.pk)
            return what(dossier=dossier, person=person, now=scene.now, **said)

        return scene.act("lise", act)

    scene.act(
        "lise",
        lambda a, d: thirds.add_third_person(
            dossier=d, name="Alco inc.", address="1, rue X", about=[1], now=scene.now
        ),
    )
    notice = write(third_letters.draft_notice)
    assert notice.recipient.name == "Alco inc."
    assert "«\u00a0Plan directeur\u00a0»" in notice.body
    with pytest.raises(Refused, match=notice.reference):
        write(third_letters.draft_notice)
    with pytest.raises(Refused, match="suit les observations"):
        write(third_letters.draft_decision, words="Nous donnons accès.")

    today = scene.now.date()
    write(thirds.record_notice, mailed_on=today, informed_on=today)
    write(thirds.record_position, position="consent", on=today)
    assert "Nous donnons accès." in write(third_letters.draft_decision, words="Nous donnons accès.").body


def test_a_decision_never_says_that_it_encloses_what_waits_for_a_third_person(cast: Cast) -> None:
    scene = released(cast, outcome="")
    said = {"outcome": "access", "nombre": "one"}
    assert "vous trouverez ci-joint" in draft(scene, "decision", **said)[0].body

    scene.act(
        "lise",
        lambda a, d: thirds.add_third_person(dossier=d, name="Alco inc.", address="1, rue X", now=scene.now),
    )

    body = draft(scene, "decision", **said)[0].body
    assert "ci-joint" not in body
    assert "vous sera remis une fois écoulés les 15 jours" in body


def test_the_end_of_a_request_takes_back_what_still_waits(cast: Cast) -> None:
    scene = open_scene(cast)
    due = scene.now.date() + timedelta(days=8)

    def ask(_: Any, dossier: Dossier) -> None:
        unit = Unit.objects.select_related("compartment").get(code="interventions")
        asking.ask(dossier=dossier, unit=unit, words="Toute note.", due_on=due, now=scene.now)

    scene.act("lise", ask)
    with acting_as(service("scheduler")) as scheduler:
        row = Dossier.objects.select_for_update(of=("self",)).get(number=scene.number)
        assert end_of(actor=scheduler, dossier=row, now=scene.now) == 0
    with as_owner():
        assert Consultation.objects.get().state == State.WITHDRAWN


@pytest.mark.parametrize("event", [events.MOVED, events.UNDONE])
def test_what_was_let_go_is_held_again_when_the_end_is_undone(
    cast: Cast, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, held = open_scene(cast), []
    monkeypatch.setattr(joining, "hold_again", lambda *, dossier, now: held.append(dossier.number))

    def tell(_: Any, dossier: Dossier) -> None:
        events.announce(event, dossier=dossier, letter=None, on=scene.now.date(), now=scene.now)

    scene.act("lise", tell)
    assert held == []
    with acting_as(service("scheduler")) as scheduler:
        row = Dossier.objects.select_for_update(of=("self",)).get(number=scene.number)
        end_of(actor=scheduler, dossier=row, now=scene.now)
    scene.act("lise", tell)
    assert held == [scene.number]
