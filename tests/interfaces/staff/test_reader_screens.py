"""The screens of a document in a real browser: axe, light and dark, desk and phone, nothing that scrolls sideways.

Set EGIDE_SHOTS to a folder to look at the pictures. The story of a person who reads is in tests/journeys.
"""

from egide.kernel.dossiers.models import Dossier
from tests import browsers
from tests.cast import seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened
from tests.interfaces.staff.documents_read import add_newer, add_read, add_sound

LONG = (
    "L’Ordre accuse réception de la demande du 3 mars 2026 au sujet de la conduite de l’enquête. Le syndic a reçu la "
    "plainte, en a vérifié la recevabilité et a rencontré les personnes concernées."
)
PAGES = (LONG, "Le syndic répond à la plainte.", "Une dernière plainte est jointe.", "Annexe A", "Annexe B")


def test_axe_finds_nothing_and_nothing_scrolls_sideways(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    dossier: Dossier = opened(cast)
    first = add_read(cast, dossier, *PAGES, title="Réponse de l’Ordre au sujet de la conduite de l’enquête")
    add_newer(cast, first, LONG.replace("vérifié", "confirmé"), *PAGES[1:3])
    add_sound(cast, dossier)
    session = client_of(cast.user("nadia")).cookies["egide_session"].value
    d = f"{live_site}/dossiers/{dossier.number}/documents/"
    visits = (
        ("document", "1/"),
        ("document-page", "1/v1/p2/?q=plainte"),
        ("document-page-agrandie", "1/v1/p1/?taille=200"),
        ("document-mots", "1/v1/chercher/?q=plainte"),
        ("document-imprimer", "1/v1/imprimer/?a=2"),
        ("document-comparer", "1/v1/comparer/v2/"),
        ("document-son", "2/v1/"),
        ("documents", ""),
    )
    found: list[object] = []
    with browsers.launched() as browser:
        for width in (360, 1360) if browsers.SHOTS else (360,):
            page = browsers.page_as(browser, live_site, session, width=width, complaints=found)
            for name, path in visits:
                found += browsers.visited(page, d + path, name)

    assert found == []
