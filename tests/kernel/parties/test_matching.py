"""Earlier files are found by equality on folded keys, within what the reader's walls show.

The judgement of a pair has its own table in tests/law/test_resemblance.py.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.matching import Resemblance, resemblances, sounding_like
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.kernel.scene import Scene

HOME = "12, rue des Érables, app. 4\nQuébec (Québec)  G1R 5Z3"


@pytest.fixture
def known(scene: Scene, cast: Cast) -> Dossier:
    with acting_as(cast.actor("bruno")):
        add_person(
            dossier=scene.dossier,
            role=PartyRole.CO_REQUESTER,
            name="Ginette Lafontaine-Roy",
            email="ginette@exemple.example",
            phone="418 555-0188",
            address=HOME,
            now=NOW,
        )
    return scene.dossier


def found(cast: Cast, dossier: Dossier, who: str = "bruno", **asked: str) -> tuple[Resemblance, ...]:
    with acting_as(cast.actor(who)):
        return resemblances(compartment_id=dossier.compartment_id, **{"name": ""} | asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "Ginette La Fontaine Roy", "email": "GINETTE@exemple.example"},
        {"name": "Roy, Ginette", "phone": "1 418 5550188"},
        {"name": "G. Lafontaine", "address": "12 rue des Erables #4, Quebec QC G1R5Z3"},
    ],
)
def test_the_same_person_is_found_whatever_was_written(
    cast: Cast, known: Dossier, asked: dict[str, str]
) -> None:
    first = found(cast, known, **asked)[0]

    assert (first.dossier_number, first.strength) == (known.number, "same")
    assert first.name == "Ginette Lafontaine-Roy"


@pytest.mark.parametrize("asked", [{"name": "Paul Untel"}, {"name": ""}, {"name": "", "phone": "6912"}])
def test_nobody_is_found_for_a_stranger(cast: Cast, known: Dossier, asked: dict[str, str]) -> None:
    assert found(cast, known, **asked) == ()


def test_nothing_is_found_behind_a_wall(cast: Cast, known: Dossier) -> None:
    assert found(cast, known, who="claire", name="Ginette Roy", email="ginette@exemple.example") == ()


def test_a_misspelt_name_is_found_by_its_sound(cast: Cast, known: Dossier) -> None:
    with acting_as(cast.actor("bruno")):
        add_person(dossier=known, role=PartyRole.OTHER, name="Luc Tremblay", now=NOW)
        by_surname = Party.objects.filter(sounding_like("Trembley")).values_list("name", flat=True)
        by_name = Party.objects.filter(sounding_like("Tremblé Luc")).values_list("name", flat=True)

        assert "Luc Tremblay" in by_surname
        assert list(by_name) == ["Luc Tremblay"]
        assert not Party.objects.filter(sounding_like("…")).exists()


def test_an_anonymous_person_resembles_nobody(cast: Cast, known: Dossier) -> None:
    with acting_as(cast.actor("bruno")):
        add_person(dossier=known, role=PartyRole.OTHER, name="Personne anonyme", now=NOW)

    assert found(cast, known, name="Anonyme Personne") == ()


def test_the_number_of_queries_does_not_grow(cast: Cast, known: Dossier) -> None:
    def sent() -> int:
        with CaptureQueriesContext(connection) as captured:
            found(cast, known, name="Ginette Roy", email="ginette@exemple.example", phone="418 555-0188")
        return len(captured)

    before = sent()
    with acting_as(cast.actor("bruno")):
        for number in range(10):
            add_person(dossier=known, role=PartyRole.OTHER, name=f"Ginette Roy {number}", now=NOW)

    assert sent() == before


def test_correcting_an_address_keeps_its_keys(cast: Cast, known: Dossier) -> None:
    from egide.kernel.parties.actions import correct_contact

    with acting_as(cast.actor("bruno")):
        party = Party.objects.get(name="Ginette Lafontaine-Roy")
        correct_contact(dossier=known, party=party, email="neuf@exemple.example", address="", now=NOW)
        kept = Party.objects.get(pk=party.pk)

    assert (kept.email_key, kept.address_key, kept.postal_key) == ("neuf@exemple.example", "", "")
