"""One piece of mail entered in a real browser without a mouse, under a minute; axe on the mail room's pages.

Set EGIDE_SHOTS to a folder to look at the pictures.
"""

import pytest
from playwright.sync_api import Page, expect

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened

UNDER = 60.0  # seconds a piece
# By what people take, not by what this machine does: the keystroke-level model of Card, Moran and Newell (1980), an
# average typist, and a moment of thought before each field and each answer.
A_KEY, A_THOUGHT = 0.28, 1.35  # seconds


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
        keys = Keys(page)

        # The browser gives the focus when it draws the page: a moment after the page is there.
        sender = page.locator("[name=name]")
        expect(sender).to_be_focused()
        keys.type("Elise Trembley")
        keys.tab_to("email")
        keys.type("elise@exemple.example")
        keys.tab_to("title")
        keys.type("Sans nouvelles du syndic")
        keys.tab_to("summary")
        keys.type("Elle demande où en est l’enquête.")
        keys.tab_to("order")
        keys.type("Ordre des d")
        keys.tab_to("do")
        with page.expect_navigation():
            keys.press("Enter")
        page.get_by_text("Cette personne a peut-être déjà un dossier.").wait_for()
        expect(page.get_by_role("main")).to_contain_text(number)
        expect(sender).to_be_focused()
        keys.press("Enter")
        page.wait_for_url("**suite=COR-2026-00001")

        assert keys.pressed * A_KEY + keys.thoughts * A_THOUGHT < UNDER
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


class Keys:
    """The keyboard, which counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = self.thoughts = 0

    def type(self, text: str) -> None:
        """Will type it, after a thought."""
        self.thoughts += 1
        self.pressed += len(text)
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        """Will press a key, after a thought."""
        self.thoughts += 1
        self.pressed += 1
        self.page.keyboard.press(key)

    def tab_to(self, name: str) -> None:
        """Will go to that field."""
        for _ in range(20):
            self.pressed += 1
            self.page.keyboard.press("Tab")
            if _focused(self.page) == name:
                return
        raise AssertionError(f"« {name} » is not reached by Tab")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
