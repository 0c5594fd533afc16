"""Naming whom a complaint concerns, from its page: they lose it at once, and so does the one who names herself."""

from typing import Any

import pytest
from django.test import Client

from egide.modules.service_complaints.models import ServiceComplaint
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.interfaces.staff.conftest import SignIn
from tests.modules.service_complaints.scene import submitted


@pytest.fixture
def number(cast: Cast) -> str:
    return submitted().number


def version(client: Client, number: str) -> str:
    text = client.get(f"/dossiers/{number}/personnes-visees/").text
    return text.partition('name="version" value="')[2].partition('"')[0]


def post(client: Client, number: str, **given: object) -> Any:
    where = f"/dossiers/{number}/personnes-visees/"
    return client.post(
        where, {"version": version(client, number), "nature": "complaint", **given}, follow=True
    )


def test_the_presidency_reads_the_complaint_and_is_offered_to_name_people(
    sign_in: SignIn, number: str
) -> None:
    text = sign_in("odile").get(f"/dossiers/{number}/").text

    assert "quarante minutes" in text
    assert f"/dossiers/{number}/personnes-visees/" in text
    assert "Personne n’est encore consigné" in text


@pytest.mark.parametrize("who", ["bruno", "nadia", "marc", "claire", "solange"])
def test_it_does_not_exist_for_the_office(sign_in: SignIn, number: str, who: str) -> None:
    assert sign_in(who).get(f"/dossiers/{number}/personnes-visees/").status_code == 404
    assert sign_in(who).get(f"/dossiers/{number}/").status_code == 404


def test_the_president_named_in_it_loses_it(cast: Cast, sign_in: SignIn, number: str) -> None:
    helene = sign_in("helene")
    assert helene.get(f"/dossiers/{number}/").status_code == 200

    told = post(sign_in("odile"), number, people=[str(cast.user("helene").public_id)])

    assert "1 accès retiré" in told.text.replace("\u00a0", " ")
    assert "Hélène Fortin" in told.text
    assert helene.get(f"/dossiers/{number}/").status_code == 404


def test_one_who_names_her_own_unit_goes_back_to_her_work(sign_in: SignIn, number: str) -> None:
    odile = sign_in("odile")

    told = post(odile, number, units=["presidency"])

    assert told.redirect_chain[-1][0] == "/travail/"
    assert odile.get(f"/dossiers/{number}/").status_code == 404


def test_nothing_to_note_is_said_and_the_nature_alone_may_be_corrected(
    cast: Cast, sign_in: SignIn, number: str
) -> None:
    odile = sign_in("odile")

    assert "Nommez au moins une personne" in post(odile, number).text
    assert "La nature est corrigée." in post(odile, number, nature="comment").text

    with acting_as(cast.actor("odile")):
        assert ServiceComplaint.objects.get().nature == "comment"


def test_the_ordinary_pages_serve_the_new_kinds(sign_in: SignIn, number: str) -> None:
    odile = sign_in("odile")

    for where in ("", "documents/", "lettres/", "parties/", "echeances/", "journal/", "confier/"):
        assert odile.get(f"/dossiers/{number}/{where}").status_code == 200, where
    assert number in odile.get("/plaintes-services/").text
    assert "Odile Caron" in odile.get(f"/dossiers/{number}/confier/").text
    assert sign_in("solange").get("/divulgations/").status_code == 200
    assert sign_in("solange").get("/travail/").status_code == 200
    assert sign_in("bruno").get("/information_cards/").status_code == 404
