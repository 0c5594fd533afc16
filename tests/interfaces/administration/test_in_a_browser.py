"""The administration, an absence and a closure in a real browser: axe, light and dark, desk and phone.

One seeded site for all; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.administration.conftest import elevated_client, with_administrators
from tests.interfaces.staff.conftest import client_of, opened

CALENDAR = "/administration/calendriers/public_service/"


@dataclass(frozen=True)
class House:
    """The site, a dossier of Nadia's, and sessions made before the browser takes the thread."""

    url: str
    number: str
    nadia: str
    sessions: dict[str, str]


@pytest.fixture
def house(fresh: Pair, live_site: str) -> House:
    cast = with_administrators(seed_office())
    dossier = opened(cast)
    clients = {name: client_of(cast.user(name)) for name in ("nadia", "marc")}
    clients["irene"] = elevated_client(cast.user("irene"))
    sessions = {name: client.cookies["egide_session"].value for name, client in clients.items()}
    return House(live_site, dossier.number, str(cast.user("nadia").public_id), sessions)


@pytest.fixture
def browser(house: object) -> Iterator[Browser]:
    with browsers.launched() as browser:
        yield browser


def page_of(
    browser: Browser, house: House, who: str, *, width: int = 1360, complaints: list[object] | None = None
) -> Page:
    heard: list[object] = [] if complaints is None else complaints
    return browsers.page_as(browser, house.url, house.sessions[who], width=width, complaints=heard)


def test_axe_finds_nothing_and_nothing_scrolls_sideways(house: House, browser: Browser) -> None:
    person = f"/administration/comptes/{house.nadia}/"
    visits = (
        ("admin-comptes", "/administration/"),
        ("admin-nouveau", "/administration/comptes/nouveau/"),
        ("admin-personne", person),
        ("admin-depart", person + "depart/"),
        ("admin-deplacement", person + "deplacement/"),
        ("admin-unites", "/administration/unites/"),
        ("admin-calendriers", "/administration/calendriers/"),
        ("admin-calendrier", CALENDAR),
        ("admin-proposition", CALENDAR + "proposition/?jour=2026-11-26&nom=Temp%C3%AAte&lieu=quebec"),
        ("absences", "/travail/absences/"),
        ("mon-compte", "/compte/"),
        ("mes-connexions", "/compte/seances/"),
    )
    found: list[object] = []
    for width in (1360, 360):
        page = page_of(browser, house, "irene", width=width, complaints=found)
        for name, path in visits:
            found += browsers.visited(page, house.url + path, name)

    assert found == []


def test_an_administrator_hands_the_work_over_and_closes_the_account(house: House, browser: Browser) -> None:
    page = page_of(browser, house, "irene")
    page.goto(f"{house.url}/administration/?q=nadia")
    browsers.follow(page.get_by_role("link", name="Nadia Bouchard"))
    browsers.follow(page.get_by_role("link", name="Préparer un départ"))
    page.get_by_role("button", name="Remettre ce qui est choisi").wait_for()
    for group in page.locator("select[name^='a-']:not([name*='-2026-'])").all():
        group.select_option(label="Marc Gagnon")
    browsers.follow(page.get_by_role("button", name="Remettre ce qui est choisi"))
    expect(page.get_by_text("confié à Marc Gagnon")).to_be_visible()
    page.get_by_role("button", name="Noter le départ et fermer").click()

    expect(page.get_by_text("est fermé").first).to_be_visible()
    expect(page.get_by_text("compte fermé")).to_be_visible()


def test_an_absence_is_entered_and_the_replacement_finds_the_work(house: House, browser: Browser) -> None:
    today = timezone.localdate()
    nadia = page_of(browser, house, "nadia")
    nadia.goto(f"{house.url}/travail/absences/")
    nadia.get_by_label("Premier jour d’absence").fill(today.isoformat())
    nadia.get_by_label("Dernier jour d’absence").fill((today + timedelta(days=3)).isoformat())
    nadia.get_by_label("Remplacement").select_option(label="Marc Gagnon")
    browsers.follow(nadia.get_by_role("button", name="Inscrire l’absence"))
    expect(nadia.get_by_text("Marc Gagnon prend le relais")).to_be_visible()
    marc = page_of(browser, house, "marc")
    marc.goto(f"{house.url}/travail/")
    expect(marc.get_by_role("heading", name="Pour Nadia Bouchard")).to_be_visible()
    expect(marc.get_by_text(house.number).last).to_be_visible()
    browsers.follow(nadia.get_by_role("button", name="Annuler l’absence"))
    marc.reload()
    expect(marc.get_by_role("heading", name="Pour Nadia Bouchard")).to_have_count(0)


def test_a_closure_is_proposed_then_published(house: House, browser: Browser) -> None:
    page = page_of(browser, house, "irene")
    page.goto(house.url + CALENDAR)
    page.get_by_label("Jour fermé").fill("2026-11-26")
    page.get_by_label("Raison").fill("Tempête")
    page.get_by_label("Lieu").select_option(label="Québec")
    browsers.follow(page.get_by_role("button", name="Voir ce qui bougerait"))
    expect(page.get_by_text("Direction des interventions")).to_be_visible()
    page.get_by_role("button", name="tout, sauf ce qui est déjà annoncé").click()

    expect(page.get_by_text("La version 2026-2 du calendrier est publiée")).to_be_visible()
    expect(page.get_by_role("cell", name="Tempête")).to_be_visible()
