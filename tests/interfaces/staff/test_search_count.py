"""How many texts a search finds: told at once of a page that holds them all, counted beside a page which goes on."""

from egide.kernel.dossiers.models import Dossier
from tests.cast import Cast
from tests.interfaces.staff.conftest import SignIn
from tests.interfaces.staff.noting import noted

COUNT = "/recherche/compte/"
BY_SCRIPT = {"HX-Request": "true", "HX-Target": "filtres"}


def test_a_page_that_goes_on_shows_its_texts_and_asks_for_their_count(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    noted(dossier, cast.user("nadia"), notes=45, text="Une girafe.")
    text = sign_in("nadia").get("/recherche/", {"q": "girafe", "ordre": "dentistes"}).text

    assert "Plus de 20 textes trouvés" in text
    assert f'hx-get="{COUNT}?q=girafe&amp;ordre=dentistes" hx-trigger="load"' in text
    assert f'<a href="{COUNT}?q=girafe&amp;ordre=dentistes">Compter ces textes' in text


def test_a_page_that_holds_everything_says_it_at_once(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    noted(dossier, cast.user("nadia"), notes=20, text="Une girafe.")
    text = sign_in("nadia").get("/recherche/", {"q": "girafe"}).text

    assert "20\u00a0textes trouvés" in text
    assert "<h2>Année du texte</h2>" in text
    assert COUNT not in text


def test_the_count_is_part_of_the_page_or_a_page_of_its_own(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    noted(dossier, cast.user("nadia"), notes=45, text="Une girafe.")
    nadia, asked = sign_in("nadia"), {"q": "girafe", "dossiers": "open"}
    part = nadia.get(COUNT, asked, headers=BY_SCRIPT).text
    whole = nadia.get(COUNT, asked).text

    for told in (part, whole):
        assert "45\u00a0textes trouvés</h1>" in told
        assert told.count("<title>45\u00a0textes trouvés · Égide</title>") == 1
        assert '<span>2025</span> <span class="count">1<' in told
    assert '<h1 id="trouves" hx-swap-oob="true">' in part
    assert "<html" not in part
    assert '<a class="btn" href="/recherche/?q=girafe&amp;dossiers=open">Revenir aux textes' in whole


def test_nothing_is_counted_for_who_may_not_open_it(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    noted(dossier, cast.user("nadia"), notes=45, text="Une girafe.")
    for name in ("claire", "farid"):
        told = sign_in(name).get(COUNT, {"q": "girafe"}, headers=BY_SCRIPT).text

        assert "Aucun texte trouvé" in told
        assert "aucun filtre ne les partage" in told
        assert "girafe" not in told


def test_more_than_a_thousand_are_not_counted_and_it_is_said(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    nadia = sign_in("nadia")
    noted(dossier, cast.user("nadia"), notes=1_000, text="Une girafe.")
    assert "1\u00a0000\u00a0textes trouvés" in nadia.get(COUNT, {"q": "girafe"}).text

    noted(dossier, cast.user("nadia"), notes=1_100, text="Une autruche.")
    told = nadia.get(COUNT, {"q": "autruche"}).text
    assert "Plus de 1\u00a0000 textes trouvés" in told
    assert "Comptés parmi les 1\u00a0000 textes les plus récents." in told


def test_a_beginning_that_no_whole_word_answers_is_counted_as_it_was_shown(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    noted(dossier, cast.user("nadia"), notes=30, text="Une girafe.")

    assert "30\u00a0textes trouvés" in sign_in("nadia").get(COUNT, {"q": "gira"}).text
    assert "Aucun texte trouvé" in sign_in("nadia").get(COUNT, {"q": "-girafe"}).text
