"""The header's search: a number leads to its dossier, words to a list, and nothing hidden is ever found.

What one reader finds, the one who may not see it does not.
"""

from urllib.parse import quote

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.models import Unit
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, Queries, SignIn, Submit
from tests.interfaces.staff.test_list import numbers


@pytest.mark.parametrize("typed", ["INT-2026-00001", "int-2026-1", "int 2026 1", "INT2026-00001"])
def test_a_number_leads_straight_to_its_dossier(sign_in: SignIn, dossier: Dossier, typed: str) -> None:
    response = sign_in("nadia").get("/recherche/", {"q": typed})

    assert (response.status_code, response.headers["Location"]) == (302, f"/dossiers/{dossier.number}/")


@pytest.mark.parametrize(
    "typed",
    ["absence de nouv", "ÉLISE", "elise@exemple.example", "INT-2026", "absences", "tremblay syndic"],
)
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
    assert numbers(nadia.get("/recherche/", {"q": "10%"}).text) == []


@pytest.mark.parametrize("typed", ["2026-1", "2026 1"])
def test_a_year_and_a_rank_lead_straight_to_the_only_one(
    sign_in: SignIn, dossier: Dossier, typed: str
) -> None:
    response = sign_in("nadia").get("/recherche/", {"q": typed})

    assert (response.status_code, response.headers["Location"]) == (302, f"/dossiers/{dossier.number}/")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1", "trouvé par son numéro"),
        ("nouvelles syndic", "Titre</a>"),
        ("du syndic", "Titre</a>"),
        ("Tremblay", "Personne ou organisme</a> <span>Élise <mark>Tremblay</mark>"),
        ("tremblay elise", "Personne ou organisme</a> <span><mark>Élise</mark> <mark>Tremblay</mark>"),
        ("Trembley", "par un nom qui se prononce de même\u00a0: Élise Tremblay"),
        ("elise@exemple.example", "par le courriel de Élise Tremblay"),
    ],
)
def test_each_result_says_where_it_was_found(sign_in: SignIn, dossier: Dossier, typed: str, why: str) -> None:
    text = sign_in("nadia").get("/recherche/", {"q": typed}).text

    assert numbers(text) == [dossier.number]
    assert why in text
    assert dossier.title not in sign_in("farid").get("/recherche/", {"q": typed}).text


def test_a_renamed_title_is_no_longer_found_by_its_former_words(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    assert numbers(nadia.get("/recherche/", {"q": "absence"}).text) == [dossier.number]
    with as_owner():
        dossier.title = "Frais d’arbitrage"
        dossier.save()

    assert numbers(nadia.get("/recherche/", {"q": "arbitrage"}).text) == [dossier.number]
    assert "Aucun dossier trouvé" in nadia.get("/recherche/", {"q": "absence"}).text


def test_a_state_of_the_only_kind_that_one_reads_narrows_the_search(
    sign_in: SignIn, dossier: Dossier
) -> None:
    nadia, state = sign_in("nadia"), dossier.state
    asked = {"q": "absence", "genre": dossier.kind}

    assert 'name="etat"' in nadia.get("/recherche/", asked).text
    assert numbers(nadia.get("/recherche/", asked | {"etat": state}).text) == [dossier.number]
    assert numbers(nadia.get("/recherche/", asked | {"etat": "closed"}).text) == []


def test_a_word_that_finds_little_has_its_neighbour_proposed_beside(
    sign_in: SignIn, open_dossier: Open
) -> None:
    for title in ("Frais de concilliation", "Retard de la conciliation", "Refus de la conciliation"):
        open_dossier(title=title)
    text = sign_in("nadia").get("/recherche/", {"q": "concilliation"}).text

    assert "1\u00a0texte trouvé" in text
    assert 'Vouliez-vous dire <a href="/recherche/?q=conciliation">conciliation</a>' in text
    assert "Vouliez-vous dire" not in sign_in("farid").get("/recherche/", {"q": "concilliation"}).text


def test_a_place_in_a_dossier_of_another_unit_is_no_place(sign_in: SignIn, open_dossier: Open) -> None:
    mine, hidden = open_dossier(), open_dossier(days_ago=9)
    with as_owner():  # same compartment: the wall lets it through, the policy does not
        Dossier.objects.filter(pk=hidden.pk).update(unit=Unit.objects.get(code="records"))
    nadia = sign_in("nadia")

    def after(number: str) -> list[str]:
        return numbers(nadia.get("/recherche/", {"q": "absence", "apres": f"{number}.card.0"}).text)

    assert after(hidden.number) == after("INT-2026-99999") == [mine.number]
    assert after(mine.number) == []  # the twin: one's own is a place


@pytest.mark.parametrize(
    ("typed", "told"), [("le", True), ("de la", True), ("le zzzz", False), ("zzzz", False)]
)
def test_words_too_common_to_be_sought_alone_are_told(
    sign_in: SignIn, dossier: Dossier, typed: str, told: bool
) -> None:
    text = sign_in("nadia").get("/recherche/", {"q": typed}).text

    assert ("ils ne se cherchent pas seuls" in text) is told


def test_what_the_cards_say_of_titles_and_people_comes_with_the_texts_found(
    sign_in: SignIn, open_dossier: Open, queries: Queries
) -> None:
    nadia = sign_in("nadia")
    for n in range(3):  # with less, a search also proposes neighbouring words
        open_dossier(days_ago=n)
        open_dossier(days_ago=n, title="Frais exigés", name="Exigesa Roy", summary="Des frais.")

    def sent(typed: str, place: str) -> int:
        text = nadia.get("/recherche/", {"q": typed}).text
        assert (text.count(f"{place}</a>"), len(numbers(text))) == (3, 3), typed
        return len(queries(nadia, f"/recherche/?q={quote(typed)}"))

    person, facts = "Personne ou organisme", sent("demandé une enquête", "Exposé des faits")

    assert sent("absence", "Titre") == sent("elise trem", person) == facts - 1
    # A title that begins as the word asked, and does not hold it: its people are read after.
    assert sent("exigesa", person) == facts
