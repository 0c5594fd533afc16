"""The count beside a search that goes on, in a real browser: it comes by itself, or by its link without a script.

axe on every page, light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

import pytest
from playwright.sync_api import expect

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened
from tests.interfaces.staff.noting import noted

FOUND = "/recherche/?q=girafe"


@pytest.fixture
def site(fresh: Pair, live_site: str) -> tuple[str, str]:
    """The Office with more texts about one word than a page shows, and the session of its analyst."""
    cast = seed_office()
    dossier = opened(cast, title="Une girafe")
    noted(dossier, cast.user("nadia"), notes=45, text="Une girafe passe au greffe.")
    return live_site, client_of(cast.user("nadia")).cookies["egide_session"].value


@pytest.mark.parametrize("width", [1360, 360])
def test_the_count_comes_beside_the_texts_and_narrows_them(site: tuple[str, str], width: int) -> None:
    url, session = site
    found: list[object] = []
    with browsers.launched() as browser:
        page = browsers.page_as(browser, url, session, width=width, complaints=found)
        page.goto(url + FOUND)
        page.get_by_role("heading", name="46 textes trouvés").wait_for()
        expect(page).to_have_title("46\u00a0textes trouvés · Égide")
        found += browsers.looked_at(page, "recherche-comptee")
        filters = page.get_by_role("navigation", name="Filtrer ces résultats")
        if width == 360:
            page.get_by_role("link", name="Filtrer ces résultats").click()
        filters.get_by_role("link", name="2025").click()
        page.get_by_role("heading", name="1 texte trouvé").wait_for()

    assert found == []


def test_without_a_script_a_link_leads_to_the_count(site: tuple[str, str]) -> None:
    url, session = site
    with browsers.launched() as browser:
        context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
        context.add_cookies([{"name": "egide_session", "value": session, "url": url}])
        page = context.new_page()
        page.goto(url + FOUND)
        expect(page.get_by_role("heading", level=1)).to_have_text("Plus de 20 textes trouvés")
        # By keyboard: without a script, nothing holds back a click whose target a late font has just moved.
        page.get_by_role("link", name="Filtrer ces résultats").press("Enter")
        with page.expect_navigation():
            page.get_by_role("link", name="Compter ces textes et choisir parmi eux").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("46\u00a0textes trouvés")
        expect(page.get_by_role("link", name="2025")).to_be_visible()
        page.get_by_role("link", name="Revenir aux textes trouvés").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Plus de 20 textes trouvés")


def test_the_page_of_the_count_is_read_by_everybody(site: tuple[str, str]) -> None:
    url, session = site
    found: list[object] = []
    with browsers.launched() as browser:
        for width in (1360, 360):
            page = browsers.page_as(browser, url, session, width=width, complaints=found)
            found += browsers.visited(page, url + "/recherche/compte/?q=girafe", "recherche-compte")

    assert found == []
