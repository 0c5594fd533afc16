"""A lost link is sent again, to the known address only; the person follows, writes, and is answered.

Real e-mails brought by the worker; on Élise's phone, in her own browser. The order's side: test_order_answers.py.
"""

from tests.journeys import backstage
from tests.journeys.past import Past
from tests.journeys.stage import Person, Stage
from tests.platform.mail.server import Inbox

STRANGER = "voleur@exemple.ca"
NEWS = "Le syndic m’a écrit ce matin."


def test_a_lost_link_comes_again_to_the_known_address_only(
    number: str, past: Past, inbox: Inbox, scene: Stage
) -> None:
    elise, nadia = scene.enter("elise", way="phone"), scene.at_work("nadia")
    before, arrived = past.gives_link(number), len(inbox.accepted)

    elise.goes("/suivi/")
    elise.looks("suivi-porte")
    elise.follows("J’ai perdu mon lien ou mon code")
    _loses(elise, number, STRANGER)
    refused = elise.words
    elise.goes("/suivi/lien-perdu/")
    _loses(elise, number, backstage.ELISE)
    assert elise.words == refused  # the page never tells whether the two go together
    sent = backstage.arrival(inbox, to=backstage.ELISE, subject="lien de suivi", after=arrived)
    message, link = backstage.link_in(sent)
    assert not any(STRANGER in to for _, to in inbox.envelopes)
    assert number in str(message["Subject"])

    elise.goes(before, status=410)
    elise.looks("lien-ferme")
    elise.does_not_see("syndic", "Où en est votre demande")
    elise.goes(link)
    assert elise.path == "/suivi/dossier/"
    elise.looks("suivi")
    elise.sees(number, "Où en est votre demande")

    elise.fills("Votre message", NEWS)
    elise.presses("Envoyer le message")
    elise.sees("Votre message est envoyé", NEWS)
    nadia.goes(f"/dossiers/{number}/echanges/")
    nadia.looks("echanges")
    nadia.sees(NEWS, "Élise Tremblay")
    nadia.follows("Écrire à la personne")
    nadia.looks("ecrire")
    nadia.chooses("Élise Tremblay")
    nadia.fills("Message", "Merci. Nous attendons cette lettre.")
    nadia.presses("Envoyer")
    told = backstage.arrival(inbox, to=backstage.ELISE, subject="message")
    assert "Nous attendons" not in backstage.text_of(told)
    elise.goes("/suivi/dossier/")
    elise.sees("Merci. Nous attendons cette lettre.")


def _loses(elise: Person, number: str, email: str) -> None:
    elise.looks("lien-perdu")
    elise.fills("Numéro du dossier", number)
    elise.fills("Votre adresse de courriel", email)
    elise.presses("Recevoir un nouveau lien")
    elise.looks("lien-demande")
    elise.sees("Surveillez votre boîte de réception")
