"""A redaction by keyboard alone in a real browser, then read by another person, and looked at.

axe on every page of the story, light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect

from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction.models import Box, Redaction
from egide.kernel.redaction.producing import produce
from tests import browsers
from tests.cast import Cast, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.staff.conftest import CLOCK, client_of, opened
from tests.interfaces.staff.documents_read import add_read

NAMES = ("nadia", "marc")
PRESS_AT_ONCE = """key => document.addEventListener("htmx:afterSwap", () => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})), {once: true})"""
PAGES = (
    "Je suis Élise Tremblay. Mon téléphone est le 418 555-0147.",
    "Le syndic a répondu à Mme Tremblay le 3 mars.",
)


@pytest.fixture
def story(
    fresh: Pair, live_site: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, dict[str, str], Dossier, Cast]:
    """A dossier with a piece of two pages, and the sessions of two people."""
    cast = seed_office()
    dossier = opened(cast)
    add_read(cast, dossier, *PAGES, title="Lettre de la personne requérante")
    monkeypatch.setattr(timezone, "now", lambda: CLOCK)
    sessions = {name: client_of(cast.user(name)).cookies["egide_session"].value for name in NAMES}
    return live_site, sessions, dossier, cast


@pytest.fixture
def browser(story: object) -> Iterator[Browser]:
    """A browser for the story."""
    with browsers.launched() as browser:
        yield browser


@contextmanager
def on_its_way(page: Page, *, then: str) -> Iterator[None]:
    """Will let the first answer come after the block, and press one more key the instant it stands in the page."""
    sent: list[Route] = []

    def keep(route: Route) -> None:
        if route.request.method == "POST" and not sent:
            sent.append(route)
        else:
            route.continue_()

    page.route("**/caviardage/**", keep)
    with page.expect_request(lambda request: request.method == "POST"):
        yield
    page.evaluate(PRESS_AT_ONCE, then)
    sent[0].continue_()
    page.unroute("**/caviardage/**", keep)


def test_a_redaction_by_keyboard_from_its_first_zone_to_its_copy(
    story: tuple[str, dict[str, str], Dossier, Cast], browser: Browser
) -> None:
    url, sessions, dossier, cast = story
    found: list[object] = []
    base = f"{url}/dossiers/{dossier.number}/documents/1/caviardage/"

    def desk(name: str, width: int = 1360) -> Page:
        return browsers.page_as(browser, url, sessions[name], width=width, complaints=found)

    nadia = desk("nadia")
    nadia.goto(base)
    with nadia.expect_navigation():  # the keys are the script's: the page must be whole
        nadia.get_by_role("button", name="Commencer un caviardage").press("Enter")
    nadia.get_by_role("heading", name="Page 1 de 2").wait_for()

    # n: a zone in the middle; arrows carry it up to the name; a figure changes its ground; z undoes.
    sheet = nadia.locator("svg[data-redact]")
    sheet.focus()
    middle = float((sheet.get_attribute("viewBox") or "").split()[3]) / 2 - 8
    zone = nadia.locator("[data-zone='1']")
    # The keys are faster than the answers: none is lost, each falls on its zone.
    with on_its_way(nadia, then="ArrowUp"):
        for key in ("n", "ArrowUp", "ArrowUp"):
            nadia.keyboard.press(key)
    expect(zone).to_be_focused()
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowRight"):
        nadia.keyboard.press(key)
    with on_its_way(nadia, then="ArrowDown"):
        for key in ("5", "ArrowDown"):
            nadia.keyboard.press(key)
    expect(zone.locator("text")).to_have_text("art. 31")
    expect(zone).to_be_focused()
    nadia.keyboard.press("Delete")
    nadia.get_by_text("Zone 1 retirée.").wait_for()
    expect(sheet).to_be_focused()
    nadia.keyboard.press("z")
    nadia.get_by_text("La dernière action est annulée.").wait_for()
    expect(zone.locator("text")).to_have_text("art. 31")
    expect(zone.locator("rect")).to_have_attribute("y", f"{middle - 6:.1f}")

    # The mouse draws too; a zone that cuts a word is widened.
    place = sheet.bounding_box()
    assert place is not None
    nadia.mouse.move(place["x"] + place["width"] * 0.20, place["y"] + place["height"] * 0.115)
    nadia.mouse.down()
    nadia.mouse.move(place["x"] + place["width"] * 0.30, place["y"] + place["height"] * 0.145, steps=3)
    nadia.mouse.up()
    nadia.get_by_text("Zone 2 ajoutée.").wait_for()
    nadia.get_by_text("élargie pour masquer des mots entiers").wait_for()

    # Words and suggestions, without a mouse.
    words = nadia.get_by_label("Un mot, ou quelques mots qui se suivent")
    words.fill("418 555-0147")
    words.press("Enter")
    nadia.get_by_text("1 zone ajoutée").wait_for()
    nadia.get_by_role("button", name="Suggérer dans toutes les pages").press("Enter")
    nadia.get_by_text("Un motif ne prouve rien").wait_for()
    found += browsers.looked_at(nadia, "caviardage-page")
    nadia.get_by_role("button", name="Tout accepter\u00a0: Nom").press("Enter")
    nadia.get_by_text("dans tout le document").wait_for()
    nadia.get_by_role("link", name="Aperçu comme publié").press("Enter")
    nadia.get_by_role("link", name="Revenir aux zones").wait_for()
    picture = nadia.locator(".redact-image")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 100
    found += browsers.looked_at(nadia, "caviardage-apercu")
    with nadia.expect_navigation():
        nadia.get_by_role("link", name="Revenir aux zones").press("Enter")
    for _ in range(2):
        with nadia.expect_navigation():
            nadia.get_by_role("button", name="Page vue, suivante").press("Enter")
    nadia.get_by_role("button", name="Remettre pour relecture").press("Enter")
    nadia.get_by_text("une autre personne en relit chaque page").first.wait_for()

    marc = desk("marc", 360)
    marc.goto(f"{base}1/")
    marc.get_by_role("link", name="Relire les pages").click()
    marc.get_by_role("button", name="Page relue, suivante").wait_for()
    found += browsers.looked_at(marc, "caviardage-relecture")
    for _ in range(2):
        with marc.expect_navigation():
            marc.get_by_role("button", name="Page relue, suivante").click()
    marc.get_by_role("button", name="Signer la seconde lecture").click()
    with marc.expect_navigation():
        marc.get_by_role("dialog").get_by_role("button", name="Signer la seconde lecture").click()
    marc.get_by_role("button", name="Produire la copie caviardée").click()
    marc.get_by_text("Copie en production").wait_for()
    # The browser's event loop must not meet the ORM: the worker is a thread.
    with ThreadPoolExecutor(1) as worker:
        row, accepted = worker.submit(_worked, dossier, cast).result()
    marc.get_by_text("Recherche de fuites").wait_for()
    found += browsers.looked_at(marc, "caviardage-publie")
    found += browsers.visited(nadia, f"{base}1/", "caviardage-publie")
    found += browsers.visited(nadia, base, "caviardages")

    assert accepted >= 4
    assert (row.state, row.problem) == ("published", "")
    assert found == []


def _worked(dossier: Dossier, cast: Cast) -> tuple[Redaction, int]:
    """What the job does, and what it left."""
    try:
        with as_owner():
            key = Redaction.objects.get(dossier=dossier).pk
        produce(redaction=key, actor=cast.actor("marc"), now=CLOCK)
        with as_owner():
            row = Redaction.objects.get(pk=key)
            return row, Box.objects.filter(redaction=row, state="accepted").count()
    finally:
        connections.close_all()
