"""A list on paper: what it was asked for and when it was read, the rows, and nothing that is pressed.

The dashboard says what it was asked for too: figures of one order would pass for those of all.
"""

import re

from playwright.sync_api import expect

from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened

SHOWN = "e => getComputedStyle(e, '::before').content"


def test_a_list_says_on_paper_what_it_was_asked_for(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    dossier = opened(cast, title="Une girafe")
    session = client_of(cast.user("nadia")).cookies["egide_session"].value
    with browsers.launched() as browser:
        page = browsers.page_as(browser, live_site, session, width=1360, complaints=[])
        page.goto(f"{live_site}/interventions/?q=girafe")
        page.emulate_media(media="print")

        expect(page.get_by_text(dossier.title)).to_be_visible()
        for asked in ("Numéro, mots du titre ou nom", "Ouverts ou fermés"):
            expect(page.get_by_label(asked)).to_be_visible()
        for pressed in (
            "Choisir",
            "Reçus du",
            "En retard seulement",
            "Filtrer",
            "Classeur (XLSX)",
            "Avec les dossiers choisis",
        ):
            expect(page.get_by_text(pressed, exact=True).filter(visible=True)).to_have_count(0)
        assert re.search(r"page du \d+ \w+ \d{4}", page.locator("body").evaluate(SHOWN))

        page.goto(f"{live_site}/travail/tableau-de-bord/?ordre=dentistes")
        expect(page.get_by_label("Ordre", exact=True)).to_be_visible()
        expect(page.get_by_label("Du", exact=True)).to_be_hidden()
