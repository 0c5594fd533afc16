"""A redaction by keyboard alone in a real browser, then read by another person, and looked at.

axe on every page of the story, light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction.models import Box, Redaction
from egide.kernel.redaction.producing import produce
from tests import browsers
from tests.cast import Cast, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.staff.conftest import CLOCK, client_of, opened
from tests.interfaces.staff.documents_read import add_read

NAMES = ("nadia", "marc")
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


def holds(page: Page, fact: str) -> None:
    """Will wait until the page says that it is so: the policy of contents forbids to wait inside it."""
    for _ in range(100):
        if page.evaluate(fact):
            return
        page.wait_for_timeout(100)
    raise AssertionError(fact)


def focused(page: Page, wanted: str) -> None:
    """Will wait until the focus is on this zone."""
    holds(page, f"document.activeElement.dataset.zone === '{wanted}'")


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
    nadia.get_by_role("button", name="Commencer un caviardage").press("Enter")
    nadia.get_by_role("heading", name="Page 1 de 2").wait_for()

    # n: a zone in the middle; arrows carry it up to the name; a figure changes its ground; z undoes.
    sheet = nadia.locator("svg[data-redact]")
    sheet.focus()
    nadia.keyboard.press("n")
    zone = nadia.locator("[data-zone='1']")
    zone.wait_for()
    focused(nadia, "1")
    high = float(zone.locator("rect").get_attribute("y") or 0)
    for _ in range(5):
        nadia.keyboard.press("ArrowUp")
    nadia.keyboard.press("Shift+ArrowRight")
    nadia.get_by_text("Zone 1 déplacée.").wait_for()
    holds(nadia, "sessionStorage.getItem('egide.caviardage.focus') === null")
    focused(nadia, "1")
    assert float(zone.locator("rect").get_attribute("y") or 0) == pytest.approx(high - 10, abs=0.2)
    nadia.keyboard.press("5")
    nadia.get_by_text("Motif de la zone 1 changé.").wait_for()
    expect(zone.locator("text")).to_have_text("art. 31")
    nadia.keyboard.press("Delete")
    nadia.get_by_text("Zone 1 retirée.").wait_for()
    holds(nadia, "document.activeElement.matches('svg[data-redact]')")
    nadia.keyboard.press("z")
    nadia.get_by_text("La dernière action est annulée.").wait_for()

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
    holds(nadia, "document.querySelector('.redact-image').naturalWidth > 100")
    found += browsers.looked_at(nadia, "caviardage-apercu")
    nadia.get_by_role("link", name="Revenir aux zones").press("Enter")
    for _ in range(2):
        nadia.get_by_role("button", name="Page vue, suivante").press("Enter")
    nadia.get_by_role("button", name="Remettre pour relecture").press("Enter")
    nadia.get_by_text("une autre personne en relit chaque page").first.wait_for()

    marc = desk("marc", 360)
    marc.goto(f"{base}1/")
    marc.get_by_role("link", name="Relire les pages").click()
    marc.get_by_role("button", name="Page relue, suivante").wait_for()
    found += browsers.looked_at(marc, "caviardage-relecture")
    for _ in range(2):
        marc.get_by_role("button", name="Page relue, suivante").click()
    marc.get_by_role("button", name="Signer la seconde lecture").click()
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
