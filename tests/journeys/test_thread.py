"""The thread, whole: from the public form to a closed dossier, by the people who do it, in real browsers.

Three times: on a desk, on a desk without script, on a phone. The actions alone are in modules/interventions/.
"""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from tests.journeys import backstage
from tests.journeys.stage import WAYS, Person, Stage
from tests.platform.mail.server import Inbox

NUMBER = re.compile(r"INT-\d{4}-\d{5}")
STORY = "J’ai demandé une enquête en mars.\nDepuis, aucune nouvelle du syndic."
ATTACHMENT = b"Lettre au syndic, sans reponse."
CHECKED = "Les dates des communications du syndic.\nLe respect de l’article 123.1."
FOUND = "Aucun avis de progression ne vous a été transmis."
JOURNAL = (
    ("Dossier ouvert", "Bruno Lavoie"),
    ("Dossier confié à Nadia Bouchard", "Bruno Lavoie"),
    ("Commencer la qualification : le dossier passe à « Qualification »", "Nadia Bouchard"),
    ("Déclarer recevable : le dossier passe à « Recevable »", "Nadia Bouchard"),
    ("Commencer le traitement : le dossier passe à « En traitement »", "Nadia Bouchard"),
    ("Rédiger la réponse motivée : le dossier passe à « Réponse en révision »", "Nadia Bouchard"),
    ("Constater la réponse transmise : le dossier passe à « Réponse transmise »", ""),
    ("Fermer le dossier : le dossier passe à « Fermée »", "Nadia Bouchard"),
)


@pytest.mark.parametrize("way", WAYS)
def test_a_request_goes_from_the_form_to_a_closed_dossier(inbox: Inbox, scene: Stage) -> None:
    reference = elise_asks(scene.enter("elise"))
    bruno = scene.sign_in("bruno")
    number = bruno_opens(bruno, reference)
    bruno_acknowledges(bruno, number)
    elise_received(inbox, number, "acknowledgment", "grandement", "1 sur 1")
    bruno.goes(f"/dossiers/{number}/echeances/")
    bruno.sees("Tenue")
