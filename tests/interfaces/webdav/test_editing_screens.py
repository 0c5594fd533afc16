"""The page that prepares an address, in a real browser: the button, the address shown once, who has it open.

Set EGIDE_SHOTS to a folder to look at the pictures.
"""

import re

from playwright.sync_api import expect

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.platform.accounts.acting import acting_as
from tests import browsers
from tests.cast import NOW, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened
from tests.interfaces.webdav.conftest import FIRST, lock_words


def test_an_address_is_prepared_shown_once_and_the_lock_is_seen(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    dossier = opened(cast)
    with acting_as(cast.actor("nadia")) as nadia:
        add_document(
            dossier=dossier,
            title="Projet de réponse",
            origin=Origin.INTERNAL,
            stream=[FIRST],
            file_name="projet.docx",
            actor_code=nadia.code,
            now=NOW,
        )
    session = client_of(cast.user("nadia")).cookies["egide_session"].value
    url = f"{live_site}/dossiers/{dossier.number}/documents/1/"
    found: list[object] = []
    with browsers.launched() as browser:
        for width in (360, 1360) if browsers.SHOTS else (360,):
            page = browsers.page_as(browser, live_site, session, width=width, complaints=found)
            found += browsers.visited(page, url + "modifier/", "modifier")
            page.get_by_role("button", name="Préparer l’adresse").click()
            word = page.get_by_role("link", name="Ouvrir dans Word")
            expect(word).to_be_visible()
            found += browsers.looked_at(page, "modifier-adresse")
            secret = re.search(r"/dav/([A-Za-z0-9_-]{43})/([^\"|<]+)", word.get_attribute("href") or "")
            assert secret is not None
            locked = page.request.fetch(
                live_site + secret[0],
                method="LOCK",
                data=lock_words("exclusive"),
                headers={"Content-Type": "text/xml"},
            )
            assert locked.status == 200
            found += browsers.visited(page, url, "document-ouvert")
            expect(page.get_by_text("Ouvert par Nadia Bouchard")).to_be_visible()
            found += browsers.visited(page, url + "modifier/", "modifier-ouvert")
            page.get_by_role("button", name="Libérer le document").click()
            expect(page.get_by_text("Le document est libéré.")).to_be_visible()

    assert found == []
