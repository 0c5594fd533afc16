"""Each way a request ends, by the people who end it: what is new is walked in the browser, the rest was lived before.

« Informed » is the whole thread (test_thread.py); « not admissible » and « withdrawn » are in test_other_ends.py.
"""

from datetime import timedelta

from django.utils import timezone

from egide.interfaces.demo.scripts_steps import acknowledge
from tests.journeys import backstage
from tests.journeys.past import Past, admitted, notified_as_reply, open_anonymous
from tests.journeys.stage import Person, Stage

SOON = (timezone.localdate() + timedelta(days=30)).isoformat()
WORDS_OF_MERITS = ("fautif", "coupable", "faute professionnelle")


def test_a_person_is_directed_elsewhere(past: Past, scene: Stage) -> None:
    number = past.lives(acknowledge, days=20)
    nadia = scene.at_work("nadia")

    _opens(nadia, number, "Réorienter la personne")
    nadia.looks("etape-reorienter")
    nadia.sees("rien ne lui est transmis à sa place")
    nadia.chooses("Conciliation et arbitrage de comptes de l’ordre")
    nadia.fills("Vers qui diriger la personne", "Secrétariat de l’ordre, 418 555-0100")
    nadia.fills("Comment s’y prendre", "Demandez par écrit la conciliation de votre compte.")
    nadia.presses("Réorienter la personne", status=422)
    nadia.sees("« Délai à respecter » doit être rempli.", "« Motif » doit être rempli.")
    nadia.fills("Délai à respecter", "Faites-le dans les 45 jours de la réception du compte.")
    nadia.fills("Motif", "La demande porte sur le montant d’un compte.")
    nadia.presses("Réorienter la personne")
    nadia.sees("Réorientée")
    nadia.is_told_why_not("Fermer le dossier", "la lettre qui répond à la personne n’a pas été transmise")
    past.signs_and_sends(number, "redirection")

    _closes(nadia, number, "Personne réorientée")
    words = backstage.words_of(backstage.stored_letter(number, "redirection")[0])
    assert "conciliation de votre compte" in words
    assert "45 jours" in words


def test_a_request_is_handed_to_another_service(past: Past, scene: Stage) -> None:
    number = past.lives(acknowledge, days=20)
    nadia = scene.at_work("nadia", way="phone")

    _opens(nadia, number, "Transférer la demande")
    nadia.looks("etape-transferer")
    nadia.chooses("Responsable de l’accès aux documents de l’Office")
    nadia.fills("Vers qui diriger la personne", "Office des professions du Québec")
    nadia.fills("Date de l’événement", backstage.today())
    nadia.fills("Motif", "La personne demande la copie d’un document que l’Office détient.")
    nadia.presses("Transférer la demande")
    nadia.sees("Transférée")
    past.signs_and_sends(number, "transfer_notice")

    _closes(nadia, number, "Demande transférée")


def test_the_office_writes_to_the_order_then_the_person_says_that_all_is_settled(
    past: Past, scene: Stage
) -> None:
    number = past.lives(acknowledge, admitted, days=40)
    nadia, bruno = scene.at_work("nadia"), scene.at_work("bruno")

    _opens(nadia, number, "Intervenir auprès de l’ordre")
    nadia.looks("etape-ordre")
    nadia.chooses("Rappel de délai")
    nadia.fills("Sujet de la lettre", "délais d’information")
    nadia.fills("Faits nécessaires", "La personne dit n’avoir reçu aucun avis de progression.")
    nadia.chooses("Article 123.1")
    nadia.fills("Ce que l’Office demande", "La date du prochain avis écrit")
    nadia.fills("Réponse souhaitée au plus tard le", SOON)
    nadia.presses("Intervenir auprès de l’ordre")
    nadia.sees("Intervention auprès de l’ordre")
    past.signs_and_sends(number, "letter_to_order")
    nadia.goes(f"/dossiers/{number}/")
    nadia.sees("En attente de l’ordre")

    _opens(nadia, number, "Aviser la personne de l’intervention, en guise de réponse")
    nadia.looks("etape-avis-reponse")
    nadia.sees("L’avis tient lieu de réponse")
    nadia.fills("Ce qui a été fait auprès de l’ordre", "Nous avons rappelé à l’ordre ses délais.")
    nadia.fills("Date de l’intervention", backstage.today())
    nadia.fills("Fin du suivi", SOON)
    nadia.presses("Aviser la personne de l’intervention, en guise de réponse")
    past.signs_and_sends(number, "intervention_reply")
    nadia.goes(f"/dossiers/{number}/")
    nadia.sees("Suivi citoyen")
    nadia.goes(f"/dossiers/{number}/echeances/")
    nadia.sees("Répondre à la personne", "Satisfaite le")

    _opens(bruno, number, "Consigner les nouvelles de la personne")
    bruno.looks("etape-nouvelles")
    bruno.fills("Date de l’événement", backstage.today())
    bruno.chooses("La difficulté est réglée", exact=True)
    bruno.presses("Consigner les nouvelles de la personne")
    _opens(nadia, number, "Fermer le dossier, la difficulté étant réglée")
    nadia.looks("etape-reglee")
    nadia.picks("Cause constatée", "Avis de progression tardif ou absent")
    nadia.presses("Fermer le dossier, la difficulté étant réglée")

    nadia.sees("Fermée", "Intervention auprès de l’ordre")
    to_order = backstage.words_of(backstage.stored_letter(number, "letter_to_order")[0])
    assert "123.1" in to_order
    assert not any(word in to_order for word in WORDS_OF_MERITS)


def test_a_follow_up_without_news_ends_by_itself(past: Past, scene: Stage) -> None:
    number = past.lives(notified_as_reply, days=120)
    nadia = scene.at_work("nadia")

    nadia.goes(f"/dossiers/{number}/")
    nadia.sees("Suivi citoyen")
    past.follows(number)
    nadia.goes(f"/dossiers/{number}/")

    nadia.sees("Fermée", "Intervention auprès de l’ordre")
    nadia.goes(f"/dossiers/{number}/journal/")
    entries = nadia.reads("ol.journal > li")
    assert any("sans nouvelles de la personne" in e and "Planificateur" in e for e in entries), entries


def test_a_request_is_joined_to_the_dossier_that_carries_it(past: Past, scene: Stage) -> None:
    first, second = past.lives(acknowledge, days=30), past.lives(acknowledge, days=10)
    nadia = scene.at_work("nadia")

    _opens(nadia, second, "Joindre à un autre dossier")
    nadia.looks("etape-joindre")
    nadia.fills("Numéro du dossier auquel la joindre", "INT-2026-99999")
    nadia.fills("Motif", "La même personne nous a écrit deux fois de la même affaire.")
    nadia.presses("Joindre à un autre dossier", status=422)
    nadia.sees("Aucun autre dossier ouvert que vous pouvez consulter ne porte ce numéro.")
    assert nadia.page.get_by_label("Motif").input_value().startswith("La même personne")
    nadia.fills("Numéro du dossier auquel la joindre", first)
    nadia.presses("Joindre à un autre dossier")
    nadia.sees("Jointe à un dossier")

    _closes(nadia, second, "Demande jointe à un autre dossier")
    nadia.goes(f"/dossiers/{first}/liens/")
    nadia.looks("liens")
    nadia.sees("Lui est joint", second)


def test_an_anonymous_request_ends_with_a_recorded_reason(past: Past, scene: Stage) -> None:
    number = open_anonymous(past.cast)
    nadia, marc = scene.at_work("nadia"), scene.at_work("marc")

    nadia.goes(f"/dossiers/{number}/")
    nadia.sees("Personne anonyme")
    nadia.follows("Commencer la qualification")
    nadia.presses("Commencer la qualification")
    nadia.is_told_why_not("Demander des précisions", "La personne n’a laissé aucune adresse")
    assert nadia.page.get_by_role("link", name="Fermer sans réponse, avec une raison").count() == 0
    _opens(marc, number, "Fermer sans réponse, avec une raison")
    marc.looks("etape-raison")
    marc.chooses("Personne informée")
    marc.presses("Fermer sans réponse, avec une raison", status=422)
    marc.sees("« Motif » doit être rempli.")
    marc.fills("Motif", "Personne anonyme, que rien ne permet de joindre.")
    marc.presses("Fermer sans réponse, avec une raison")

    marc.sees("Fermée", "Personne informée")
    marc.goes(f"/dossiers/{number}/journal/")
    assert any("que rien ne permet de joindre" in entry for entry in marc.reads("ol.journal > li"))


def test_the_history_of_all_these_ends_agrees(past: Past) -> None:
    assert backstage.anomalies() == []


def _opens(person: Person, number: str, step: str) -> None:
    person.goes(f"/dossiers/{number}/")
    person.follows(step, exact=True)


def _closes(person: Person, number: str, outcome: str) -> None:
    _opens(person, number, "Fermer le dossier")
    person.presses("Fermer le dossier")
    person.sees("Fermée", outcome)
