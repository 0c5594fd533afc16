"""One piece of mail entered in a real browser without a mouse, under a minute; axe on the mail room's pages.

Set EGIDE_SHOTS to a folder to look at the pictures.
"""

import time

import pytest
from playwright.sync_api import Page, expect

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened

UNDER = 60.0  # seconds a piece: issue of the mail room


@pytest.fixture
def site(fresh: Pair, live_site: str) -> tuple[str, dict[str, str], str]:
    cast = seed_office()
    dossier = opened(cast, name="Élise Tremblay")
    names = ("bruno", "yvette", "marc")
    sessions = {name: client_of(cast.user(name)).cookies["egide_session"].value for name in names}
    return live_site, sessions, dossier.number


def test_a_piece_is_entered_by_keyboard_under_a_minute(site: tuple[str, dict[str, str], str]) -> None:
    url, sessions, number = site
    complaints: list[object] = []

    with browsers.launched() as browser:
        page = browsers.page_as(browser, url, sessions["bruno"], width=1360, complaints=complaints)
        page.goto(f"{url}/travail/courrier/")
        started = time.monotonic()

        # The browser gives the focus when it draws the page: a moment after the page is there.
        sender = page.locator("[name=name]")
        expect(sender).to_be_focused()
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
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.get_by_text("Cette personne a peut-être déjà un dossier.").wait_for()
        expect(page.get_by_role("main")).to_contain_text(number)
        expect(sender).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**suite=COR-2026-00001")

        assert time.monotonic() - started < UNDER
        expect(page.get_by_role("main")).to_contain_text("INT-2026-00002 est ouvert")
        expect(sender).to_be_focused()
        expect(sender).to_have_value("")
        page.context.close()

        for width in (1360, 360):
            pages = {
                person: browsers.page_as(browser, url, session, width=width, complaints=complaints)
                for person, session in sessions.items()
            }
            for person, path in (
                ("bruno", "/travail/courrier/"),
                ("bruno", "/travail/courrier/pieces/COR-2026-00001/"),
                ("bruno", "/travail/courrier/bordereau/"),
                ("bruno", "/travail/courrier/plis/"),
                ("yvette", "/travail/plis/"),
                ("bruno", "/travail/mon-profil/interets/"),
                ("marc", f"/dossiers/{number}/relecture/"),
                ("marc", f"/dossiers/{number}/conflits/"),
            ):
                name = path.strip("/").replace("/", "-")
                complaints += browsers.visited(pages[person], url + path, name)

    assert complaints == []


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def _tab_to(page: Page, name: str) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if _focused(page) == name:
            return
    raise AssertionError(f"« {name} » is not reached by Tab")
