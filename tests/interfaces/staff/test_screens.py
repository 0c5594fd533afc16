"""The staff's pages in a real browser: axe, light and dark, desk and phone, nothing that scrolls sideways.

One seeded site for all of them; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.running import run
from egide.platform.accounts.acting import acting_as
from tests import browsers
from tests.cast import NOW, Cast, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened, submitted

MAIN = ("accueil", "liste", "dossier")


def _story(cast: Cast) -> tuple[str, str]:
    """A few weeks of the Office: late and near dossiers, one in triage, its acknowledgment approved."""
    for days, title, to in (
        (95, "Frais d’arbitrage de compte jugés trop élevés", "nadia"),
        (88, "Décision du syndic reçue sans explication", "nadia"),
        (40, "Délai du comité de révision", "marc"),
        (1, "Conciliation de compte restée sans réponse", None),
        (400, "Absence de réponse à une demande de l’an dernier", "marc"),
    ):
        opened(cast, to=to, days_ago=days, title=title, name=f"Personne {days}")
    dossier = opened(cast, days_ago=20)
    moved = NOW - timedelta(days=18)
    with acting_as(cast.actor("bruno")) as bruno:
        letter = Letter.objects.get(dossier_id=dossier.pk)
        approve_letter(
            actor=bruno, dossier=dossier, letter=letter, seen=letter.edited_at.isoformat(), now=moved
        )
        run(
            actor=bruno,
            dossier=Dossier.objects.get(pk=dossier.pk),
            code="start_triage",
            answers={},
            now=moved,
        )
    waiting = submitted(cast, name="Farida Benali", title="Le syndic refuse de porter plainte")
    submitted(cast, name="Gaston Côté", title="Aucune réponse depuis un an", days_ago=3)
    return dossier.number, waiting.reference


@pytest.fixture
def site(fresh: Pair, live_site: str) -> tuple[str, dict[str, str], str, str]:
    cast = seed_office()
    number, reference = _story(cast)
    sessions = {
        name: client_of(cast.user(name)).cookies["egide_session"].value for name in ("nadia", "bruno", "marc")
    }
    return live_site, sessions, number, reference


@pytest.fixture
def browser(site: object) -> Iterator[Browser]:
    with browsers.launched() as browser:
        yield browser


def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    site: tuple[str, dict[str, str], str, str], browser: Browser
) -> None:
    url, sessions, number, reference = site
    d = f"/dossiers/{number}/"
    visits = (
        ("nadia", "accueil", "/travail/"),
        ("bruno", "accueil-secretariat", "/travail/"),
        ("bruno", "boite", "/boite/"),
        ("bruno", "a-poster", "/travail/poste/"),
        ("marc", "a-signer", "/travail/signature/"),
        ("bruno", "demande", f"/boite/{reference}/"),
        ("bruno", "courrier", "/travail/courrier/"),
        ("nadia", "liste", "/interventions/"),
        ("nadia", "tableau-de-bord", "/travail/tableau-de-bord/"),
        ("marc", "definitions", "/travail/tableau-de-bord/definitions/"),
        ("nadia", "recherche", "/recherche/?q=absence"),
        ("nadia", "recherche-vide", "/recherche/?q=introuvable"),
        ("nadia", "recherche-filtres", "/recherche/?q=absence#filtres"),
        ("nadia", "recherche-gardees", "/recherche/gardees/"),
        ("nadia", "dossier", d),
        ("marc", "dossier-responsable", d),
        ("nadia", "documents", d + "documents/"),
        ("nadia", "lettres", d + "lettres/"),
        ("nadia", "parties", d + "parties/"),
        ("nadia", "echeances", d + "echeances/"),
        ("nadia", "journal", d + "journal/"),
    )
    found: list[object] = []
    people = {width: _people(browser, url, sessions, width, found) for width in (360, 1360)}
    for person, name, path in visits:
        # Every page on a phone, where most goes wrong; the main ones on a desk too.
        for width, pages in people.items():
            if width == 360 or name in MAIN or browsers.SHOTS:
                found += browsers.visited(pages[person], url + path, name)

    assert found == []


def _people(
    browser: Browser, url: str, sessions: dict[str, str], width: int, found: list[object]
) -> dict[str, Page]:
    return {
        person: browsers.page_as(browser, url, session, width=width, complaints=found)
        for person, session in sessions.items()
    }


def test_the_filters_of_a_search_open_and_close_with_the_keyboard(
    site: tuple[str, dict[str, str], str, str], browser: Browser
) -> None:
    url, sessions, _, _ = site
    found: list[object] = []
    page = browsers.page_as(browser, url, sessions["nadia"], width=360, complaints=found)
    page.goto(f"{url}/recherche/?q=absence")
    drawer = page.get_by_role("navigation", name="Filtrer ces résultats")
    assert not drawer.is_visible()

    way_in = page.get_by_role("link", name="Filtrer ces résultats")
    way_in.focus()
    page.keyboard.press("Enter")
    drawer.wait_for(state="visible")
    expect(way_in).not_to_be_focused()
    # What comes next is in the drawer: its way out first, then what it counts.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Fermer les filtres"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#filtres') !== null")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    drawer.wait_for(state="hidden")

    assert found == []
