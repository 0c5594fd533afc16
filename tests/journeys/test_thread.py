"""The thread, whole: from the public form to a closed dossier, by the people who do it, in real browsers.

Three times: on a desk, on a desk without script, on a phone. By actions alone: tests/modules/interventions/.
"""

import hashlib
import re

import pytest
from playwright.sync_api import FilePayload

from tests.journeys import backstage
from tests.journeys.stage import WAYS, Person, Stage
from tests.platform.mail.server import Inbox

NUMBER = re.compile(r"INT-\d{4}-\d{5}")
REFERENCE = re.compile(r"\b[A-Z]{2,5}-\d{4}-\d{3,6}\b")
STORY = "J’ai demandé une enquête en mars.\nDepuis, aucune nouvelle du syndic."
CHECKED = "Les dates des communications du syndic.\nLe respect de l’article 123.1."
MOTIVE = "La demande porte sur les délais d’un mécanisme de l’ordre."
JOURNAL = (
    ("Dossier ouvert", "Bruno Lavoie"),
    ("Dossier confié à Nadia Bouchard", "Bruno Lavoie"),
    ("Accusé de réception", "Bruno Lavoie"),
    ("Commencer la qualification : le dossier passe à « Qualification »", "Nadia Bouchard"),
    ("Déclarer recevable : le dossier passe à « Recevable »", "Nadia Bouchard"),
    ("Commencer le traitement : le dossier passe à « En traitement »", "Nadia Bouchard"),
    ("Rédiger la réponse motivée : le dossier passe à « Réponse en révision »", "Nadia Bouchard"),
    ("Réponse motivée", "Marc Gagnon"),
    ("Constater la réponse transmise : le dossier passe à « Réponse transmise »", "Planificateur"),
    ("Fermer le dossier : le dossier passe à « Fermée »", "Nadia Bouchard"),
)


@pytest.mark.parametrize("way", WAYS)
def test_a_request_goes_from_the_form_to_a_closed_dossier(inbox: Inbox, scene: Stage) -> None:
    elise = scene.enter("elise")
    reference = _elise_asks(elise)

    bruno = scene.sign_in("bruno")
    number = _bruno_opens(bruno, reference)
    _bruno_gives_it_to_nadia(bruno, number)
    _bruno_acknowledges(bruno, number)
    _elise_reads(elise, inbox, number, "acknowledgment", "Nous avons fort bien reçu")

    nadia = scene.at_work("nadia")
    _nadia_decides(nadia, number)
    _nadia_replies(nadia, number)

    marc = scene.at_work("marc")
    _marc_sends(marc, number)
    _elise_reads(elise, inbox, number, "reasoned_reply", "Aucun avis de progression ne vous a été transmis")

    _nadia_closes(nadia, number)
    _the_journal_says_who(nadia, number)
    _claire_finds_nothing(scene.at_work("claire"), number)
    assert backstage.anomalies() == []


def _elise_asks(elise: Person) -> str:
    elise.goes("/demande/")
    elise.looks("demande-1")
    elise.chooses("Oui, et je n’ai pas de nouvelles")
    elise.presses("Continuer")
    elise.looks("demande-2")
    elise.fills("Ordre professionnel", "Ordre des dentistes du Québec")
    elise.chooses("Syndic : demande d’enquête")
    elise.fills("Date de votre demande", "3 mars 2026")
    elise.presses("Continuer")
    elise.looks("demande-3")
    elise.fills("Que s’est-il passé?", STORY)
    elise.fills("Que souhaitez-vous?", "Savoir où en est l’enquête.")
    elise.fills("Un titre pour votre demande", "Aucune nouvelle du syndic")
    elise.presses("Continuer")
    elise.looks("demande-4")
    elise.fills("Votre nom", "Élise Tremblay")
    elise.chooses("Par courriel")
    elise.page.locator("#id_email").fill(backstage.ELISE)
    elise.presses("Continuer")
    elise.looks("demande-5")
    elise.sees("Aucune nouvelle du syndic", "Ordre des dentistes du Québec", "Élise Tremblay")
    elise.page.get_by_label("Fichiers à joindre").set_input_files(
        FilePayload(name="Ma lettre.txt", mimeType="text/plain", buffer=b"Voici ma lettre.")
    )
    elise.ticks("J’accepte")
    elise.presses("Envoyer la demande")
    elise.looks("demande-recue")
    elise.sees("Nous avons reçu votre demande")
    found = REFERENCE.search(elise.words)
    assert found is not None, elise.words
    return found[0]


def _bruno_opens(bruno: Person, reference: str) -> str:
    bruno.looks("travail-vide")
    bruno.goes("/boite/")
    bruno.looks("boite")
    bruno.sees("Élise Tremblay")
    bruno.follows("Aucune nouvelle du syndic")
    bruno.looks("demande-recue-boite")
    bruno.sees(reference, "Depuis, aucune nouvelle du syndic.", "Ma lettre.txt")
    bruno.presses("Ouvrir le dossier")
    found = NUMBER.search(bruno.words)
    assert found is not None, bruno.words
    bruno.looks("dossier-ouvert")
    bruno.sees("Aucune nouvelle du syndic", "Ordre des dentistes du Québec", "Élise Tremblay")
    bruno.goes(f"/dossiers/{found[0]}/echeances/")
    bruno.looks("echeances")
    bruno.sees("Accuser réception", "Répondre à la personne", "Déclaration de services aux citoyens")
    # The proof of each date is open on this page: from which day, how many days, which rule.
    bruno.sees("5 jours ouvrables", "90 jours")
    return found[0]


def _bruno_gives_it_to_nadia(bruno: Person, number: str) -> None:
    bruno.goes(f"/dossiers/{number}/")
    bruno.is_told_why_not("Commencer la qualification", "Confiez d’abord le dossier à une personne.")
    bruno.follows("Confier le dossier")
    bruno.looks("confier")
    bruno.chooses("Nadia Bouchard")
    bruno.presses("Confier")
    bruno.sees("Le dossier est confié à Nadia Bouchard.")


def _bruno_acknowledges(bruno: Person, number: str) -> None:
    bruno.follows("Accusé de réception")
    bruno.looks("lettre-projet")
    text = bruno.page.get_by_label("Texte", exact=True)
    draft = text.input_value()
    assert number in draft
    text.fill(draft.replace("Nous avons bien reçu", "Nous avons fort bien reçu"))
    bruno.presses("Enregistrer le texte")
    bruno.sees("Le texte de la lettre est enregistré.")
    bruno.presses("Approuver")
    bruno.looks("lettre-approuvee")
    bruno.sees("Approuvée par", "Bruno Lavoie")
    bruno.presses("Envoyer par lien sécurisé")
    bruno.waits_to_see("Transmise le")
    bruno.looks("lettre-transmise")
    bruno.goes(f"/dossiers/{number}/echeances/")
    bruno.sees("Tenue", "Satisfaite le")


def _elise_reads(elise: Person, inbox: Inbox, number: str, template: str, words: str) -> None:
    stored, approved = backstage.stored_letter(number, template)
    message, link = backstage.link_in(backstage.last_to(inbox, backstage.ELISE))

    assert "Élise Tremblay" in str(message["To"])
    assert number in str(message["Subject"])
    said = f"{message['Subject']} {backstage.text_of(message)}"
    assert not any(word in said.casefold() for word in ("dentiste", "syndic", "motivée"))
    elise.goes(link)
    elise.looks("lettre-lue")
    pdf = elise.downloads("/suivi/lettre/pdf/")
    assert pdf == stored
    assert hashlib.sha256(pdf).hexdigest() == approved
    assert words in backstage.words_of(pdf)


def _nadia_decides(nadia: Person, number: str) -> None:
    nadia.goes("/travail/")
    nadia.sees("Aucune nouvelle du syndic")
    nadia.looks("travail")
    nadia.searches(number)
    assert nadia.path == f"/dossiers/{number}/"
    nadia.looks("dossier")
    nadia.follows("Commencer la qualification")
    nadia.looks("etape-simple")
    nadia.presses("Commencer la qualification")
    nadia.sees("Qualification")
    nadia.follows("Déclarer recevable")
    nadia.looks("etape-motif")
    nadia.presses("Déclarer recevable", status=422)
    nadia.looks("etape-refusee")
    nadia.sees("« Motif » doit être rempli.")
    nadia.fills("Motif", MOTIVE)
    nadia.presses("Déclarer recevable")
    nadia.follows("Commencer le traitement")
    nadia.presses("Commencer le traitement")
    nadia.sees("En traitement")


def _nadia_replies(nadia: Person, number: str) -> None:
    nadia.follows("Rédiger la réponse motivée")
    nadia.looks("etape-reponse")
    nadia.fills("Ce qui a été vérifié", CHECKED)
    nadia.fills("Constats sur le déroulement", "Aucun avis ne vous a été transmis.")
    nadia.presses("Rédiger la réponse motivée")
    nadia.follows("Relire")
    text = nadia.page.get_by_label("Texte", exact=True)
    draft = text.input_value()
    assert "Le respect de l’article 123.1." in draft.replace("\u00a0", " ")
    text.fill(draft.replace("Aucun avis ne", "Aucun avis de progression ne"))
    nadia.presses("Enregistrer le texte")
    nadia.presses("Soumettre à l’approbation")
    nadia.looks("lettre-soumise")
    nadia.is_told_why_not("Approuver", "Cette action est réservée à")


def _marc_sends(marc: Person, number: str) -> None:
    marc.goes("/travail/")
    marc.searches(number)
    marc.looks("dossier-en-revision")
    marc.follows("Approuver")
    marc.presses("Approuver")
    marc.presses("Envoyer par lien sécurisé")
    marc.waits_to_see("Transmise le")
    marc.goes(f"/dossiers/{number}/")
    marc.waits_to_see("Réponse transmise")


def _nadia_closes(nadia: Person, number: str) -> None:
    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Fermer le dossier")
    nadia.presses("Fermer le dossier")
    nadia.sees("Fermée", "Règle 6200", "active jusqu’au", "Semi-active jusqu’au")
    nadia.looks("dossier-ferme")
    for section in ("documents", "lettres", "parties", "echeances"):
        nadia.goes(f"/dossiers/{number}/{section}/")
        nadia.looks(f"dossier-{section}")
    nadia.goes("/interventions/")
    nadia.looks("liste")


def _the_journal_says_who(nadia: Person, number: str) -> None:
    nadia.goes(f"/dossiers/{number}/journal/")
    nadia.looks("journal")
    entries = nadia.reads("ol.journal > li")
    nadia.follows("Page suivante")
    nadia.sees("Entrées 1 à")
    entries += nadia.reads("ol.journal > li")
    for what, who in JOURNAL:
        assert any(what in entry and who in entry for entry in entries), (what, who, "\n".join(entries))
    assert any(MOTIVE in entry for entry in entries)


def _claire_finds_nothing(claire: Person, number: str) -> None:
    claire.goes(f"/dossiers/{number}/", status=404)
    claire.looks("introuvable")
    claire.does_not_see("Élise", "syndic")
    for words in (number, "Élise Tremblay", "Aucune nouvelle", backstage.ELISE):
        claire.goes("/travail/")
        claire.searches(words)
        claire.sees("Aucun dossier trouvé")
    claire.looks("recherche-vide")
