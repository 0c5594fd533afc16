"""The Commissioner's pages in a real browser, light and dark, desk and phone; his secretary's desk without script.

One story; EGIDE_SHOTS keeps the pictures. Set-up and ORM stay out of the browser's event loop.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from egide.kernel.recommendations.recommending import recommend
from tests import browsers
from tests.cast import Cast, seed_office
from tests.database import Pair
from tests.modules.admission_complaints.scene import Scene, delegated, open_scene
from tests.walls.house import client_of


@pytest.fixture
def cast(fresh: Pair) -> Cast:
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A complaint whose second notice is late, with a recommendation that waits for its answer."""
    real = timezone.now()
    scene = open_scene(cast, at=real - timedelta(days=130))
    scene.now = real - timedelta(days=110)
    delegated(
        scene, "examine", since=real.date() - timedelta(days=200), until=real.date() + timedelta(days=30)
    )
    scene.give().move("start_review").move("open_inquiry")
    today = timezone.localdate(scene.now)
    scene.act(
        "claire",
        lambda a, d: recommend(
            actor=a,
            dossier=d,
            party_rank=2,
            text="Publier le temps d’étude de chaque étape et en informer chaque personne.",
            follow_up_on=today + timedelta(days=60),
            today=today,
            now=scene.now,
        ),
    )
    scene.move(
        "conclude", outcome="with_recommendations", motive="Délai déraisonnable.", faits_retenus="Étude."
    )
    return scene


def test_his_pages_are_readable_everywhere(cast: Cast, scene: Scene, live_site: str) -> None:
    session = client_of(cast.user("claire")).cookies["egide_session"].value
    hers = client_of(cast.user("yvette")).cookies["egide_session"].value
    number, found = scene.number, list[object]()
    with browsers.launched() as browser:
        for width in (1280, 360):
            page = browsers.page_as(browser, live_site, session, width=width, complaints=found)
            for name, url in (
                ("lundi", "/commissaire/lundi/"),
                ("suivi", "/commissaire/suivi/"),
                ("delegations", "/commissaire/delegations/"),
                ("deleguer", "/commissaire/delegations/nouvelle/"),
                ("recommandations", f"/dossiers/{number}/recommandations/"),
                ("dossier", f"/dossiers/{number}/"),
            ):
                found += browsers.visited(page, live_site + url, f"cap-{name}")
            page.close()
            desk = browsers.page_as(browser, live_site, hers, width=width, complaints=found)
            for name, url in (
                ("accueil", "/commissaire/accueil/"),
                ("arrivee", f"/commissaire/accueil/{number}/"),
                ("inscrire", "/commissaire/accueil/nouvelle/"),
            ):
                found += browsers.visited(desk, live_site + url, f"cap-{name}")
            desk.close()

    assert found == []
