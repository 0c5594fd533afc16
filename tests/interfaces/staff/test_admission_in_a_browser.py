"""The Commissioner's door and house in a real browser: a phone without script, then his pages in light and dark.

One story; EGIDE_SHOTS keeps the pictures. Set-up and ORM stay out of the browser's event loop.
"""

from datetime import date

import pytest

from egide.modules.admission_work.openings import seal_month
from egide.modules.admission_work.summaries import check_summary, publish_summary, write_summary
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from tests import browsers
from tests.cast import NOW, Cast, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.staff.conftest import client_of
from tests.modules.admission_work.complaints import TOLD, act, concluded, opened


@pytest.fixture
def cast(fresh: Pair) -> Cast:
    return seed_office()


@pytest.fixture
def number(cast: Cast) -> str:
    made = opened(cast)
    concluded(cast, made)
    act(cast, made, "simon", lambda a, d: write_summary(actor=a, dossier=d, told=TOLD, now=NOW))
    act(cast, made, "claire", lambda a, d: check_summary(actor=a, dossier=d, accepted=(), now=NOW))
    act(cast, made, "claire", lambda a, d: publish_summary(actor=a, dossier=d, now=NOW))
    with as_owner():
        place = Compartment.objects.get(code="commissioner")
    with acting_as(service("scheduler", compartment_id=place.pk)) as scheduler:
        seal_month(actor=scheduler, compartment=place, month=date(2026, 10, 1), now=NOW)
    return made


def test_anyone_complains_from_a_phone_and_he_works_in_his_house(
    cast: Cast, number: str, live_site: str
) -> None:
    session = client_of(cast.user("claire")).cookies["egide_session"].value
    found: list[object] = []
    with browsers.launched() as browser:
        # A phone, no script, the keyboard only.
        context = browser.new_context(
            viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="fr-CA"
        )
        phone = context.new_page()
        phone.goto(f"{live_site}/commissaire/plainte/")
        phone.get_by_label("Que s’est-il passé?").fill("Mon dossier est à l’étude depuis quatorze mois.")
        phone.locator("[name=name]").fill("Amina Benali")
        phone.locator("[name=phone]").fill("+213 21 23 45 67")
        phone.locator("[name=country]").fill("Algérie")
        send = phone.get_by_role("button", name="Envoyer au Commissaire")
        send.focus()
        phone.keyboard.press("Enter")
        phone.get_by_text("CAP-2026-00002").first.wait_for()
        phone.get_by_text("Lien personnel").wait_for()
        context.close()

        for width in (1280, 360):
            page = browsers.page_as(browser, live_site, session, width=width, complaints=found)
            for name, url in (
                ("plainte", "/commissaire/plainte/"),
                ("resumes", "/commissaire/resumes/"),
                ("bureau", "/commissaire/"),
                ("travail", "/commissaire/travaux/nouveau/"),
                ("resume", f"/commissaire/resumes/{number}/"),
                ("ouvertures", "/commissaire/ouvertures/"),
            ):
                found += browsers.visited(page, live_site + url, f"commissaire-{name}")
            page.close()

    assert found == []
