"""The order answers the letter once, by its link; what it sends stays internal until someone releases it.

Three browsers: the order's, Nadia's, and Élise's phone.
"""

from playwright.sync_api import FilePayload

from tests.journeys import backstage
from tests.journeys.past import Past, Post, order_written_to
from tests.journeys.stage import Stage

ANSWER = "Le prochain avis partira le 15 du mois."


def test_the_order_answers_once_and_the_person_reads_it_when_released(
    past: Past, post: Post, scene: Stage
) -> None:
    number = past.lives(order_written_to, days=40)
    order, elise, nadia = scene.enter("ordre"), scene.enter("elise", way="phone"), scene.at_work("nadia")
    sent = backstage.arrival(post.inbox, to="ordre@ordre.example", subject=number)
    _, link = backstage.link_in(sent)

    order.goes(link)
    assert order.path == "/reponse/lettre/"
    order.looks("reponse")
    assert "123" in backstage.words_of(order.downloads("/reponse/lettre/pdf/"))
    order.presses("Transmettre la réponse", status=422)
    order.sees("Écrivez votre réponse.")
    order.fills("Votre réponse", ANSWER)
    order.page.get_by_label("Fichiers à joindre").set_input_files(
        FilePayload(name="Avis.txt", mimeType="text/plain", buffer=b"Avis de progression.")
    )
    order.presses("Transmettre la réponse")
    order.looks("reponse-transmise")
    order.sees("Votre réponse est transmise", number)
    order.goes(link, status=410)
    order.looks("reponse-fermee")

    elise.goes(past.gives_link(number))
    elise.does_not_see(ANSWER)
    nadia.goes(f"/dossiers/{number}/echanges/")
    nadia.sees(ANSWER, "Interne : non transmise", "Avis.txt")
    nadia.follows("Transmettre à la personne")
    nadia.looks("transmettre")
    nadia.sees(ANSWER)
    nadia.page.get_by_label("Avis.txt").check()
    nadia.presses("Transmettre")
    nadia.sees("La réponse de l’ordre est transmise à la personne.")
    elise.goes("/suivi/dossier/")
    elise.sees(ANSWER, "Avis.txt")
    assert backstage.anomalies() == []
