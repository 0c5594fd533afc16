"""Who reaches which page of the staff, and by which verb: the right person, the reader, the stranger.

One set-up for all: what is refused to one is shown to the other at the same address.
"""

import pytest
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.interfaces.staff.conftest import SignIn, Submit

SECTIONS = ("", "documents/", "lettres/", "parties/", "echeances/", "journal/")
OWN = ("/travail/", "/interventions/", "/recherche/?q=absence")
BOX = ("/boite/", "/travail/courrier/")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_exists_for_who_works_in_the_unit_and_not_for_the_commissioner(
    sign_in: SignIn, dossier: Dossier, section: str
) -> None:
    url = f"/dossiers/{dossier.number}/{section}"

    assert sign_in("nadia").get(url).status_code == 200
    assert sign_in("claire").get(url).status_code == 404
    assert sign_in("farid").get(url).status_code == 404
    assert sign_in("denis").get(url).status_code == 404


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_is_only_read(sign_in: SignIn, dossier: Dossier, section: str) -> None:
    assert sign_in("nadia").post(f"/dossiers/{dossier.number}/{section}").status_code == 405


@pytest.mark.parametrize("url", OWN)
def test_own_pages_are_for_the_staff_alone(sign_in: SignIn, dossier: Dossier, url: str) -> None:
    assert sign_in("nadia").get(url).status_code == 200
    assert sign_in("claire").get(url).status_code == 200
    assert sign_in("denis").get(url).status_code == 404
    assert Client().get(url).headers["Location"].startswith("/connexion/?next=")
    assert sign_in("nadia").post(url).status_code == 405


def test_a_part_of_a_page_asked_after_the_session_ended_leads_the_whole_page_to_the_sign_in(
    cast: Cast,
) -> None:
    part = Client().get("/interventions/?q=abc", headers={"HX-Request": "true", "HX-Target": "liste"})

    assert part.status_code == 200
    assert part.headers["HX-Redirect"] == "/connexion/?next=%2Finterventions%2F%3Fq%3Dabc"
    assert part.text == ""


@pytest.mark.parametrize("url", BOX)
def test_the_box_is_for_the_secretariat_and_the_head_and_says_so_to_others(sign_in: SignIn, url: str) -> None:
    refused = sign_in("nadia").get(url)

    assert sign_in("bruno").get(url).status_code == 200
    assert sign_in("marc").get(url).status_code == 200
    assert refused.status_code == 403
    assert "réservée à" in refused.text
    assert "secrétariat" in refused.text


def test_a_request_is_not_read_from_another_unit(sign_in: SignIn, submit: Submit) -> None:
    url = f"/boite/{submit().reference}/"

    assert sign_in("bruno").get(url).status_code == 200
    assert sign_in("nadia").get(url).status_code == 403
    assert sign_in("claire").get(url).status_code == 403
    assert sign_in("denis").get(url).status_code == 404


def test_the_page_that_sets_aside_takes_no_other_method(sign_in: SignIn, submit: Submit) -> None:
    assert sign_in("bruno").put(f"/boite/{submit().reference}/mettre-de-cote/").status_code == 405


def test_a_declared_conflict_takes_the_dossier_out_of_every_page(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    nadia, title = sign_in("nadia"), dossier.title
    before = [nadia.get(url).text for url in OWN]
    with acting_as(cast.actor("nadia")) as actor:
        declare_conflict(actor=actor, dossier=Dossier.objects.get(pk=dossier.pk), reason="Parente", now=NOW)

    assert all(title in text for text in before)
    assert not any(title in nadia.get(url).text for url in OWN)
    assert nadia.get(f"/dossiers/{dossier.number}/").status_code == 404


def test_the_first_address_sends_the_staff_to_their_work_and_others_to_the_public_home(
    sign_in: SignIn,
) -> None:
    assert sign_in("nadia").get("/").headers["Location"] == "/travail/"
    assert Client().get("/").status_code == 200


def test_an_unknown_word_is_not_a_list(sign_in: SignIn) -> None:
    assert sign_in("nadia").get("/inconnu/").status_code == 404
