"""Someone telephones: the call becomes a dossier; a question becomes a card, and the card a dossier.

By the secretariat, while the person is on the line.
"""

from tests.journeys import backstage
from tests.journeys.stage import Stage

QUESTION = "Demande si un avis écrit est dû"


def test_a_telephone_call_becomes_a_dossier(scene: Stage) -> None:
    bruno = scene.at_work("bruno")

    bruno.goes("/travail/courrier/")
    bruno.picks("Arrivée", "Téléphone")
    bruno.fills("Expéditeur", "Rose-Aimée d’Astous")
    bruno.fills("Téléphone", "418 555-0199")
    bruno.fills("Adresse postale", "12, rue du Port\nQuébec (Québec)  G1K 1A1")
    bruno.chooses("Ouvrir un dossier")
    bruno.fills("Titre du dossier", "Aucun retour du syndic")
    bruno.fills("Ce que la personne demande", "Elle demande si le syndic a reçu sa lettre.")
    bruno.picks("Ordre visé", "Ordre des dentistes du Québec")
    bruno.picks("Confier à", "Nadia Bouchard")
    bruno.presses("Enregistrer et suivante")
    bruno.sees("est ouvert")
    number = backstage.number_in(bruno.words)

    nadia = scene.at_work("nadia")
    nadia.goes(f"/dossiers/{number}/")
    nadia.sees("Téléphone", "Aucun retour du syndic", "Rose-Aimée d’Astous")
    nadia.goes(f"/dossiers/{number}/parties/")
    nadia.sees("418 555-0199")
    nadia.goes(f"/dossiers/{number}/relecture/")
    nadia.looks("relecture")
    nadia.sees("Elle demande si le syndic a reçu sa lettre.")
    nadia.goes(f"/dossiers/{number}/appels/consigner/")
    nadia.looks("appel")
    assert backstage.anomalies() == []


def test_a_question_counted_on_a_card_becomes_a_dossier(scene: Stage) -> None:
    bruno = scene.at_work("bruno", way="phone")

    bruno.goes("/travail/renseignements/")
    bruno.looks("fiches-vides")
    bruno.picks("Sujet", "Comité de révision")
    bruno.picks("Ordre", "Ordre des dentistes du Québec")
    bruno.fills("Note", QUESTION)
    bruno.presses("Compter")
    bruno.sees("Fiche n° 1 comptée", QUESTION)
    bruno.looks("fiches")
    bruno.presses("En faire un dossier")
    assert bruno.path == "/travail/courrier/"
    bruno.looks("courrier-de-la-fiche")
    assert bruno.page.get_by_label("Ce que la personne demande").input_value() == QUESTION
    assert bruno.page.get_by_label("Titre du dossier").input_value() == "Comité de révision"
    bruno.fills("Expéditeur", "Gaston Côté")
    bruno.fills("Téléphone", "418 555-0142")
    bruno.chooses("Ouvrir un dossier")
    bruno.presses("Enregistrer et suivante")
    number = backstage.number_in(bruno.words)

    bruno.goes(f"/dossiers/{number}/")
    bruno.sees("Comité de révision", "Gaston Côté", "Ordre des dentistes du Québec")
    bruno.goes("/travail/renseignements/")
    bruno.sees("Reprise en dossier")
    assert bruno.page.get_by_role("button", name="En faire un dossier").count() == 0
    assert backstage.anomalies() == []
