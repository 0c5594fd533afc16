"""Security keys in a real browser: added, used as second factor, used alone, absent, refused.

Serves the strict Content-Security-Policy too: any refused script or style is a complaint that fails a test.
"""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from egide.platform.accounts.models import User
from tests.database import as_owner
from tests.platform.accounts.cast import amelie
from tests.platform.accounts.chromium import Visit, chromium
from tests.platform.accounts.doors import code_of, give_application
from tests.platform.accounts.entries import codes, data_of


@pytest.fixture
def newcomer(live_site: str) -> User:
    with as_owner():
        return amelie()


def credentials(visit: Visit) -> int:
    answer = visit.key.send("WebAuthn.getCredentials", {"authenticatorId": visit.authenticator})
    return len(answer["credentials"])


def test_it_adds_a_key_then_asks_for_it(live_site: str, newcomer: User) -> None:
    with chromium(live_site) as visit:
        visit.sign_in(newcomer.email)
        visit.page.wait_for_url("**/compte/second-facteur/")
        visit.add_key()
        assert credentials(visit) == 1
        visit.page.get_by_role("link", name="Continuer").click()
        visit.page.wait_for_url(f"{live_site}/")

        visit.sign_out()
        visit.sign_in(newcomer.email)
        visit.page.wait_for_url("**/connexion/second-facteur/")
        visit.page.goto(f"{live_site}/compte/")
        assert visit.path().startswith("/connexion/")

        visit.page.goto(f"{live_site}/connexion/second-facteur/")
        visit.page.get_by_role("button", name="Utiliser une clé de sécurité").click()
        visit.page.wait_for_url(f"{live_site}/")

    with as_owner():
        assert Authenticator.objects.filter(user=newcomer, type="webauthn").count() == 1
    assert "access.second_factor_added" in codes()
    assert data_of("access.signed_in") == {"user": newcomer.pk}


def test_it_lets_a_key_in_alone_when_the_person_allowed_it(live_site: str, newcomer: User) -> None:
    with chromium(live_site) as visit:
        visit.sign_in(newcomer.email)
        visit.add_key(alone=True)
        visit.sign_out()
        visit.page.get_by_role("button", name="Utiliser une clé de sécurité seule").click()
        visit.page.wait_for_url(f"{live_site}/")

        visit.page.goto(f"{live_site}/compte/")
        assert visit.page.get_by_role("heading", level=1).inner_text() == "Amélie Roy"


def test_it_says_in_words_that_the_key_did_not_answer(live_site: str, newcomer: User) -> None:
    with chromium(live_site) as visit:
        visit.sign_in(newcomer.email)
        visit.add_key(alone=True)
        visit.sign_out()
        refusal = {"authenticatorId": visit.authenticator, "isUserVerified": False}
        visit.key.send("WebAuthn.setUserVerified", refusal)
        visit.page.get_by_role("button", name="Utiliser une clé de sécurité seule").click()

        visit.page.get_by_text("La clé n’a pas répondu").wait_for()
        assert visit.path() == "/connexion/"


def test_it_confirms_with_a_key_renames_it_and_keeps_the_last_one(live_site: str, newcomer: User) -> None:
    with chromium(live_site) as visit:
        visit.sign_in(newcomer.email)
        visit.add_key()
        visit.sign_out()
        visit.sign_in(newcomer.email)
        visit.page.get_by_role("button", name="Utiliser une clé de sécurité").click()
        visit.page.wait_for_url(f"{live_site}/")
        visit.page.goto(f"{live_site}/compte/second-facteur/cles/")
        visit.follows("Renommer")
        visit.follows("Utiliser une clé de sécurité")
        visit.presses("Utiliser ma clé de sécurité")
        visit.page.get_by_label("Nom de la clé").fill("Clé du bureau")
        visit.page.get_by_role("button", name="Enregistrer").click()
        expect(visit.page.get_by_role("heading", name="Clé du bureau")).to_be_visible()
        address = visit.page.get_by_role("link", name="Retirer").get_attribute("href") or ""
        visit.page.goto(live_site + address)
        expect(visit.page.get_by_text("C’est votre seul second facteur")).to_be_visible()
    with as_owner():
        key = Authenticator.objects.get(user=newcomer, type="webauthn")
    assert key.wrap().name == "Clé du bureau"
    assert f"/{key.pk}/" not in address


def test_it_works_without_javascript_with_an_application(live_site: str, newcomer: User) -> None:
    give_application(newcomer)
    with chromium(live_site, javascript=False) as visit:
        visit.sign_in(newcomer.email)
        visit.page.get_by_label("Code", exact=True).fill(code_of())
        visit.presses("Se connecter")
        visit.page.goto(f"{live_site}/compte/")

        assert visit.page.get_by_role("heading", level=1).inner_text() == "Amélie Roy"


def test_it_draws_pages_that_everyone_can_use(live_site: str, newcomer: User) -> None:
    faults: list[str] = []
    with chromium(live_site, width=390) as visit:
        for page in ("/connexion/", "/connexion/mot-de-passe/", "/connexion/mot-de-passe/envoye/"):
            visit.page.goto(live_site + page)
            faults += visit.accessibility_faults()
        visit.sign_in(newcomer.email)
        faults += visit.accessibility_faults()
        visit.add_key()
        faults += visit.accessibility_faults()
        for page in (
            "",
            "second-facteur/",
            "second-facteur/cles/",
            "second-facteur/application/",
            "seances/",
        ):
            visit.page.goto(f"{live_site}/compte/{page}")
            faults += visit.accessibility_faults()
        visit.sign_out()
        visit.sign_in(newcomer.email)
        faults += visit.accessibility_faults()

    assert faults == []
