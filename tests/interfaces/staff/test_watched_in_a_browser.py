"""The register of exchanges, one matter, the network, and the incidents, looked at: light, dark, 360 px, axe on each.

EGIDE_SHOTS keeps the pictures.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from egide.modules.ombudsman.network import enter_meeting, keep_document
from egide.modules.ombudsman.recommending import add_recommendation, answer_recommendation
from egide.modules.ombudsman.subjects import end_subject, rename_subject
from egide.modules.ombudsman.submitting import submit
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from tests import axe, browsers
from tests.browsers import SHOTS
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of
from tests.modules.ombudsman.scene import name_mona, open_scene
from tests.modules.privacy_incidents.test_thread import declared_by

LOOKS = (("light", 1360), ("dark", 360))


@pytest.fixture
def cast(fresh: Pair) -> Cast:
    cast = seed_office()
    name_mona(cast, "recourses", "services")
    scene = open_scene(cast, asked_on=TODAY + timedelta(days=2))
    open_scene(cast, subject="access", nature="document_request")

    def recommend(luc: object, dossier: object) -> None:
        row = add_recommendation(dossier=dossier, text="Réviser le guide.", received_on=TODAY, now=NOW)  # type: ignore[arg-type]
        answer_recommendation(
            dossier=dossier,  # type: ignore[arg-type]
            recommendation=row,
            answer="accepted",
            reasons="Le guide date de trois ans.",
            follow_up_on=TODAY + timedelta(days=30),
            on=TODAY,
            now=NOW,
        )
        submit(
            actor=luc,  # type: ignore[arg-type]
            dossier=dossier,  # type: ignore[arg-type]
            to=cast.user("helene"),
            words="Faut-il publier le guide avant le printemps?",
            on=TODAY,
            now=NOW,
        )

    scene.act("luc", recommend)
    _network(cast)
    declared_by(cast, "nadia", "interventions", measures="Suppression demandée.")
    return cast


def _network(cast: Cast) -> None:
    with acting_as(cast.actor("luc")) as luc:
        place = Compartment.objects.get(code="ombudsman")
        rename_subject(compartment=place, code="recourses", name="Recours et délais", on=TODAY, now=NOW)
        end_subject(compartment=place, code="regulation", on=TODAY, now=NOW)
        met = enter_meeting(
            compartment=place, held_on=TODAY, kind="meeting", participants="Luc Fournier, Mona Khalil",
            subjects="Délais de réponse", documents="", actor_code=luc.code, today=TODAY, now=NOW,
        )  # fmt: skip
        keep_document(
            meeting=met, stream=["Points à discuter".encode()], file_name="Ordre du jour.txt", actor_code=luc.code,
            now=NOW,
        )  # fmt: skip


def test_each_page_is_readable_in_light_in_dark_and_on_a_telephone(cast: Cast, live_site: str) -> None:
    seen = {
        "luc": (
            "travail/protecteur/",
            "travail/protecteur/reseau/",
            "travail/protecteur/reseau/sujets/",
            "travail/protecteur/reseau/sujets/recourses/nom/",
            "travail/protecteur/rencontres/1/",
            "dossiers/PCT-2026-00001/protecteur/",
        ),
        "helene": ("travail/presidence/protecteur/PCT-2026-00001/",),
        "paule": ("travail/incidents/", "dossiers/INC-2026-00001/incident/"),
        "nadia": ("incidents/declarer/",),
    }
    found: list[object] = []
    # The sign-in speaks to the database: before the browser, whose thread has a loop of its own.
    sessions = {who: client_of(cast.user(who)).cookies["egide_session"].value for who in seen}
    with browsers.launched() as browser:
        for look, width in LOOKS:
            for who, pages in seen.items():
                context = browser.new_context(
                    color_scheme=look,  # type: ignore[arg-type]
                    viewport={"width": width, "height": 900},
                    locale="fr-CA",
                    reduced_motion="reduce",
                )
                context.add_cookies([{"name": "egide_session", "value": sessions[who], "url": live_site}])
                page = context.new_page()
                for path in pages:
                    response = page.goto(f"{live_site}/{path}")
                    assert response is not None
                    assert response.status == 200, path
                    if SHOTS:
                        name = path.strip("/").replace("/", "-")
                        page.screenshot(
                            path=Path(SHOTS) / f"veille-{name}-{look}-{width}.png", full_page=True
                        )
                    found += [(path, look, str(fault)) for fault in axe.faults(page)]
                    if page.evaluate(
                        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                    ):
                        found.append((path, look, "sideways"))
                context.close()

    assert found == []
