"""A bad day: the session expires while a letter is being written; the mail server is down, then up again.

Nothing typed is lost, and nobody has to send twice.
"""

from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import backstage
from tests.journeys.past import Past
from tests.journeys.stage import Stage

TYPED = "Une phrase commencée avant que la session expire, puis finie."
STATE = "[data-typed-state]"


def test_a_session_that_expires_loses_nothing_of_what_was_typed(number: str, scene: Stage) -> None:
    nadia = scene.at_work("nadia")
    letter = f"/dossiers/{number}/lettres/1/"
    nadia.page.on("dialog", lambda dialog: dialog.accept())
    scene.expects(401, 403)

    nadia.goes(letter)
    nadia.loses_badge()
    nadia.page.get_by_label("Texte", exact=True).fill(TYPED)
    expect(nadia.page.locator(STATE)).to_contain_text("gardé dans cet onglet")
    nadia.looks("session-expiree")
    nadia.shows_badge(scene.session("nadia"))
    nadia.goes(letter)

    expect(nadia.page.get_by_label("Texte", exact=True)).to_have_value(TYPED)
    nadia.presses("Enregistrer le texte")
    nadia.sees("Le texte de la lettre est enregistré.")
    nadia.goes(letter)
    assert nadia.page.get_by_label("Texte", exact=True).input_value() == TYPED


def test_a_form_sent_after_the_session_expired_gives_back_what_was_typed(number: str, scene: Stage) -> None:
    nadia = scene.at_work("nadia")

    nadia.goes(f"/dossiers/{number}/notes/ecrire/")
    nadia.looks("note")
    nadia.page.get_by_role("main").get_by_role("textbox").first.fill(TYPED)
    nadia.loses_badge()
    nadia.presses("Garder la note", status=403)
    nadia.looks("session-finie")
    nadia.sees("Votre connexion a pris fin", "Ce que vous aviez écrit")
    nadia.does_not_see("Champ «")
    assert nadia.page.get_by_label("Note").input_value() == TYPED


def test_a_letter_waits_for_the_mail_server_then_leaves_by_itself(
    number: str, past: Past, scene: Stage
) -> None:
    bruno = scene.at_work("bruno")
    letter = f"/dossiers/{number}/lettres/1/"

    bruno.goes(letter)
    bruno.presses("Approuver")
    bruno.presses("Envoyer par lien sécurisé")
    before = len(past.post.inbox.accepted)
    past.post.goes_round(down=True)
    bruno.goes(letter)
    bruno.looks("envoi-en-attente")
    bruno.sees("L’envoi attend", "le serveur de courriel ne répond pas", "elle repartira seule")
    bruno.does_not_see("Transmise le")
    bruno.goes(f"/dossiers/{number}/echeances/")
    bruno.does_not_see("Satisfaite le")

    past.post.goes_round(later=timedelta(hours=1))
    bruno.goes(letter)
    bruno.sees("Transmise le")
    bruno.does_not_see("L’envoi attend")
    bruno.goes(f"/dossiers/{number}/echeances/")
    bruno.sees("Satisfaite le")
    _, link = backstage.link_in(past.post.inbox.accepted[before])
    elise = scene.enter("elise", way="phone")
    elise.goes(link)
    elise.looks("lettre-lue")
    assert number in backstage.words_of(elise.downloads("/suivi/lettre/pdf/"))
    assert len(past.post.inbox.accepted) == before + 1
    assert backstage.anomalies() == []
