"""The staff's pages in a real browser: axe, light and dark, desk and phone, nothing that scrolls sideways.

One seeded site for all of them; set EGIDE_SHOTS to a folder to look at the pictures.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.running import run
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened, submitted
from tests.tools import need

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
LOOKS = (("light", 1360), ("dark", 1360), ("light", 360), ("dark", 360))
MAIN = ("accueil", "liste", "dossier")
SHOTS = os.environ.get("EGIDE_SHOTS", "")


def _story(cast: Cast) -> tuple[str, str]:
    """A few weeks of the Office: late and near dossiers, one in triage, its acknowledgment approved."""
    for days, title, to in (
        (95, "Frais d’arbitrage de compte jugés trop élevés", "nadia"),
        (88, "Décision du syndic reçue sans explication", "nadia"),
        (40, "Délai du comité de révision", "marc"),
        (1, "Conciliation de compte restée sans réponse", None),
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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


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
        ("nadia", "recherche", "/recherche/?q=absence"),
        ("nadia", "recherche-vide", "/recherche/?q=introuvable"),
        ("nadia", "dossier", d),
        ("marc", "dossier-responsable", d),
        ("nadia", "documents", d + "documents/"),
        ("nadia", "lettres", d + "lettres/"),
        ("nadia", "parties", d + "parties/"),
        ("nadia", "echeances", d + "echeances/"),
        ("nadia", "journal", d + "journal/"),
    )
    found: list[object] = []
    for scheme, width in LOOKS:
        with _contexts(browser, url, sessions, scheme, width) as contexts:
            for person, name, path in visits:
                # Every page on a phone in the dark, where most goes wrong; the main ones in every look.
                if name in MAIN or (scheme, width) == ("dark", 360) or SHOTS:
                    found += _look(contexts[person], url + path, name, scheme, width)

    assert found == []


@contextmanager
def _contexts(
    browser: Browser, url: str, sessions: dict[str, str], scheme: str, width: int
) -> Iterator[dict[str, BrowserContext]]:
    contexts = {}
    for person, session in sessions.items():
        size = {"width": width, "height": 1000}
        contexts[person] = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        contexts[person].add_cookies([{"name": "egide_session", "value": session, "url": url}])
    yield contexts
    for context in contexts.values():
        context.close()


def _look(context: BrowserContext, url: str, name: str, scheme: str, width: int) -> list[object]:
    page = context.new_page()
    complaints: list[object] = []
    page.on("console", lambda message: complaints.append((name, scheme, width, message.text)))
    response = page.goto(url)
    assert response is not None
    assert response.status == 200, url
    violations = Axe().run(page, options={"runOnly": list(RULES)}).response["violations"]
    complaints += [(name, scheme, width, v["id"], v["nodes"][0]["html"][:200]) for v in violations]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        complaints.append((name, scheme, width, "scrolls sideways"))
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}-{width}.png", full_page=True)
    page.close()
    return complaints
