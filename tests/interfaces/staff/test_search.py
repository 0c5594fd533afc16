"""The header's search: a number leads to its dossier, words to a list, and nothing hidden is ever found.

What one reader finds, the one who may not see it does not.
"""

import pytest

from egide.kernel.dossiers.models import Dossier
from tests.interfaces.staff.conftest import Open, SignIn, Submit
from tests.interfaces.staff.test_list import numbers


@pytest.mark.parametrize("typed", ["INT-2026-00001", "int-2026-1", "int 2026 1", "INT2026-00001"])
def test_a_number_leads_straight_to_its_dossier(sign_in: SignIn, dossier: Dossier, typed: str) -> None:
    response = sign_in("nadia").get("/recherche/", {"q": typed})

    assert (response.status_code, response.headers["Location"]) == (302, f"/dossiers/{dossier.number}/")


@pytest.mark.parametrize("typed", ["absence de nouv", "ÉLISE", "elise@exemple.example", "INT-2026"])
def test_words_find_by_their_beginning_without_accents(sign_in: SignIn, dossier: Dossier, typed: str) -> None:
    assert numbers(sign_in("nadia").get("/recherche/", {"q": typed}).text) == [dossier.number]


@pytest.mark.parametrize("typed", ["INT-2026-00001", "absence", "elise", "elise@exemple.example"])
def test_what_is_not_visible_is_not_found(sign_in: SignIn, dossier: Dossier, typed: str) -> None:
    for name in ("claire", "farid"):
        text = sign_in(name).get("/recherche/", {"q": typed}).text
        assert "Aucun dossier trouvé" in text
        assert dossier.title not in text


def test_the_reference_of_a_form_leads_the_secretariat_to_the_request(
    sign_in: SignIn, submit: Submit
) -> None:
    reference = submit().reference

    assert sign_in("bruno").get("/recherche/", {"q": reference}).headers["Location"] == f"/boite/{reference}/"
    assert sign_in("nadia").get("/recherche/", {"q": reference}).status_code == 200


def test_wildcards_are_ordinary_characters(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier(title="100 % des frais")
    nadia = sign_in("nadia")

    assert numbers(nadia.get("/recherche/", {"q": "100 %"}).text) == [dossier.number]
    assert numbers(nadia.get("/recherche/", {"q": "1%"}).text) == []
