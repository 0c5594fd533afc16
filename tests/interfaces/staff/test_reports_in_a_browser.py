"""A report in a real browser: written as it is typed, read, approved, published, then read from another compartment.

axe on every page of the story, light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import CLOCK, client_of
from tests.modules.planning.scene import Scene, open_scene

NAMES = ("nadia", "marc", "amelie", "helene", "claire")


@pytest.fixture
def story(fresh: Pair, live_site: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict[str, str], Scene]:
    """A report in revision, written and commented, and the sessions of five people."""
    cast = seed_office()
    scene = open_scene(cast).to_revision()
    monkeypatch.setattr(timezone, "now", lambda: CLOCK)
    sessions = {name: client_of(cast.user(name)).cookies["egide_session"].value for name in NAMES}
    return live_site, sessions, scene


@pytest.fixture
def browser(story: object) -> Iterator[Browser]:
    """A browser for the story."""
    with browsers.launched() as browser:
        yield browser


def test_a_report_from_its_text_to_the_intranet(
    story: tuple[str, dict[str, str], Scene], browser: Browser
) -> None:
    url, sessions, scene = story
    found: list[object] = []
    here = f"{url}/travail/rapports/{scene.number}/"

    def desk(name: str, width: int = 1360) -> Page:
        return browsers.page_as(browser, url, sessions[name], width=width, complaints=found)

    nadia, helene, marc = desk("nadia"), desk("helene"), desk("marc")

    # Typed and left: it was kept, and comes back.
    nadia.goto(f"{here}textes/3/")
    nadia.get_by_role("textbox", name="Texte").fill("La hausse tient à un seul ordre.")
    nadia.get_by_text("Enregistré à").wait_for()
    nadia.goto(f"{here}textes/3/")
    nadia.get_by_text("Votre texte vous attendait").wait_for()
    with nadia.expect_navigation():
        nadia.get_by_role("button", name="Enregistrer le texte").click()
    nadia.get_by_text("La hausse tient à un seul ordre.").wait_for()

    nadia.goto(here)
    with nadia.expect_navigation():
        nadia.get_by_role("link", name="Présenter à l’autorité").click()
    nadia.get_by_role("button", name="Présenter à l’autorité").click()
    nadia.get_by_text("ses chiffres sont figés").wait_for()

    helene.goto(here)
    with helene.expect_navigation():
        helene.get_by_role("button", name="Verser : plaintes et commentaires sur nos services").click()
    # By keyboard alone: the question has the focus, Escape gives it back and approves nothing.
    helene.get_by_role("button", name="Approuver ce PDF").focus()
    helene.keyboard.press("Enter")
    asked = helene.get_by_role("dialog", name="Approuver ce PDF, à l’octet près?")
    asked.wait_for()
    helene.keyboard.press("Escape")
    asked.wait_for(state="detached")
    expect(helene.get_by_role("button", name="Approuver ce PDF")).to_be_focused()
    helene.keyboard.press("Enter")
    asked.get_by_role("button", name="Approuver ce PDF").press("Enter")
    helene.get_by_text("Le rapport est approuvé").wait_for()

    marc.goto(here)
    marc.get_by_role("button", name="Publier à l’intranet").click()
    marc.get_by_role("dialog").get_by_role("button", name="Publier à l’intranet").click()
    marc.get_by_text("tout le personnel peut le lire").wait_for()
    for page in (nadia, helene, marc):
        page.close()

    visits = (
        ("nadia", "rapports", "/travail/rapports/"),
        ("nadia", "rapport-nouveau", "/travail/rapports/nouveau/"),
        ("helene", "rapport", f"/travail/rapports/{scene.number}/"),
        ("claire", "intranet", "/intranet/rapports/"),
    )
    for width in (1360, 360):
        pages = {person: desk(person, width) for person in ("nadia", "helene", "claire")}
        for person, name, path in visits:
            found += browsers.visited(pages[person], url + path, name)

    assert found == []
