"""Single sign-on: a real round trip, in a real browser, with a real provider on loopback.

Serves the rule that a verified address opens an existing account, and that nothing else opens anything.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page
from pytest_django import Settings

from egide.platform.accounts.models import User
from egide.platform.accounts.single_sign_on import SingleSignOnAdapter
from tests.database import as_owner
from tests.platform.accounts.cast import amelie, farid
from tests.platform.accounts.chromium import chromium
from tests.platform.accounts.doors import Browser, code_of, give_application
from tests.platform.accounts.entries import codes
from tests.platform.accounts.provider import CLIENT, SECRET, running
from tests.platform.accounts.provider.serve import PASSWORD
from tests.ports import own_port

BUTTON = "Compte de l’organisation"


def configured(issuer: str) -> dict[str, Any]:
    application = {
        "provider_id": "office",
        "name": BUTTON,
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [application]}}


@pytest.fixture
def provider(live_site: str, tmp_path: Path, settings: Settings) -> Iterator[str]:
    with running(own_port(), tmp_path, live_site) as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = configured(issuer)
        yield issuer


def sign_in_at_provider(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/connexion/")
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url("http://127.0.0.1:*/accounts/login/**")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(f"{site}/**")


def test_it_opens_the_account_of_a_verified_address_after_the_second_factor(
    live_site: str, provider: str
) -> None:
    with as_owner():
        user = amelie()
    give_application(user)

    with chromium(live_site) as visit:
        sign_in_at_provider(visit.page, live_site, user.email)
        assert visit.path() == "/connexion/second-facteur/"
        visit.page.get_by_label("Code", exact=True).fill(code_of())
        visit.page.get_by_role("button", name="Se connecter").click()
        visit.page.wait_for_url(f"{live_site}/")

    assert codes() == ["access.signed_in"]
    with as_owner():
        assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("email", ["farid.haddad@office.example", "inconnue@office.example"])
def test_it_opens_nothing_for_an_unverified_or_unknown_address(
    live_site: str, provider: str, email: str
) -> None:
    with as_owner():
        farid()

    with chromium(live_site) as visit:
        sign_in_at_provider(visit.page, live_site, email)
        assert visit.page.get_by_role("heading", level=1).inner_text() == "Aucun compte ne correspond"
        visit.page.goto(f"{live_site}/compte/")
        assert visit.path().startswith("/connexion/")

    with as_owner():
        assert User.objects.count() == 1
    assert codes() == []


# --- Without a provider at the other end ------------------------------------------------------------------
def test_it_offers_nothing_when_nothing_is_configured(web: Browser) -> None:
    assert BUTTON not in web.get("/connexion/").content.decode()
    assert web.post("/connexion/fournisseur/office/").status_code == 404


def test_it_asks_before_leaving_for_the_provider(web: Browser, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://127.0.0.1:9")

    assert "Continuer" in web.get("/connexion/fournisseur/office/").content.decode()


def test_it_says_that_the_provider_does_not_answer(web: Browser, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://127.0.0.1:9")
    answer = web.post("/connexion/fournisseur/office/")

    assert "n’a pas abouti" in answer.content.decode()


def test_it_refuses_an_answer_that_nobody_asked_for(web: Browser, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://127.0.0.1:9")
    answer = web.get("/connexion/fournisseur/office/retour/", code="x", state="inventé")

    assert "n’a pas abouti" in answer.content.decode()
    assert not web.is_signed_in


@pytest.mark.parametrize(("claim", "opens"), [(True, True), (False, False), ("false", False), (1, False)])
def test_it_believes_only_a_true_claim(db: None, claim: object, opens: bool) -> None:
    user = amelie()

    class Address:
        email = user.email
        verified = claim

    class Login:
        email_addresses = (Address(),)

    found = SingleSignOnAdapter().authenticate_by_email(Login())
    assert (found is not None) is opens
