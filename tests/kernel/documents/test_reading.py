"""Each kind of file is read to its end: text page by page, thumbnail, steps with their tools, text to index.

Files are made by other tools than those that read them (making.py).
"""

import pytest

from egide.kernel.documents.models import Rendition, Step
from egide.kernel.documents.showing import page_image, page_text, page_words, thumbnail
from tests.database import as_owner
from tests.kernel.documents import making
from tests.kernel.documents.outlook import message, msg_of
from tests.kernel.documents.reading_desk import add, documents, indexed, read, read_file, seen, steps, texts
from tests.kernel.scene import Scene

OPENED = {
    "hash": "done",
    "type": "done",
    "scan": "skipped",
    "text": "done",
    "thumbnail": "done",
    "index": "done",
}
ACCENTS = "L’élève a reçu l’œuvre à Trois-Rivières."


def test_a_born_digital_pdf_is_read_in_one_part(scene: Scene) -> None:
    version = read_file(scene, making.pdf_of(ACCENTS, "Deuxième page."), "lettre.pdf")

    assert (version.reading, version.pages, version.explained) == ("read", 2, "")
    assert texts(version) == [ACCENTS, "Deuxième page."]
    assert indexed(version) == [f"{ACCENTS}\fDeuxième page."]
    assert steps(version) == OPENED
    with as_owner():
        text = Step.objects.get(version=version, kind="text")
    assert (text.tool, bool(text.tool_version), text.run) == ("PDFium", True, 1)
    assert text.duration_ms < 20_000
    assert scene.codes[-1] == "document.added"  # a reading that goes well is no event of the dossier


def test_a_page_is_shown_with_its_words_in_their_place(scene: Scene) -> None:
    version = read_file(scene, making.pdf_of(ACCENTS, "Deuxième page."), "lettre.pdf")

    with seen(version):
        drawn = page_image(version=version, number=2, width_px=400)
        words = page_words(version=version, number=2)
        small = thumbnail(version)
        said = page_text(version, 2)

    assert drawn[8:12] == b"WEBP"
    assert [word.text for word in words] == ["Deuxième", "page."]
    assert 25 < words[0].x0 < words[0].x1 < words[1].x0 < 150
    assert 25 < words[0].y0 < words[0].y1 < 60
    assert small is not None
    assert small.startswith(b"\xff\xd8")
    assert said == "Deuxième page."


def test_a_scan_is_recognised_page_by_page(scene: Scene) -> None:
    version = add(scene, making.scanned_pdf("Plainte contre un notaire", "Page suivante"), "numerisation.pdf")

    waiting = read(version, now=scene.now, parts=1)
    assert (waiting.reading, waiting.pages, texts(version)) == ("reading", 2, ["", ""])
    done = read(version, now=scene.now)

    assert (done.reading, done.explained) == ("read", "")
    assert texts(version) == ["Plainte contre un notaire", "Page suivante"]
    assert indexed(version) == ["Plainte contre un notaire\fPage suivante"]
    assert steps(version)["ocr"] == "done"
    with seen(version):
        words = page_words(version=done, number=1)
    assert [word.text for word in words] == ["Plainte", "contre", "un", "notaire"]
    assert 20 < words[0].x0 < words[0].x1 < words[1].x0 < 360


def test_a_phone_s_photo_and_a_tiff_of_many_pages_are_recognised(scene: Scene) -> None:
    photo = read_file(scene, making.heic("Reçu de paiement"), "IMG_0001.HEIC")
    sheets = read_file(scene, making.tiff("Première", "Seconde"), "fax.tiff")

    assert (photo.reading, texts(photo)) == ("read", ["Reçu de paiement"])
    assert (sheets.reading, sheets.pages, texts(sheets)) == ("read", 2, ["Première", "Seconde"])
    with seen(sheets):
        assert page_image(version=sheets, number=2, width_px=300)[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("Élève\nœuvre".encode("cp1252"), "notes.txt", "Élève\nœuvre"),
        ("\ufeffÉlève".encode("utf-16"), "large.txt", "Élève"),
        ("nom;âge\nÉlise;40".encode(), "liste.csv", "nom;âge\nÉlise;40"),
        (b"<!DOCTYPE html><html><script>vol()</script><p>Bonjour &eacute;lise</html>", "page.html", "Bonjour élise"),
        (making.zipped({"photos/a.jpg": "x", "note.txt": "y"}), "envoi.zip", "photos/a.jpg\nnote.txt"),
        (making.xlsx_of([["Nom", 1.5], ["Élise", True]]), "tableau.xlsx", "Feuille\nNom\t1,5\nÉlise\tvrai"),
        (making.odt_of("Bonjour œuvre"), "lettre.odt", "Bonjour œuvre"),
        (making.rtf_of("Bonjour élève"), "lettre.rtf", "Bonjour élève"),
        (making.pptx_of("Bonjour élève"), "exposé.pptx", "Bonjour élève"),
    ],
)  # fmt: skip
def test_other_kinds_give_their_text_at_once(scene: Scene, content: bytes, name: str, expected: str) -> None:
    version = read(add(scene, content, name), now=scene.now, parts=1)

    assert (texts(version), indexed(version)) == ([expected], [expected])
    assert version.reading in ("read", "reading")


def test_an_office_file_gets_a_pdf_to_leaf_through(scene: Scene) -> None:
    version = read_file(scene, making.docx_of("Bonjour élève", "Au revoir"), "lettre.docx")

    assert (version.reading, version.pages) == ("read", 1)
    assert "Bonjour élève" in texts(version)[0]
    assert steps(version)["pages"] == "done"
    with seen(version):
        kinds = set(Rendition.objects.filter(version=version).values_list("kind", flat=True))
        drawn = page_image(version=version, number=1, width_px=300)
        words = page_words(version=version, number=1)
    assert kinds == {"thumbnail", "pdf"}
    assert drawn[8:12] == b"WEBP"
    assert [word.text for word in words][:2] == ["Bonjour", "élève"]


def test_a_film_is_kept_and_said_playable(scene: Scene) -> None:
    version = read_file(scene, making.video(), "entrevue.mp4")

    assert (version.media_type, version.reading, texts(version)) == ("video/mp4", "read", [])
    assert "s’écoute" in version.explained


def test_attachments_become_documents_and_those_inside_them_too(scene: Scene) -> None:
    inside = making.eml_of("Message transmis", "Voir la pièce.", {"preuve.txt": "Preuve écrite".encode()})
    message = making.eml_of(
        "Ma plainte", "Bonjour", {"lettre.pdf": making.pdf_of(ACCENTS), "avant.eml": inside}
    )

    version = read_file(scene, message, "plainte.eml")

    first = documents(scene)
    assert [one.title for one in first] == ["plainte.eml", "lettre.pdf", "avant.eml"]
    assert [one.origin for one in first[1:]] == ["extracted", "extracted"]
    assert {one.container_id for one in first[1:]} == {version.document_id}
    assert texts(version)[0].startswith("De\u00a0: Élise Tremblay <elise@exemple.example>")
    with as_owner():
        nested = first[2].versions.get()
    read(nested, now=scene.now)
    last = documents(scene)[-1]
    assert (last.title, last.container_id) == ("preuve.txt", first[2].pk)


def test_an_outlook_message_gives_its_files_and_the_message_inside_it(scene: Scene) -> None:
    inside = message(
        "Message transmis", "Bonjour à tous", {"annexe.txt": "Annexe écrite".encode()}, header=24
    )
    content = msg_of("Ma plainte", "Voici ma plainte.", {"lettre.pdf": making.pdf_of(ACCENTS)}, [inside])

    version = read_file(scene, content, "plainte.msg")

    assert (version.reading, version.media_type) == ("read", "application/vnd.ms-outlook")
    assert "Objet\u00a0: Ma plainte" in texts(version)[0]
    assert texts(version)[0].endswith("Voici ma plainte.")
    taken = documents(scene)
    assert [one.title for one in taken] == ["plainte.msg", "lettre.pdf", "Message transmis.eml"]
    with as_owner():
        nested = taken[2].versions.get()
    assert "Bonjour à tous" in texts(read(nested, now=scene.now))[0]
    assert documents(scene)[-1].title == "annexe.txt"


def test_a_file_of_a_pdf_is_taken_out_and_what_is_there_already_is_not_doubled(scene: Scene) -> None:
    carried = making.pdf_of("Facture")
    add(scene, carried, "facture.pdf")

    read_file(scene, making.pdf_with_file("Voir ci-joint", "facture.pdf", carried), "envoi.pdf")

    assert [one.title for one in documents(scene)] == ["facture.pdf", "envoi.pdf"]
    again = read_file(scene, making.pdf_with_file("Voir", "autre.txt", b"autre texte"), "deux.pdf")
    assert documents(scene)[-1].container_id == again.document_id
