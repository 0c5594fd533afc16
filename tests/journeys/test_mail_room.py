"""A day at the mail room: a letter, an e-mail with its two attachments, a sealed piece, and the end-of-day slip.

What was dropped comes out byte for byte as it came in.
"""

from email.message import EmailMessage

from playwright.sync_api import FilePayload

from tests.journeys import backstage
from tests.journeys.stage import Person, Stage

LETTER = b"%PDF-1.7\n% une lettre num\xc3\xa9ris\xc3\xa9e\n" + bytes(range(256)) * 40
TABLE = b"date;avis\n2026-03-03;aucun\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def test_what_arrives_in_a_day_is_on_the_slip_and_comes_out_as_it_came_in(scene: Stage) -> None:
    bruno, nadia = scene.at_work("bruno"), scene.at_work("nadia", way="phone")
    raw = _email()

    dossier = _a_letter(bruno)
    piece = _an_email(bruno, raw)
    _its_files_are_whole(bruno, piece, raw)
    _a_sealed_piece(bruno)

    bruno.goes("/travail/courrier/bordereau/")
    bruno.looks("bordereau")
    bruno.sees("Gaston Côté", dossier, "Confié à : Nadia Bouchard", "Plis scellés", "Remis à Yvette Gauthier")
    bruno.sees("Élise Tremblay", "Rien ne reste à traiter.")
    nadia.goes(f"/dossiers/{dossier}/documents/")
    nadia.looks("documents")
    assert nadia.downloads(f"/dossiers/{dossier}/documents/1/telecharger/") == LETTER
    assert backstage.anomalies() == []


def _a_letter(bruno: Person) -> str:
    bruno.goes("/travail/courrier/")
    bruno.looks("courrier")
    bruno.presses("Enregistrer et suivante", status=422)
    bruno.looks("courrier-refuse")
    bruno.picks("Arrivée", "Poste")
    bruno.fills("Expéditeur", "Gaston Côté")
    bruno.fills("Adresse postale", "12, rue du Port\nQuébec (Québec)  G1K 1A1")
    bruno.chooses("Ouvrir un dossier")
    bruno.fills("Titre du dossier", "Compte jamais expliqué")
    bruno.fills("Ce que la personne demande", "Il demande où en est la conciliation.")
    bruno.picks("Ordre visé", "Ordre des dentistes du Québec")
    bruno.picks("Confier à", "Nadia Bouchard")
    bruno.page.get_by_label("Documents numérisés").set_input_files(
        FilePayload(name="lettre.pdf", mimeType="application/pdf", buffer=LETTER)
    )
    bruno.presses("Enregistrer et suivante")
    bruno.sees("est ouvert", "Inscrit aujourd’hui", "Gaston Côté")
    return backstage.number_in(bruno.words)


def _an_email(bruno: Person, raw: bytes) -> str:
    bruno.page.get_by_label("Courriel (.eml) ou document numérisé").set_input_files(
        FilePayload(name="Message d’Élise.eml", mimeType="message/rfc822", buffer=raw)
    )
    bruno.presses("Déposer")
    bruno.looks("courrier-depose")
    bruno.sees("Confirmez ce qui est proposé", "tableau.csv", "photo.png", "Gardé tel quel")
    assert bruno.page.get_by_label("Expéditeur").input_value() == "Élise Tremblay"
    assert bruno.page.get_by_label("Courriel", exact=False).first.input_value() == backstage.ELISE
    assert "aucune nouvelle" in bruno.page.get_by_label("Ce que la personne demande").input_value()
    piece = bruno.path
    bruno.chooses("Ouvrir un dossier")
    bruno.presses("Enregistrer et suivante")
    bruno.sees("est ouvert", "Élise Tremblay")
    return piece


def _its_files_are_whole(bruno: Person, piece: str, raw: bytes) -> None:
    bruno.goes(piece)
    bruno.looks("piece")
    bruno.sees("Pièce d’origine", "Sorti de la pièce d’origine", "Élise Tremblay")
    kept = [bruno.downloads(f"{piece}fichiers/{rank}/") for rank in (1, 2, 3)]
    assert kept == [raw, TABLE, PICTURE]
    bruno.follows("INT-")
    number = backstage.number_in(bruno.path)
    bruno.goes(f"/dossiers/{number}/documents/")
    assert bruno.downloads(f"/dossiers/{number}/documents/1/telecharger/") == raw


def _a_sealed_piece(bruno: Person) -> None:
    bruno.goes("/travail/courrier/plis/")
    bruno.looks("plis")
    for forbidden in ("Expéditeur", "Objet", "Fichier"):
        assert bruno.page.get_by_role("main").get_by_label(forbidden).count() == 0
    bruno.picks("Adressé à", "Commissaire à l’admission aux professions")
    bruno.fills("Remis à", "Yvette Gauthier")
    bruno.fills("Heure de la remise", "00:00")
    bruno.presses("Inscrire la remise")
    bruno.sees("est inscrit, remis à Yvette Gauthier")


def _email() -> bytes:
    message = EmailMessage()
    message["From"] = f"Élise Tremblay <{backstage.ELISE}>"
    message["To"] = "info@office.example"
    message["Subject"] = "Toujours sans nouvelles"
    message["Message-ID"] = "<un@exemple.ca>"
    message.set_content("Bonjour,\n\nToujours aucune nouvelle du syndic.\n\nÉlise Tremblay\n")
    message.add_attachment(TABLE, maintype="text", subtype="csv", filename="tableau.csv")
    message.add_attachment(PICTURE, maintype="image", subtype="png", filename="photo.png")
    return message.as_bytes()
