"""Stories in a real browser, axe on each page: an act on many dossiers, a hand-over, the same person elsewhere.

And what was typed when the sign-in expired, which returns to its form. EGIDE_SHOTS keeps the pictures.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Route

from egide.interfaces.staff import bulk_choosing, bulk_job, keyset
from egide.kernel.batches.models import Batch
from egide.platform.accounts.acting import acting_as
from tests import axe, browsers
from tests.browsers import SHOTS
from tests.cast import NOW, Cast, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened

LOOKS = (("light", 1360), ("dark", 360))
Look = tuple[str, int]


@pytest.fixture
def cast(fresh: Pair) -> Cast:
    return seed_office()


@pytest.fixture
def numbers(cast: Cast) -> list[str]:
    return [opened(cast, days_ago=day).number for day in range(4)]


@pytest.fixture
def session(cast: Cast, numbers: list[str]) -> str:
    return client_of(cast.user("nadia")).cookies["egide_session"].value


@pytest.fixture
def browser(session: str) -> Iterator[Browser]:
    with browsers.launched() as browser:
        yield browser


def signed_in(browser: Browser, url: str, session: str, look: Look) -> BrowserContext:
    context = browser.new_context(
        color_scheme=look[0],  # type: ignore[arg-type]
        viewport={"width": look[1], "height": 900},
        locale="fr-CA",
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "egide_session", "value": session, "url": url}])
    return context


def looked_at(page: Page, name: str, look: Look) -> list[object]:
    """Will return what axe finds in this look, and whether the page scrolls sideways."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"ensemble-{name}-{look[0]}-{look[1]}.png", full_page=True)
    found: list[object] = [(name, look, str(fault)) for fault in axe.faults(page)]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append((name, look, "sideways"))
    return found


@contextmanager
def still(page: Page) -> Iterator[None]:
    """Will keep back what a page asks by itself: nothing of it is replaced while it is looked at."""
    asked: list[Route] = []

    def keep(route: Route) -> None:
        if "hx-request" in route.request.headers:
            asked.append(route)
        else:
            route.continue_()

    page.route("**/travail/lots/**", keep)
    yield
    # Before the rest: what is still kept when nothing keeps any more is let go without us.
    for route in asked:
        route.continue_()
    page.unroute("**/travail/lots/**")


def work(cast: Cast) -> None:
    """Will do what a worker does, in a thread of its own."""
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        batch = Batch.objects.latest("pk").pk
    for _ in range(3):
        bulk_job.carry_on.function(batch=batch, actor=nadia, now=NOW)
    connections.close_all()


def test_many_dossiers_a_hand_over_and_the_same_person(
    live_site: str,
    cast: Cast,
    session: str,
    numbers: list[str],
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk_choosing, "AT_ONCE", 2)
    monkeypatch.setattr(bulk_job, "ROWS", 2)
    monkeypatch.setattr(keyset, "PAGE", 2)
    found: list[object] = []
    for look in LOOKS:
        with signed_in(browser, live_site, session, look) as context:
            page = context.new_page()
            page.goto(f"{live_site}/interventions/?tri=newest")
            page.get_by_label(f"Choisir {numbers[0]}").check()
            page.get_by_role("link", name="Page suivante").click()
            page.get_by_text("1 dossier choisi sur une autre page").wait_for()
            found += looked_at(page, "choix-garde", look)
            page.get_by_label("Prendre tout ce que ce filtre trouve").check()
            page.get_by_label("Avec les dossiers choisis").select_option("noter")
            with page.expect_navigation():
                page.get_by_role("button", name="Voir l’aperçu").click()
            page.get_by_label("Note", exact=True).fill("Même objet.")
            found += looked_at(page, "apercu", look)
            with still(page):
                page.get_by_role("button", name="Verser la note").click()
                page.get_by_role("button", name="Arrêter ici").wait_for()
                found += looked_at(page, "en-cours", look)
            with ThreadPoolExecutor(max_workers=1) as worker:  # while the page looks again by itself
                worker.submit(work, cast).result()
            page.get_by_text("4 dossiers traités").wait_for()
            page.get_by_text("fait", exact=True).first.wait_for()
            found += looked_at(page, "fini", look)
            page.goto(f"{live_site}/travail/lots/")
            found += looked_at(page, "lots", look)
            page.goto(f"{live_site}/dossiers/{numbers[0]}/memes-personnes/")
            found += looked_at(page, "personnes", look)
            with page.expect_navigation():
                page.get_by_role("link", name="Comparer").first.click()
            found += looked_at(page, "comparer", look)
            page.goto(f"{live_site}/dossiers/{numbers[1]}/remettre/")
            found += looked_at(page, "natures", look)
            page.get_by_role("link", name="Plainte sur les services de l’Office").click()
            page.get_by_text("Ce geste ne s’annule pas").wait_for()
            found += looked_at(page, "remettre", look)
            page.goto(f"{live_site}/reponse/")
            found += looked_at(page, "porte-ordre", look)

    assert found == []


def test_what_was_typed_returns_to_its_form_after_signing_in_again(
    live_site: str, session: str, numbers: list[str], browser: Browser
) -> None:
    note = f"{live_site}/dossiers/{numbers[0]}/notes/ecrire/"
    with signed_in(browser, live_site, session, LOOKS[0]) as context:
        page = context.new_page()
        page.goto(note)
        page.get_by_label("Note", exact=True).fill("Deux pages écrites avec soin.")
        badge = next(one for one in context.cookies() if one["name"] == "egide_session")
        context.clear_cookies(name="egide_session")
        with page.expect_navigation():  # what was typed is kept once the page is whole
            page.get_by_role("button", name="Garder la note").click()
        page.get_by_role("link", name="Se reconnecter et reprendre le formulaire").wait_for()
        assert page.get_by_label("Note", exact=True).input_value() == "Deux pages écrites avec soin."

        context.add_cookies([badge])  # signed in again
        page.goto(note, wait_until="commit")

        # These words go away by themselves: they are waited for before the page is whole.
        page.get_by_text("est revenu dans le formulaire").wait_for()
        assert page.get_by_label("Note", exact=True).input_value() == "Deux pages écrites avec soin."
