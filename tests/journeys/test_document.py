"""A document goes into the dossier, is read there page by page, and comes out the same, accents in its name.

By Nadia, from her own disk and back to it; the worker reads what she gives.
"""

from pathlib import Path

import pytest

from tests.journeys.stage import Stage
from tests.kernel.documents.making import pdf_of
from tests.platform.mail.server import Inbox

CONTENT = (
    "%PDF-1.7\n% Une pièce reçue de l’ordre, « avec des guillemets ».\n".encode() + bytes(range(256)) * 64
)


@pytest.mark.parametrize("way", ["desk", "no-script"])
def test_a_document_comes_back_as_it_was_given(number: str, tmp_path: Path, scene: Stage) -> None:
    nadia = scene.at_work("nadia")
    given = tmp_path / "Décision du syndic (été).pdf"
    given.write_bytes(CONTENT)

    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Verser un document")
    nadia.presses("Verser au dossier", status=422)
    nadia.looks("verser-refuse")
    nadia.sees("Choisissez un fichier.")
    nadia.fills("Titre", "Décision reçue de l’ordre")
    nadia.page.get_by_label("Fichiers", exact=True).set_input_files(given)
    nadia.presses("Verser au dossier")
    nadia.goes(f"/dossiers/{number}/documents/")
    with nadia.page.expect_download() as coming:
        nadia.page.get_by_role("link", name="Télécharger\u00a0: Décision reçue de l’ordre").press("Enter")

    assert coming.value.suggested_filename == given.name
    assert Path(coming.value.path()).read_bytes() == CONTENT
    nadia.goes(f"/dossiers/{number}/journal/")
    assert any("versé au dossier" in entry and "Nadia" in entry for entry in nadia.reads("ol.journal > li"))


PAGES = ("Le syndic a reçu la plainte.", "Il a rencontré les parties.", "Les plaintes de l’été sont jointes.")


def test_a_document_is_read_turned_searched_and_compared(
    number: str, tmp_path: Path, scene: Stage, inbox: Inbox
) -> None:
    nadia = scene.at_work("nadia")
    given, corrected = tmp_path / "Réponse.pdf", tmp_path / "Réponse corrigée.pdf"
    given.write_bytes(pdf_of(*PAGES))
    corrected.write_bytes(pdf_of(PAGES[0].replace("reçu", "examiné"), *PAGES[1:]))

    nadia.goes(f"/dossiers/{number}/documents/verser/")
    nadia.page.get_by_label("Fichiers", exact=True).set_input_files(given)
    nadia.presses("Verser au dossier")
    nadia.goes(f"/dossiers/{number}/documents/1/")
    nadia.waits_to_see("Mise à l’index")
    nadia.looks("document")
    nadia.follows("Lire", exact=True)
    assert nadia.path == f"/dossiers/{number}/documents/1/v1/p1/"
    nadia.sees("Le syndic a reçu la plainte.")

    with nadia.page.expect_navigation():
        nadia.page.keyboard.press("ArrowRight")
    nadia.sees("Il a rencontré les parties.")
    nadia.page.get_by_label("Mots à chercher dans ce document").fill("plainte")
    nadia.presses("Chercher")
    assert nadia.reads(".found-pages a") == ["Page 1", "Page 3"]
    with nadia.page.expect_navigation():
        nadia.page.keyboard.press("End")
    nadia.looks("document-page")
    assert nadia.path.endswith("/p3/")
    assert nadia.reads(".folio-text mark") == ["plaintes"]
    # The frame lies over the word of the picture, which is there.
    picture, mark = (nadia.page.locator(one) for one in (".folio-picture", ".folio-mark"))
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1100
    assert mark.count() == 1

    nadia.goes(f"/dossiers/{number}/documents/1/nouvelle-version/")
    nadia.page.get_by_label("Fichier", exact=True).set_input_files(corrected)
    nadia.presses("Verser la version")
    nadia.waits_to_see("Mise à l’index")
    nadia.follows("Comparer les versions")
    nadia.sees("1 ajout, 1 retrait", "examiné")
    nadia.looks("document-comparer")
    assert nadia.downloads(f"/dossiers/{number}/documents/1/v1/telecharger/") == pdf_of(*PAGES)
