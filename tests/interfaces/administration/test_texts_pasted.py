"""Tests of the sections that letters cite without a text: they are listed, and an act pasted enters them to validate.

The words pasted are invented: only another person, beside the official version, makes a text usable.
"""

from egide.kernel.legal_texts.models import LegalText
from egide.kernel.legal_texts.reading import problems_of
from egide.modules.access_requests.cited import CITED, SECTIONS
from tests.cast import TODAY, Cast
from tests.interfaces.staff.conftest import client_of

URL = "/administration/textes/"
PASTED = "31. Mots inventés de l’essai.\n1982, c. 30, a. 31.\n32. D’autres mots.\n1982, c. 30, a. 32.\n"
ASKED = {"pasted": PASTED, "since": "2026-11-01", "source": "Essai, lu le 22 novembre 2026"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_list_says_which_cited_sections_have_no_text_and_leads_to_each(cast: Cast) -> None:
    amelie = client_of(cast.user("amelie"))

    text = plain(amelie.get(URL).text)

    assert f"{len(CITED) - 2} articles de la Loi sur l’accès" in text
    assert 'href="/administration/textes/nouveau/?article=31"' in text
    assert 'article=53"' not in text
    form = amelie.get(f"{URL}nouveau/?article=31").text
    assert 'value="31"' in form
    assert 'value="Article 31"' in form
    assert 'value="999"' not in amelie.get(f"{URL}nouveau/?article=999").text


def test_what_is_pasted_is_shown_first_then_entered_and_stops_letters_until_another_validates(
    cast: Cast,
) -> None:
    lise, amelie = client_of(cast.user("lise")), client_of(cast.user("amelie"))

    shown = plain(lise.post(f"{URL}coller/", ASKED).text)
    assert "2 articles trouvés" in shown
    assert "Mots inventés" in shown
    assert not LegalText.objects.filter(code="a-2.1:31").exists()

    entered = lise.post(f"{URL}coller/", {**ASKED, "consigner": "oui", "articles": ["31"]})
    assert entered.status_code == 303
    row = LegalText.objects.get(code="a-2.1:31")
    assert (row.body, row.history, row.source) == (
        "Mots inventés de l’essai.",
        "1982, c. 30, a. 31.",
        "Essai, lu le 22 novembre 2026",
    )
    assert not LegalText.objects.filter(code="a-2.1:32").exists()
    assert "n’est pas validé" in problems_of(codes=("a-2.1:31",), on=TODAY)[0]

    assert lise.post(f"{URL}a-2.1/31/valider/", {"version": "1"}).status_code == 403
    assert amelie.post(f"{URL}a-2.1/31/valider/", {"version": "1"}).status_code == 303
    assert problems_of(codes=("a-2.1:31",), on=TODAY) == ()
    assert 'article=31"' not in amelie.get(URL).text


def test_it_keeps_what_was_typed_when_nothing_is_found_or_chosen(cast: Cast) -> None:
    lise = client_of(cast.user("lise"))

    nothing = lise.post(f"{URL}coller/", {**ASKED, "pasted": "Bonjour, voici la loi."})
    assert nothing.status_code == 422
    assert "Aucun article n’a été reconnu" in nothing.text
    assert "Bonjour, voici la loi." in nothing.text
    unticked = lise.post(f"{URL}coller/", {**ASKED, "consigner": "oui"})
    assert unticked.status_code == 422
    assert "Cochez au moins un article" in unticked.text
    assert "D’autres mots." in unticked.text


def test_every_ground_that_a_decision_may_cite_is_listed() -> None:
    assert {"1", "9", "14", "23", "24", "41", "53", "54", "86", "87", "88", "137.1", "147.1"} <= SECTIONS
    assert [one.section for one in CITED] == sorted(
        SECTIONS, key=lambda one: tuple(int(part) for part in one.split("."))
    )
