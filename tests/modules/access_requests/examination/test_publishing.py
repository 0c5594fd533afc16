"""A released document goes to the public page by two hands, never with a name of its request, and comes back.

Lise proposes, Amélie checks; nobody signs in to read.
"""

from typing import Any

import pytest

from egide.kernel.parties.models import Party
from egide.modules.access_requests.examination import publishing, thirds
from egide.modules.access_requests.examination.models import FoundDocument
from egide.modules.access_requests.examination.models_publishing import Publication, PublishedDocument
from egide.modules.access_requests.examination.publishing_finds import finds_of
from egide.modules.access_requests.models import AccessRequest
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ANONYMOUS
from egide.platform.errors.failures import Refused
from egide.platform.journal.models import Event
from egide.platform.journal.wording import known_codes
from tests.cast import Cast
from tests.database import as_owner
from tests.modules.access_requests.examination.releasing import PDF, WORDS, released
from tests.modules.access_requests.scene import Scene


def propose(
    scene: Scene, title: str = "Plan directeur 2018", description: str = "Trois années de travaux."
) -> None:
    def act(_: object, dossier: Any) -> None:
        found = FoundDocument.objects.select_related("version__stored").get(dossier_id=dossier.pk)
        publishing.propose(dossier=dossier, found=found, title=title, description=description, now=scene.now)

    scene.act("lise", act)


def on_newest(scene: Scene, who: str, what: Any, **said: Any) -> Any:
    def act(_: object, dossier: Any) -> Any:
        rows = Publication.objects.filter(dossier_id=dossier.pk)
        own = rows.select_related("found__version__stored", "version__stored").latest("rank")
        return what(dossier=dossier, publication=own, now=scene.now, **said)

    return scene.act(who, act)


def publish(scene: Scene, who: str = "amelie", accepted: tuple[str, ...] = ()) -> Any:
    return on_newest(scene, who, publishing.publish, accepted=accepted)


def read_by_all() -> list[PublishedDocument]:
    with acting_as(ANONYMOUS):
        return list(PublishedDocument.objects.all())


def test_a_document_goes_out_by_two_hands_and_comes_back_without_its_bytes(cast: Cast) -> None:
    scene = released(cast)
    propose(scene)
    assert read_by_all() == []
    with pytest.raises(Refused, match="une autre personne"):
        publish(scene, "lise")

    made = publish(scene)

    (seen,) = read_by_all()
    assert (bytes(seen.body), seen.title, seen.size) == (PDF, "Plan directeur 2018", len(PDF))
    assert seen.decided_on == scene.now.date().replace(day=scene.now.day - 1)
    assert scene.number not in str([seen.__dict__])
    with pytest.raises(Refused, match="déjà proposé"):
        propose(scene)

    with acting_as(cast.actor("lise")):
        own = PublishedDocument.objects.select_related("compartment").get(public_id=made.public_id)
        with pytest.raises(Refused, match="pourquoi"):
            publishing.withdraw(published=own, reason=" ", now=scene.now)
        publishing.withdraw(published=own, reason="Une version plus récente.", now=scene.now)
    assert read_by_all() == []
    with as_owner():
        kept = PublishedDocument.objects.get()
        assert (bytes(kept.body), kept.withdrawn_because) == (b"", "Une version plus récente.")
        codes = set(Event.objects.filter(code__startswith="examination.").values_list("code", flat=True))
    assert codes <= set(known_codes())
    assert {"examination.publication_proposed", "examination.published", "examination.unpublished"} <= codes


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"asked": "personal"}, "sur elle-même"),
        ({"asked": "rectification"}, "sur elle-même"),
        ({"outcome": ""}, "une fois la décision transmise"),
        ({"outcome": "refused"}, "une fois la décision transmise"),
    ],
)
def test_it_refuses_what_was_not_released_to_everyone(cast: Cast, said: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        propose(released(cast, **said))  # type: ignore[arg-type]


def test_it_waits_for_the_time_of_third_persons(cast: Cast) -> None:
    scene = released(cast)
    scene.act(
        "lise",
        lambda a, d: thirds.add_third_person(dossier=d, name="Alco inc.", address="1, rue X", now=scene.now),
    )
    with pytest.raises(Refused, match="Le tiers n°\u00a01"):
        propose(scene)


@pytest.mark.parametrize(
    "text",
    [
        "Demandé par TREMBLAY, Mme Élise Tremblay.",
        "Au 12 rue du Port, deuxième étage.",
        "G1K1A1 est son code; ou G1K 1A1.",
        "Courriel : Elise@Exemple.example",
    ],
)
def test_a_name_or_an_address_of_the_request_stops_it(cast: Cast, text: str) -> None:
    scene = released(cast, WORDS, text)
    propose(scene)
    finds = on_newest(scene, "amelie", lambda dossier, publication, now: finds_of(dossier, publication))
    assert any(one.stops for one in finds)
    with pytest.raises(Refused, match="contient encore"):
        publish(scene, accepted=tuple(one.words for one in finds))
    assert read_by_all() == []


def test_the_title_is_looked_at_like_the_text(cast: Cast) -> None:
    scene = released(cast)
    propose(scene, title=f"Réponse à {scene.number}")
    with pytest.raises(Refused, match="contient encore"):
        publish(scene)


def test_other_words_are_read_and_answered_for(cast: Cast) -> None:
    scene = released(cast, "Une ville nommée Tremblay, au nord.")
    propose(scene)
    with pytest.raises(Refused, match="Cochez"):
        publish(scene)
    publish(scene, accepted=("Tremblay",))
    with as_owner():
        assert Publication.objects.get().accepted == ["Tremblay"]


def test_what_changed_since_the_proposal_stops_it(cast: Cast) -> None:
    scene = released(cast)
    propose(scene)
    with as_owner():
        AccessRequest.objects.update(asked="personal")
    with pytest.raises(Refused, match="sur elle-même"):
        publish(scene)
    with as_owner():
        AccessRequest.objects.update(asked="documents")
        Party.objects.filter(name="Élise Tremblay").update(name="Plan Directeur")
    with pytest.raises(Refused, match="contient encore"):
        publish(scene)


def test_a_refused_proposal_may_be_made_again(cast: Cast) -> None:
    scene = released(cast)
    propose(scene)
    on_newest(scene, "lise", publishing.decline, reason="Le titre est vague.")
    with pytest.raises(Refused, match="n’attend plus"):
        publish(scene)
    propose(scene, title="Plan directeur des ressources informationnelles")
    publish(scene)
    assert [one.title for one in read_by_all()] == ["Plan directeur des ressources informationnelles"]
