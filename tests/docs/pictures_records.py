"""The pictures of the archivist’s, the redactor’s and the clock’s guides: pages of the demonstration, read only.

Run by script/guide, after those of pictures.py.
"""

import re

from playwright.sync_api import Page

from tests.docs.camera import Camera

NUMBER = re.compile(r"[A-Z]{3}-\d{4}-\d{5}")


def records_office(camera: Camera) -> None:
    """The archivist's pages: what waits, the scheme, the schedule, a list, the boxes, a digitisation lot."""
    page = camera.desk("rene")
    for name, address, height in (
        ("archives-a-faire", "/archives/", 900),
        ("plan", "/archives/plan/", 900),
        ("calendrier-conservation", "/archives/calendrier/", 900),
        ("gels", "/archives/gels/", 700),
        ("papier", "/archives/papier/", 800),
    ):
        page.goto(address)
        camera.take(page, name, height=height)
    for name, address in (
        ("elimination", "/archives/elimination/"),
        ("numerisation", "/archives/numerisation/"),
    ):
        page.goto(address)
        camera.follow(page.locator("main table a").first)
        camera.take(page, name, height=1000)


def redactor(camera: Camera) -> None:
    """A page being redacted, and what is checked before the copy leaves."""
    page = camera.desk("nadia")
    if not _to_redaction(page):
        raise SystemExit("La démonstration ne montre aucun caviardage en préparation.")
    camera.take(page, "caviardage", height=1000)
    page.goto(f"{page.url.rstrip('/')}/p1/")
    camera.take(page, "caviardage-page", height=1100)


def clock(camera: Camera) -> None:
    """The four systems that live by the clock, one page each, as who works there."""
    for who, name, address, height in (
        ("amelie", "acces", "/travail/acces/registre/", 900),
        ("claire", "commissaire-lundi", "/commissaire/lundi/", 800),
        ("luc", "protecteur", "/travail/protecteur/", 900),
        ("luc", "delegue", "/travail/protecteur/delegues/1/", 900),
        ("paule", "incidents", "/travail/incidents/", 800),
        ("bruno", "registre-courrier", "/courrier/registre/", 900),
        ("helene", "charge", "/mandats/charge/", 900),
        ("nadia", "calendrier-mois", "/calendrier/", 900),
        ("amelie", "textes-de-loi", "/administration/textes/", 800),
    ):
        page = camera.desk(who)
        if (answer := page.goto(address)) is None or answer.status != 200:
            raise SystemExit(f"{address} ne répond pas à {who}.")
        camera.take(page, name, height=height)


def _to_redaction(page: Page) -> bool:
    """Will open the first redaction that is being prepared, among the analyst's dossiers."""
    for address in ("/interventions/?etat=in_progress", "/interventions/?etat=closed&dossiers=any"):
        page.goto(address)
        for number in dict.fromkeys(NUMBER.findall(page.inner_text("main"))):
            page.goto(f"/dossiers/{number}/documents/")
            for rank in dict.fromkeys(re.findall(rf"/dossiers/{number}/documents/(\d+)/", page.content())):
                answer = page.goto(f"/dossiers/{number}/documents/{rank}/caviardage/1/")
                if (
                    answer is not None
                    and answer.status == 200
                    and "En préparation" in page.inner_text("main")
                ):
                    return True
    return False
