"""One piece of mail entered in a real browser without a mouse, under a minute; axe on the mail room's pages.

Set EGIDE_SHOTS to a folder to look at the pictures.
"""

import os
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened
from tests.interfaces.staff.test_screens import FLAGS, RULES
from tests.tools import need

SHOTS = os.environ.get("EGIDE_SHOTS", "")
UNDER = 60.0  # seconds a piece: issue of the mail room
LOOKS = (("light", 1360), ("dark", 360))


@pytest.fixture
def site(fresh: Pair, live_site: str) -> tuple[str, dict[str, str], str]:
    cast = seed_office()
    dossier = opened(cast, name="Élise Tremblay")
    names = ("bruno", "yvette", "marc")
    sessions = {name: client_of(cast.user(name)).cookies["egide_session"].value for name in names}
    return live_site, sessions, dossier.number


def test_a_piece_is_entered_by_keyboard_under_a_minute(site: tuple[str, dict[str, str], str]) -> None:
    url, sessions, number = site
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=list(FLAGS))
        page = _page(browser, url, sessions["bruno"], "light", 1360)
        page.goto(f"{url}/travail/courrier/")
        started = time.monotonic()

        assert _focused(page) == "name"
        page.keyboard.type("Elise Trembley")
        _tab_to(page, "email")
        page.keyboard.type("elise@exemple.example")
        _tab_to(page, "title")
        page.keyboard.type("Sans nouvelles du syndic")
        _tab_to(page, "summary")
        page.keyboard.type("Elle demande où en est l’enquête.")
        _tab_to(page, "order")
        page.keyboard.type("Ordre des d")
        _tab_to(page, "do")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Cette personne a peut-être déjà un dossier.")
        assert number in page.inner_text("main")
        page.keyboard.press("Enter")
        page.wait_for_url("**suite=COR-2026-00001")

        assert time.monotonic() - started < UNDER
        assert "INT-2026-00002 est ouvert" in page.inner_text("main")
        assert _focused(page) == "name"
        assert page.input_value("[name=name]") == ""
        page.context.close()

        complaints = [
            found
            for scheme, width in LOOKS
            for person, path in (
                ("bruno", "/travail/courrier/"),
                ("bruno", "/travail/courrier/pieces/COR-2026-00001/"),
                ("bruno", "/travail/courrier/bordereau/"),
                ("bruno", "/travail/courrier/plis/"),
                ("yvette", "/travail/plis/"),
                ("bruno", "/travail/mon-profil/interets/"),
                ("marc", f"/dossiers/{number}/relecture/"),
                ("marc", f"/dossiers/{number}/conflits/"),
            )
            for found in _complaints(browser, url, sessions[person], path, scheme, width)
        ]
        browser.close()

    assert complaints == []


def _page(browser: Browser, url: str, session: str, scheme: str, width: int) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_cookies([{"name": "egide_session", "value": session, "url": url}])
    return context.new_page()


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def _tab_to(page: Page, name: str) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if _focused(page) == name:
            return
    raise AssertionError(f"« {name} » is not reached by Tab")


def _complaints(browser: Browser, url: str, session: str, path: str, scheme: str, width: int) -> list[object]:
    page = _page(browser, url, session, scheme, width)
    found: list[object] = []
    page.on("console", lambda message: found.append((path, scheme, message.text)))
    response = page.goto(url + path)
    assert response is not None
    assert response.status == 200, path
    violations = Axe().run(page, options={"runOnly": list(RULES)}).response["violations"]
    found += [(path, scheme, width, v["id"], v["nodes"][0]["html"][:200]) for v in violations]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append((path, scheme, width, "scrolls sideways"))
    if SHOTS:
        name = path.strip("/").replace("/", "-")
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{scheme}-{width}.png"), full_page=True)
    page.context.close()
    return found
