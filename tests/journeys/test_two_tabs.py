"""Two people on one letter: the second to save is told so, and loses nothing of what was typed.

The page says 409; a document's round trip and the keyboard have their own files.
"""

from tests.journeys.stage import Stage

TYPED = "Voici ce que Nadia avait écrit pendant ce temps."


def test_a_letter_changed_meanwhile_gives_back_what_was_typed(number: str, scene: Stage) -> None:
    nadia, bruno = scene.sign_in("nadia"), scene.sign_in("bruno")
    letter = f"/dossiers/{number}/lettres/1/"

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
    nadia = scene.sign_in("nadia")
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
