"""A document goes into the dossier and comes out the same, with its accents in its name.

By Nadia, from her own disk and back to it.
"""

from pathlib import Path

import pytest

from tests.journeys.stage import Stage

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
        nadia.page.get_by_role("link", name="Télécharger : Décision reçue de l’ordre").click()

    assert coming.value.suggested_filename == given.name
    assert Path(coming.value.path()).read_bytes() == CONTENT
    nadia.goes(f"/dossiers/{number}/journal/")
    assert any("versé au dossier" in entry and "Nadia" in entry for entry in nadia.reads("ol.journal > li"))
