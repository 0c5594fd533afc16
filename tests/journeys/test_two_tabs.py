"""Two people at once on a letter or on a dossier: the second is told so, and loses nothing of what was typed.

The page says 409; a document's round trip and the keyboard have their own files.
"""

from tests.journeys import backstage
from tests.journeys.past import Past
from tests.journeys.stage import Stage

TYPED = "Voici ce que Nadia avait écrit pendant ce temps."
ASKED = "La date de votre demande au syndic."


def test_a_letter_changed_meanwhile_gives_back_what_was_typed(number: str, scene: Stage) -> None:
    nadia, bruno = scene.at_work("nadia"), scene.sign_in("bruno")
    letter = f"/dossiers/{number}/lettres/1/"

    # What she types is not saved beside the letter meanwhile: it is the button that meets the other's text.
    nadia.page.route("**/travail/frappe/", lambda route: route.abort())
    nadia.goes(letter)
    bruno.goes(letter)
    nadia.page.get_by_label("Texte", exact=True).fill(TYPED)
    bruno.page.get_by_label("Texte", exact=True).fill("Le texte de Bruno, arrivé le premier.")
    bruno.presses("Enregistrer le texte")
    nadia.presses("Enregistrer le texte", status=409)

    nadia.looks("conflit")
    nadia.sees("Quelqu’un a modifié ce dossier entre-temps", "rien n’est perdu")
    nadia.does_not_see("Champ «")
    assert TYPED in [area.input_value() for area in nadia.page.locator("textarea").all()]
    nadia.goes(letter)
    assert (
        nadia.page.get_by_label("Texte", exact=True).input_value() == "Le texte de Bruno, arrivé le premier."
    )


def test_a_step_already_made_in_another_tab_is_not_made_twice(number: str, scene: Stage) -> None:
    nadia = scene.at_work("nadia")
    step = f"/dossiers/{number}/etapes/start_triage/"

    nadia.goes(step)
    other = nadia.another_tab()
    other.goes(step)
    other.presses("Commencer la qualification")
    nadia.presses("Commencer la qualification", status=409)

    nadia.sees("Quelqu’un a modifié ce dossier entre-temps")
    other.goes(f"/dossiers/{number}/journal/")
    made = [entry for entry in other.reads("ol.journal > li") if "Commencer la qualification" in entry]
    assert len(made) == 1


def test_two_analysts_on_one_dossier_make_one_step_and_the_second_keeps_the_words(
    number: str, past: Past, scene: Stage
) -> None:
    past.moves(number, "nadia", "start_triage")
    nadia, marc = scene.at_work("nadia"), scene.at_work("marc", way="phone")
    step = f"/dossiers/{number}/etapes/ask_particulars/"

    for person, words in ((nadia, "Le nom du syndic."), (marc, ASKED)):
        person.goes(step)
        person.fills("Précisions à demander", words)
        person.fills("Date de réponse souhaitée", backstage.today())
    nadia.presses("Demander des précisions")
    marc.presses("Demander des précisions", status=409)

    marc.looks("conflit-etape")
    marc.sees("Quelqu’un a modifié ce dossier entre-temps", "Ce que vous aviez écrit")
    marc.does_not_see("Champ «")
    assert marc.page.get_by_label("Précisions à demander").input_value() == ASKED
    marc.goes(f"/dossiers/{number}/lettres/")
    marc.sees("Demande de précisions")
    drafts = [row for row in marc.reads("main tbody tr") if "Demande de précisions" in row]
    assert len(drafts) == 1
    marc.goes(f"/dossiers/{number}/journal/")
    made = [entry for entry in marc.reads("ol.journal > li") if "Demander des précisions" in entry]
    assert len(made) == 1
    assert backstage.anomalies() == []
