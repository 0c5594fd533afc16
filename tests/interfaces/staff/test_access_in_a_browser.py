"""A request for access on a phone without JavaScript, then at the desk: the receipt, the dossier, the register.

axe on every page, light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

import re

import pytest
from playwright.sync_api import Page

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of

TEXT = "Une copie de vos directives sur le télétravail, de 2020 à 2026."


@pytest.fixture
def site(fresh: Pair, live_site: str) -> tuple[str, str]:
    """The Office, and the session of its access analyst."""
    cast = seed_office()
    return live_site, client_of(cast.user("lise")).cookies["egide_session"].value


def test_a_request_is_sent_from_a_phone_and_read_at_the_desk(site: tuple[str, str]) -> None:
    url, session = site
    found: list[object] = []
    with browsers.launched() as browser:
        phone = browser.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=False
        ).new_page()
        phone.goto(f"{url}/acces/")
        phone.get_by_role("radio", name="Un ou plusieurs documents de l’Office").press("Space")
        phone.get_by_label("Décrivez ce que vous cherchez").fill(TEXT)
        phone.get_by_label("Votre nom").fill("Élise Tremblay")
        _send(phone)
        phone.get_by_text("Inscrivez un courriel ou une adresse postale").first.wait_for()
        phone.get_by_label("Courriel").fill("elise@courriel.example")
        _send(phone)
        shown = phone.get_by_text(re.compile(r"ACC-\d{4}-\d{5}")).first.inner_text()
        number = re.search(r"ACC-\d{4}-\d{5}", shown)
        assert number is not None
        receipt = phone.url.removeprefix(url)

        visits = (
            ("formulaire", "/acces/"),
            ("recu", receipt),
            ("nouvelle", "/travail/acces/nouvelle/"),
            ("registre", "/travail/acces/registre/"),
            ("dossier", f"/dossiers/{number[0]}/"),
            ("decision", f"/dossiers/{number[0]}/etapes/ask_particulars/"),
        )
        for width in (1360, 360):
            lise: Page = browsers.page_as(browser, url, session, width=width, complaints=found)
            for name, path in visits:
                found += browsers.visited(lise, url + path, f"acces-{name}-{width}")
            lise.goto(f"{url}/dossiers/{number[0]}/")
            lise.get_by_text(TEXT).wait_for()

    assert found == []


def _send(phone: Page) -> None:
    with phone.expect_navigation():
        # By keyboard: without a script, nothing holds back a click whose target a late font has just moved.
        phone.get_by_role("button", name="Envoyer ma demande d’accès").press("Enter")
