"""Texts of law on the screen: one enters, another validates; the list says what stops the letters.

Lise and Amélie answer for access; today's texts wait, those of 2019 stand.
"""

from django.test import Client

from egide.kernel.legal_texts.models import LegalText
from egide.kernel.letters.models import Letter
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import client_of, opened

URL = "/administration/textes/"
ARTICLE = f"{URL}a-2.1/53/"
VERSION = {
    "title": "Article 53",
    "body": "Les renseignements personnels sont confidentiels, sauf exception.",
    "since": "2021-09-22",
    "source": "LégisQuébec, lu le 22 novembre 2026",
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_list_says_what_waits(cast: Cast) -> None:
    text = plain(client_of(cast.user("amelie")).get(URL).text)

    assert "3 textes attendent" in text
    assert "Avis de recours" in text
    assert ">à valider<" in text


def test_one_enters_the_differences_show_and_another_validates(cast: Cast) -> None:
    lise, amelie = client_of(cast.user("lise")), client_of(cast.user("amelie"))

    assert lise.post(f"{ARTICLE}version/", VERSION).status_code == 303
    page = plain(lise.get(ARTICLE).text)
    assert "sauf exception." in page
    assert "<ins>" in page
    assert "une autre personne" in page or "La validation revient" in page
    assert lise.post(f"{ARTICLE}valider/", {"version": "3"}).status_code == 403
    assert amelie.post(f"{ARTICLE}valider/", {"version": "3"}).status_code == 303

    row = LegalText.objects.get(code="a-2.1:53", version=3)
    assert (row.entered_by, row.validated_by) == (cast.user("lise"), cast.user("amelie"))
    assert "Version 3 en vigueur" in plain(amelie.get(ARTICLE).text)


def test_it_refuses_a_version_without_source_or_with_days_upside_down(cast: Cast) -> None:
    refused = client_of(cast.user("lise")).post(
        f"{ARTICLE}version/", {**VERSION, "source": "", "until": "2020-01-01"}
    )

    assert refused.status_code == 422
    assert "« Source » doit être rempli." in plain(refused.text)
    assert "Ce jour vient après" in refused.text
    assert "sauf exception." in refused.text


def test_a_new_text_is_entered_once_and_set_aside(cast: Cast) -> None:
    lise = client_of(cast.user("lise"))
    new = {
        **VERSION,
        "act_code": "a-2.1",
        "act": "Loi sur l’accès",
        "section_code": "37",
        "title": "Article 37",
    }

    assert lise.post(f"{URL}nouveau/", new).status_code == 303
    assert lise.post(f"{URL}nouveau/", new).status_code == 422
    assert "sera mise de côté" in lise.get(f"{URL}a-2.1/37/version/").text
    assert lise.post(f"{URL}a-2.1/37/retirer/", {"version": "1"}).status_code == 303
    assert "mise de côté" in lise.get(f"{URL}a-2.1/37/").text


def test_the_letters_in_draft_that_it_touches_are_told_to_who_may_open_them(cast: Cast) -> None:
    dossier = opened(cast)
    with as_owner():
        Letter.objects.filter(dossier_id=dossier.pk).update(annexes=["a-2.1:53"])

    assert dossier.number in client_of(cast.user("marc")).get(ARTICLE).text
    assert dossier.number not in client_of(cast.user("amelie")).get(ARTICLE).text


def test_an_address_that_names_no_text_is_not_found(cast: Cast) -> None:
    lise = client_of(cast.user("lise"))

    for odd in ("a-2.1/999/", "x%00/53/", f"{'a' * 80}/53/"):
        assert lise.get(f"{URL}{odd}").status_code == 404


def test_nobody_else_reaches_the_texts(cast: Cast) -> None:
    for name in ("nadia", "irene", "farid", "bruno"):
        assert client_of(cast.user(name)).get(URL).status_code == 403
    assert Client().get(URL).status_code == 302
