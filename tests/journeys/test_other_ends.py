"""The other ends of a request: declared not admissible, withdrawn by the person.

Each closes the dossier with its reason; the whole thread is in test_thread.py.
"""

from tests.journeys import backstage
from tests.journeys.stage import Stage
from tests.platform.mail.server import Inbox

DESTINATION = "Conciliation et arbitrage des comptes de l’ordre"


def test_a_request_that_is_not_admissible_is_answered_then_closed(
    number: str, inbox: Inbox, scene: Stage
) -> None:
    nadia, marc = scene.at_work("nadia"), scene.at_work("marc")

    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Commencer la qualification")
    nadia.presses("Commencer la qualification")
    nadia.follows("Déclarer non recevable")
    nadia.looks("etape-non-recevable")
    nadia.chooses("Demande de juger le fond d’une affaire")
    nadia.fills("Vers qui diriger la personne", DESTINATION)
    nadia.fills("Motif", "La demande porte sur le montant du compte.")
    nadia.presses("Déclarer non recevable")
    nadia.is_told_why_not("Fermer le dossier", "la lettre qui répond à la personne n’a pas été transmise")
    nadia.follows("Relire")
    nadia.presses("Soumettre à l’approbation")
    marc.goes(nadia.path)
    marc.presses("Approuver")
    marc.presses("Envoyer par lien sécurisé")
    marc.waits_to_see("Transmise le")
    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Fermer le dossier")
    nadia.presses("Fermer le dossier")

    nadia.sees("Fermée")
    nadia.goes(f"/dossiers/{number}/echeances/")
    nadia.sees("active jusqu’au", "Semi-active jusqu’au")
    pdf, _ = backstage.stored_letter(number, "not_admissible")
    _, link = backstage.link_in(backstage.last_to(inbox, backstage.ELISE))
    elise = scene.enter("elise", way="phone")
    elise.goes(link)
    assert elise.downloads("/suivi/lettre/pdf/") == pdf
    assert "L’Office n’intervient pas quant au fond" in backstage.words_of(pdf)
    assert DESTINATION in backstage.words_of(pdf)
    assert backstage.anomalies() == []


def test_a_request_that_is_withdrawn_owes_nothing_more(number: str, scene: Stage) -> None:
    bruno = scene.at_work("bruno")

    bruno.goes(f"/dossiers/{number}/")
    bruno.follows("Consigner un désistement")
    bruno.fills("Date de l’événement", "2026-13-45")
    bruno.fills("Motif", "La personne a obtenu sa réponse de l’ordre.")
    bruno.presses("Consigner un désistement", status=422)
    bruno.looks("etape-date-refusee")
    assert bruno.page.get_by_label("Motif").input_value() == "La personne a obtenu sa réponse de l’ordre."
    bruno.fills("Date de l’événement", backstage.today())
    bruno.presses("Consigner un désistement")
    bruno.sees("Désistement")
    bruno.follows("Fermer le dossier")
    bruno.presses("Fermer le dossier")

    bruno.sees("Fermée", "active jusqu’au")
    bruno.goes(f"/dossiers/{number}/echeances/")
    bruno.sees("Sans objet", "Elle ne court plus.")
    assert backstage.anomalies() == []
