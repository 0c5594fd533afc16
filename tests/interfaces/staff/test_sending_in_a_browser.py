"""Files dropped on a dossier, and the scanner's screen, in a real browser.

A cut in the middle, a page closed and opened again, a refused file; then pieces filed and set aside. axe on both,
light and dark, desk and phone; set EGIDE_SHOTS to a folder to look at the pictures.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.scans import folder, taking
from egide.kernel.uploads.models import Upload
from egide.platform.accounts.actors import service
from egide.platform.reading import reader
from tests import browsers
from tests.cast import NOW, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.staff.conftest import CLOCK, client_of
from tests.kernel.scans import papers
from tests.kernel.scene import Scene, open_scene

LARGE = ("Une audience enregistrée, mot à mot. " * 28 + "\n").encode() * 9_000  # more than one part
SMALL = b"Une note."


@pytest.fixture
def story(
    fresh: Pair, live_site: str, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> Iterator[tuple[str, str, Scene]]:
    """A dossier, Nadia's session, and a batch that her unit's scanner left."""
    settings.UPLOAD_SPOOL, settings.SCAN_FOLDER = str(tmp_path / "envois"), str(tmp_path / "numeriseur")
    monkeypatch.setattr(folder, "STILL", -(10**9))
    cast = seed_office()
    scene = open_scene(cast)
    monkeypatch.setattr(timezone, "now", lambda: CLOCK)
    place = tmp_path / "numeriseur" / "interventions"
    place.mkdir(parents=True)
    batch = papers.pdf(
        papers.page("Bonjour Madame"),
        papers.sheet("INT-2020-99999"),
        papers.page("Preuve de livraison"),
        papers.sheet(),
        papers.page(""),
        papers.page("Facture"),
    )
    (place / "Courrier du matin.pdf").write_bytes(batch)
    taking.take_all(actor=service("scheduler"), now=NOW)
    reader.close_all()
    yield live_site, client_of(cast.user("nadia")).cookies["egide_session"].value, scene
    connections.close_all()


def test_files_go_in_whatever_happens_to_the_line(story: tuple[str, str, Scene]) -> None:
    url, session, scene = story
    found: list[object] = []
    with browsers.launched() as browser:
        _sent(browser, url, session, scene, found)
        _filed(browser, url, session, scene, found)
    assert found == []
    with as_owner():
        sizes = dict(DocumentVersion.objects.values_list("document__title", "size"))
        begun = Upload.objects.filter(file_name="audience.txt").count()
    assert (sizes["audience"], sizes["note"], begun) == (len(LARGE), len(SMALL), 1)
    assert {title for title in sizes if title.startswith("Courrier")} == {
        "Courrier du matin (1)",
        "Courrier du matin (2)",
    }


def _sent(browser: Browser, url: str, session: str, scene: Scene, found: list[object]) -> None:
    nadia = browsers.page_as(browser, url, session, width=1360, complaints=[])
    nadia.goto(f"{url}/dossiers/{scene.number}/documents/")
    # The line breaks at the second part of the long file: what was received stays.
    nadia.route("**/envois/**", _stall)
    film = {"name": "audience.txt", "mimeType": "text/plain", "buffer": LARGE}
    note = {"name": "note.txt", "mimeType": "text/plain", "buffer": SMALL}
    program = {"name": "programme.exe", "mimeType": "text/plain", "buffer": b"MZ\x00\x00" + bytes(99)}
    _choose(nadia, [film, note, program])
    row = nadia.locator("[data-sendings] > li", has_text="audience.txt")
    expect(nadia.locator("[data-sendings] > li", has_text="programme.exe")).to_contain_text(
        "ne sont pas acceptés"
    )
    expect(row).to_contain_text(re.compile("nouvel essai"))
    row.get_by_role("button", name="Pause").click()
    expect(row).to_contain_text("En pause")
    expect(nadia.locator("[data-documents]")).to_contain_text("note")
    found += browsers.looked_at(nadia, "verser-plusieurs")

    # The page is closed; opened again, the same file goes on from where it was.
    nadia.goto(f"{url}/travail/")
    nadia.unroute("**/envois/**")
    nadia.goto(f"{url}/dossiers/{scene.number}/documents/")
    expect(nadia.locator("[data-unfinished]")).to_contain_text("audience.txt")
    (begun,) = browsers.ended(
        nadia,
        "url => fetch(url).then((answer) => answer.json()).then((told) => told.envois)",
        f"/envois/vers/{scene.number}/",
    )
    assert 0 < begun["offset"] < begun["length"]
    # A chosen file keeps its date in a real browser; Playwright stamps a new one: the mark is told to be the same.
    nadia.evaluate(
        "mark => { const zone = document.querySelector('egide-sending'); zone.known = () => mark; }",
        begun["url"],
    )
    _choose(nadia, [film])
    expect(row).to_contain_text("Versé au dossier")
    expect(nadia.locator("[data-documents]")).to_contain_text("audience")
    nadia.close()
    phone = browsers.page_as(browser, url, session, width=360, complaints=found)
    found += browsers.visited(phone, f"{url}/dossiers/{scene.number}/documents/", "documents")


def _filed(browser: Browser, url: str, session: str, scene: Scene, found: list[object]) -> None:
    nadia = browsers.page_as(browser, url, session, width=1360, complaints=[])
    found += browsers.visited(nadia, f"{url}/archives/numeriseur/", "numeriseur")
    browsers.follow(nadia.get_by_role("button", name="Verser au dossier"))
    expect(nadia.get_by_role("main")).to_contain_text("Choisissez au moins une pièce")
    nadia.get_by_label("Choisir Courrier du matin (1).pdf").check()
    nadia.get_by_label("Choisir Courrier du matin (2).pdf").check()
    nadia.get_by_label("Numéro du dossier").fill("INT-1999-00001")
    browsers.follow(nadia.get_by_role("button", name="Verser au dossier"))
    expect(nadia.get_by_role("main")).to_contain_text("n’est à votre portée")
    nadia.get_by_label("Numéro du dossier").fill(scene.number.lower())
    browsers.follow(nadia.get_by_role("button", name="Verser au dossier"))
    expect(nadia.get_by_role("main")).to_contain_text(f"au dossier {scene.number}")
    nadia.get_by_label("Choisir Courrier du matin (3).pdf").check()
    nadia.get_by_label("Raison").fill("Doublon de la facture du 3 mars")
    browsers.follow(nadia.get_by_role("button", name="Mettre de côté"))
    expect(nadia.get_by_role("main")).to_contain_text("Aucune pièce n’attend")
    browsers.follow(nadia.get_by_role("link", name="Mises de côté"))
    nadia.get_by_label("Choisir Courrier du matin (3).pdf").check()
    browsers.follow(nadia.get_by_role("button", name="Remettre à verser"))
    expect(nadia.get_by_role("main")).to_contain_text("de nouveau à verser")
    phone = browsers.page_as(browser, url, session, width=360, complaints=found)
    found += browsers.visited(phone, f"{url}/archives/numeriseur/", "numeriseur")


def _choose(page: Page, files: list[dict[str, object]]) -> None:
    page.locator('egide-sending input[type="file"]').set_input_files(files)  # type: ignore[arg-type]


def _stall(route: Route) -> None:
    """A line that lets the first part through and nothing after."""
    if route.request.method == "PATCH" and route.request.headers.get("upload-offset", "0") != "0":
        route.abort()
    else:
        route.continue_()
