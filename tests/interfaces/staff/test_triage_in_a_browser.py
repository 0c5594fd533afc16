"""One morning of the secretariat in a real browser: a question by keyboard, a complaint and a disclosure handed over.

axe on every page of the story, light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, submitted

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
    with browsers.launched() as browser:
        yield browser


def test_a_morning_of_the_secretariat(site: tuple[str, dict[str, str], list[str]], browser: Browser) -> None:
    url, sessions, (complaint, disclosure, slip) = site
    found: list[object] = []

    def desk(name: str, width: int = 1360) -> Page:
        return browsers.page_as(browser, url, sessions[name], width=width, complaints=found)

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
    bruno.get_by_text("Vérifier un membre au tableau").first.wait_for(state="attached")

    # A complaint about services: nothing before it is confirmed, then only a receipt.
    bruno.goto(f"{url}/boite/{complaint}/")
    for way in (
        bruno.get_by_role("link", name="Plainte sur les services de l’Office"),
        bruno.get_by_role("button", name="Remettre au Bureau de la présidence"),
    ):
        browsers.follow(way)
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

    bruno.goto(f"{url}/boite/{slip}/nature/acces/")
    bruno.get_by_label("J’ai lu ce qui va se passer.").check()
    bruno.get_by_role("button", name="Remettre à la personne responsable de l’accès").click()
    bruno.get_by_text("REM-2026-00003").first.wait_for()

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
        ("bruno", "piece-plainte", "/remises/nouvelle/plainte-services/"),
        ("nadia", "renseignements", "/travail/renseignements/"),
        ("odile", "plainte", "/dossiers/PLA-2026-00001/"),
        ("odile", "visees", "/dossiers/PLA-2026-00001/personnes-visees/"),
        ("solange", "divulgation", "/dossiers/DIV-2026-00001/"),
    )
    for width in (1360, 360):
        pages = {person: desk(person, width) for person in sessions}
        for person, name, path in visits:
            found += browsers.visited(pages[person], url + path, name)

    # The refused form says 422, and the browser says so in its console; nothing else may.
    assert [one for one in found if "422" not in str(one)] == []
