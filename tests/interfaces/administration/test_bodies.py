"""The other bodies: dated, checked, corrected without erasing; the public and the triage read the same list.

Irène administers; the first list is « à valider » until someone looks.
"""

from django.test import Client

from egide.kernel.bodies.models import OtherBody
from tests.database import as_owner
from tests.interfaces.administration.conftest import Elevated

OPC = {
    "name": "Office de la protection du consommateur",
    "acronym": "OPC",
    "receives": "Achats, contrats, garanties.",
    "phone": "1 888 672-2556",
    "url": "https://www.opc.gouv.qc.ca/",
    "source": "Page « Nous joindre », consultée le 22 novembre 2026",
}
URL = "/administration/organismes/"


def test_the_first_list_is_to_be_checked_and_a_check_says_its_day(elevated: Elevated) -> None:
    irene = elevated("irene")
    assert ">à valider<" in irene.get(URL).text

    for code in ("opc", "amf", "oaciq", "rbq", "plaintes-sante"):
        assert irene.post(f"{URL}{code}/verifier/").status_code == 303

    text = irene.get(URL).text
    assert ">à valider<" not in text
    assert "23 nov." in text.replace("\u00a0", " ")


def test_a_correction_keeps_what_was_known_and_reaches_the_public(elevated: Elevated) -> None:
    irene = elevated("irene")

    assert irene.post(f"{URL}opc/", OPC).status_code == 303

    with as_owner():
        rows = list(OtherBody.objects.filter(code="opc").order_by("pk"))
    assert [row.until is None for row in rows] == [False, True]
    assert rows[0].until == rows[1].since == rows[1].checked_on
    page = irene.get(f"{URL}opc/").text
    assert "Ce qui était connu avant" in page
    assert "1 888 672-2556" in page


def test_a_body_is_added_once_and_retired(elevated: Elevated) -> None:
    irene = elevated("irene")
    new = {**OPC, "code": "saaq", "name": "Société de l’assurance automobile du Québec"}

    assert irene.post(URL, new).status_code == 303
    again = irene.post(URL, new)
    assert again.status_code == 422
    assert "porte déjà ce code" in again.text
    assert irene.post(f"{URL}saaq/retirer/").status_code == 303
    irene.get(URL)  # the message of the retirement is read once
    assert "Société de l’assurance" not in irene.get(URL).text


def test_a_body_without_its_words_or_its_source_is_refused(elevated: Elevated) -> None:
    refused = elevated("irene").post(
        f"{URL}opc/", {**OPC, "receives": "", "source": "", "url": "pas une adresse"}
    )

    assert refused.status_code == 422
    assert "« Source » doit être rempli." in refused.text.replace("\u00a0", " ")
    assert "https://www.exemple.ca/" in refused.text


def test_nobody_else_reaches_the_list(db: None) -> None:
    assert Client().get(URL).status_code == 302
