"""One morning of the secretariat in a real browser: a question by keyboard, a complaint and a disclosure handed over.

axe on every page of the story, light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, submitted
from tests.interfaces.staff.test_screens import FLAGS, RULES
from tests.tools import need

SHOTS = os.environ.get("EGIDE_SHOTS", "")
LOOKS = (("light", 1360), ("dark", 360))
SECRET = "Une histoire que personne d’autre ne doit lire."


@pytest.fixture
def site(fresh: Pair, live_site: str) -> tuple[str, dict[str, str], list[str]]:
    """The Office, three requests that wait, and the sessions of four people."""
    cast = seed_office()
    requests = [submitted(cast, name=name, summary=SECRET).reference for name in ("Ana", "Béa", "Cléo")]
    names = ("bruno", "nadia", "odile", "solange")
    sessions = {name: client_of(cast.user(name)).cookies["egide_session"].value for name in names}
    return live_site, sessions, requests


@pytest.fixture
def browser(site: object) -> Iterator[Browser]:
    """A browser for the story."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


def test_a_morning_of_the_secretariat(site: tuple[str, dict[str, str], list[str]], browser: Browser) -> None:
    url, sessions, (complaint, disclosure, slip) = site
    found: list[object] = []

    def desk(name: str, scheme: str = "light", width: int = 1360) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
        context.add_cookies([{"name": "egide_session", "value": sessions[name], "url": url}])
        page = context.new_page()
        page.on("console", lambda message: found.append(message.text))
        return page

    bruno = desk("bruno")

    # A question on the telephone, by keyboard alone.
    bruno.goto(f"{url}/travail/renseignements/")
    bruno.locator("#id_theme").focus()
    bruno.keyboard.type("Vér")
    for _ in range(5):
        bruno.keyboard.press("Tab")
    bruno.keyboard.type("Demande le numéro du tableau")
    bruno.keyboard.press("Enter")
    bruno.get_by_text("Fiche n° 1 comptée").wait_for()
    assert bruno.get_by_text("Vérifier un membre au tableau").count() > 0

    # A complaint about services: nothing before it is confirmed, then only a receipt.
    bruno.goto(f"{url}/boite/{complaint}/")
    bruno.get_by_role("link", name="Plainte sur les services de l’Office").click()
    bruno.get_by_role("button", name="Remettre au Bureau de la présidence").click()
    bruno.get_by_text("cochez la case pour confirmer").first.wait_for()
    bruno.get_by_label("J’ai lu ce qui va se passer.").check()
    bruno.get_by_role("button", name="Remettre au Bureau de la présidence").click()
    bruno.get_by_text("REM-2026-00001").first.wait_for()
    bruno.goto(f"{url}/boite/{complaint}/")
    assert SECRET not in bruno.content()

    bruno.goto(f"{url}/boite/{disclosure}/nature/divulgation/")
    bruno.get_by_label("J’ai lu ce qui va se passer.").check()
    bruno.get_by_role("button", name="Sceller").click()
    bruno.get_by_text("REM-2026-00002").first.wait_for()

    bruno.goto(f"{url}/boite/{slip}/nature/commissaire/")
    bruno.get_by_label("J’ai lu ce qui va se passer.").check()
    bruno.get_by_role("button", name="Préparer le bordereau").click()
    bruno.get_by_role("button", name="Retirer le bordereau").wait_for()

    # The other side reads, this one does not.
    odile, solange = desk("odile"), desk("solange")
    odile.goto(f"{url}/dossiers/PLA-2026-00001/")
    solange.goto(f"{url}/dossiers/DIV-2026-00001/")
    assert SECRET in odile.content()
    assert SECRET in solange.content()
    for page in (odile, solange, bruno):
        page.close()

    visits = (
        ("bruno", "remises", "/remises/"),
        ("bruno", "demande-remise", f"/boite/{complaint}/"),
        ("bruno", "bordereau", f"/boite/{slip}/bordereau/"),
        ("bruno", "piece-plainte", "/remises/nouvelle/plainte-services/"),
        ("nadia", "renseignements", "/travail/renseignements/"),
        ("odile", "plainte", "/dossiers/PLA-2026-00001/"),
        ("odile", "visees", "/dossiers/PLA-2026-00001/personnes-visees/"),
        ("solange", "divulgation", "/dossiers/DIV-2026-00001/"),
    )
    for scheme, width in LOOKS:
        for person, name, path in visits:
            page = desk(person, scheme, width)
            page.goto(url + path)
            found += _look(page, name, scheme, width)
            page.context.close()

    # The refused form says 422, and the browser says so in its console; nothing else may.
    assert [one for one in found if "422" not in str(one)] == []


def _look(page: Page, name: str, scheme: str, width: int) -> list[object]:
    violations = Axe().run(page, options={"runOnly": list(RULES)}).response["violations"]
    found: list[object] = [(name, scheme, width, v["id"], v["nodes"][0]["html"][:200]) for v in violations]
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        found.append((name, scheme, width, f"dépasse de {over} px"))
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}-{width}.png", full_page=True)
    return found
