"""The screen of the search: what the form offers without syntax, the counts beside, the searches that one keeps."""

import re
from datetime import UTC, datetime

from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.search.models import SavedSearch
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn
from tests.interfaces.staff.test_list import numbers

KEPT = "/recherche/gardees/"


def keep(client: Client, name: str = "Nouvelles", **asked: str) -> SavedSearch:
    response = client.post("/recherche/garder/", {"nom": name, "q": "absence"} | asked)
    assert response.status_code == 303, response.content.decode()
    with as_owner():
        return SavedSearch.objects.get(name=name)


def test_the_form_asks_the_same_without_any_sign(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")

    def found(**asked: str) -> list[str]:
        return numbers(nadia.get("/recherche/", asked).text)

    assert found(suite="absence de nouvelles") == found(parmi="girafe absence") == [dossier.number]
    assert found(q="absence", sans="nouvelles") == found(suite="nouvelles absence") == []
    told = nadia.get("/recherche/", {"q": "absence", "parmi": "syndic girafe", "sans": "permis"}).text
    assert (
        "«\u00a0absence\u00a0» et «\u00a0syndic\u00a0» ou «\u00a0girafe\u00a0», sans «\u00a0permis\u00a0»"
        in told
    )


def test_the_counts_beside_lead_to_what_they_count(sign_in: SignIn, open_dossier: Open) -> None:
    for days in (1, 400):
        open_dossier(days_ago=days)
    nadia = sign_in("nadia")
    text = nadia.get("/recherche/", {"q": "absence"}).text

    links = re.findall(
        r'<a href="(/recherche/\?q=absence[^"]*du=[^"]*)"><span>\d{4}</span> <span class="count">1<', text
    )
    assert len(links) == 2
    narrowed = nadia.get(links[0].replace("&amp;", "&")).text
    assert len(numbers(narrowed)) == 1
    assert "Enlever le filtre" in narrowed
    assert "Filtrer ces résultats" not in sign_in("farid").get("/recherche/", {"q": "absence"}).text


def test_a_class_narrows_the_search_and_is_taken_away(sign_in: SignIn, dossier: Dossier) -> None:
    with as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(class_code="04-120")
    nadia = sign_in("nadia")

    narrowed = nadia.get("/recherche/", {"q": "absence", "classe": "04"}).text

    assert numbers(narrowed) == [dossier.number]
    assert 'name="classe" value="04"' in narrowed
    assert "Classe\u00a0: 04" in narrowed
    assert numbers(nadia.get("/recherche/", {"q": "absence", "classe": "05"}).text) == []


def test_a_search_is_kept_opened_paused_and_removed(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    kept = keep(nadia, genre=dossier.kind)

    assert "Nouvelles" in nadia.get(KEPT).text
    opened = nadia.post(f"{KEPT}{kept.key}/ouvrir/")
    assert numbers(nadia.get(opened.headers["Location"]).text) == [dossier.number]
    assert f"genre={dossier.kind}" in opened.headers["Location"]
    nadia.post(f"{KEPT}{kept.key}/avis/", {"avis": "non"})
    assert "En pause" in nadia.get(KEPT).text
    assert 'data-confirm="Supprimer la recherche «\u00a0Nouvelles\u00a0»?"' in nadia.get(KEPT).text
    nadia.post(f"{KEPT}{kept.key}/supprimer/")
    assert "Aucune recherche gardée" in nadia.get(KEPT).text


def test_the_day_it_was_kept_is_that_of_the_office(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    kept = keep(nadia)
    with as_owner():  # an evening in Québec is the next day elsewhere
        SavedSearch.objects.filter(pk=kept.pk).update(created_at=datetime(2026, 11, 23, 4, 10, tzinfo=UTC))

    assert "Gardée le 22\u00a0novembre\u00a02026" in nadia.get(KEPT).text


def test_the_order_of_a_search_is_no_filter(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    keep(nadia, "Par pertinence", tri="pertinence")
    keep(nadia, "Ouverts par pertinence", tri="pertinence", dossiers="open")

    told = nadia.get(KEPT).text

    assert told.count("\u00a0filtre<") == 1
    assert "2\u00a0filtres" not in told


def test_the_search_of_someone_else_does_not_exist(sign_in: SignIn, dossier: Dossier) -> None:
    kept = keep(sign_in("nadia"))
    marc = sign_in("marc")

    assert "Nouvelles" not in marc.get(KEPT).text
    for act in ("ouvrir", "avis", "supprimer"):
        assert marc.post(f"{KEPT}{kept.key}/{act}/").status_code == 404
    with as_owner():
        assert SavedSearch.objects.filter(pk=kept.pk, paused=False).exists()


def test_a_name_is_asked_for_in_words(sign_in: SignIn, dossier: Dossier) -> None:
    response = sign_in("nadia").post("/recherche/garder/", {"nom": " ", "q": "absence"})

    assert response.status_code == 400
    assert "Donnez un nom" in response.text
