"""Texts of law, letters' words, rules and figures of delay in a real browser: axe, light and dark, desk and phone.

One visit each; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.administration.test_texts import ARTICLE, VERSION
from tests.interfaces.administration.test_wordings import LETTER, version, words
from tests.interfaces.staff.conftest import client_of, opened

FIGURES = "/travail/tableau-de-bord/delais/"


@dataclass(frozen=True)
class House:
    """The site, and sessions made before the browser takes the thread."""

    url: str
    sessions: dict[str, str]


@pytest.fixture
def house(fresh: Pair, live_site: str) -> House:
    cast = seed_office()
    opened(cast)
    clients = {name: client_of(cast.user(name)) for name in ("amelie", "lise", "nadia", "bruno")}
    clients["lise"].post(f"{ARTICLE}version/", VERSION)
    shorter = words().replace("| Réponse prévue au plus tard le | {{ date_reponse }}\n", "")
    clients["nadia"].post(f"{LETTER}ecrire/", version(shorter))
    clients["nadia"].post(f"{LETTER}etape/", {"act": "submit", "version": "1"})
    return House(live_site, {name: c.cookies["egide_session"].value for name, c in clients.items()})


@pytest.fixture
def browser(house: object) -> Iterator[Browser]:
    with browsers.launched() as browser:
        yield browser


def test_axe_finds_nothing_and_nothing_scrolls_sideways(house: House, browser: Browser) -> None:
    tried = "/administration/delais/?regle=interventions.acknowledgment&depart=2026-12-18&lieu="
    # Each page once, and the widest of them on a phone: a visit looks in light and in dark.
    visits = (
        ("amelie", 360, (("texte", ARTICLE),)),
        ("bruno", 360, (("lettre", LETTER),)),
        ("nadia", 1360, (("lettres", "/administration/lettres/"), ("delais", tried))),
        ("nadia", 360, (("lettre-ecrire", f"{LETTER}ecrire/"), ("delais-chiffres", FIGURES))),
    )
    found: list[object] = []
    for who, width, addresses in visits:
        page = browsers.page_as(browser, house.url, house.sessions[who], width=width, complaints=found)
        for name, address in addresses:
            found += browsers.visited(page, house.url + address, name)
    assert found == []
