"""Two stories in a real browser, with axe on each page: a note and a reminder; several dossiers at once.

Without a mouse where it matters, on a desk in light and on a phone in dark; EGIDE_SHOTS keeps the pictures.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import axe, browsers
from tests.browsers import SHOTS
from tests.cast import TODAY, Cast, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened

LOOKS = (("light", 1360), ("dark", 360))


@pytest.fixture
def cast(fresh: Pair) -> Cast:
    return seed_office()


@pytest.fixture
def numbers(cast: Cast) -> tuple[str, str]:
    first = opened(cast, to=None)
    second = opened(
        cast, to=None, name="Farida Benali", title="Frais d’arbitrage de compte jugés trop élevés"
    )
    return first.number, second.number


@pytest.fixture
def sessions(cast: Cast, numbers: tuple[str, str]) -> dict[str, str]:
    return {name: client_of(cast.user(name)).cookies["egide_session"].value for name in ("marc", "nadia")}


@pytest.fixture
def browser(sessions: dict[str, str]) -> Iterator[Browser]:
    with browsers.launched() as browser:
        yield browser


def signed_in(browser: Browser, url: str, session: str, look: tuple[str, int]) -> BrowserContext:
    scheme, width = look
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        locale="fr-CA",
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "egide_session", "value": session, "url": url}])
    return context


def looked_at(page: Page, name: str, look: tuple[str, int]) -> list[object]:
    """Will return what axe finds in this look, and whether the page scrolls sideways."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"quotidien-{name}-{look[0]}-{look[1]}.png", full_page=True)
    found: list[object] = [(name, look, str(fault)) for fault in axe.faults(page)]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append((name, look, "sideways"))
    return found


def test_a_note_and_a_reminder_from_the_page_of_a_dossier(
    live_site: str, sessions: dict[str, str], numbers: tuple[str, str], browser: Browser
) -> None:
    found: list[object] = []
    for look in LOOKS:
        with signed_in(browser, live_site, sessions["marc"], look) as context:
            page = context.new_page()
            page.goto(f"{live_site}/dossiers/{numbers[0]}/notes/")
            found += looked_at(page, "notes-vides", look)
            page.get_by_role("link", name="Écrire une note").click()
            page.get_by_role("button", name="Garder la note").wait_for()
            found += looked_at(page, "note", look)
            page.get_by_label("Note", exact=True).fill("Rappeler le syndic.")
            page.get_by_role("button", name="Garder la note").click()
            page.get_by_text("Rappeler le syndic.").first.wait_for()
            found += looked_at(page, "notes", look)
            page.goto(f"{live_site}/dossiers/{numbers[0]}/liens/")
            found += looked_at(page, "liens", look)
            page.get_by_role("link", name="Me rappeler").click()
            page.get_by_role("button", name="Me le rappeler").wait_for()
            expect(page.get_by_label("Numéro du dossier")).to_have_value(numbers[0])
            found += looked_at(page, "rappel", look)
            # The day of the house's clock, which stands still here: the machine's may be later.
            page.get_by_label("Me rappeler le").fill(TODAY.isoformat())
            page.get_by_label("De quoi?").fill("Relire la réponse de l’ordre")
            page.get_by_role("button", name="Me le rappeler").click()
            page.get_by_text("le rappel paraîtra dans").wait_for()
            page.goto(f"{live_site}/travail/")
            page.get_by_text("Relire la réponse de l’ordre").first.wait_for()
            found += looked_at(page, "travail", look)
            page.get_by_role("button", name="Fait").first.press("Enter")
            page.get_by_text("Le rappel est fait.").wait_for()

    assert found == []


def test_several_dossiers_are_chosen_previewed_and_given(
    live_site: str, sessions: dict[str, str], numbers: tuple[str, str], browser: Browser
) -> None:
    found: list[object] = []
    for look in LOOKS:
        with signed_in(browser, live_site, sessions["marc"], look) as context:
            page = context.new_page()
            page.goto(f"{live_site}/interventions/")
            found += looked_at(page, "liste", look)
            for number in numbers:
                page.get_by_label(f"Choisir {number}").check()
            page.get_by_label("Avec les dossiers choisis").select_option("confier")
            page.get_by_role("button", name="Voir l’aperçu").click()
            page.get_by_text("2 dossiers seront traités").wait_for()
            found += looked_at(page, "apercu", look)
            page.get_by_label("Personne responsable").select_option(label="Nadia Bouchard, Analyste")
            page.get_by_role("button", name="Confier ces dossiers").click()
            page.get_by_role("heading", name="Confier à une personne : résultat").wait_for()
            found += looked_at(page, "resultat", look)
        with signed_in(browser, live_site, sessions["nadia"], look) as context:
            page = context.new_page()
            page.goto(f"{live_site}/travail/avis/")
            found += looked_at(page, "avis", look)

    assert found == []
