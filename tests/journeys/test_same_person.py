"""One person entered twice in a dossier: the two rows become one after a comparison, and two again when undone.

Joining a request to another dossier is one of the outcomes: test_outcomes.py.
"""

from tests.cast import Cast
from tests.journeys import backstage
from tests.journeys.past import open_with_twin
from tests.journeys.stage import Stage

TWICE = "elise.tremblay@travail.exemple"


def test_two_rows_of_one_person_are_merged_then_separated(office: Cast, scene: Stage) -> None:
    number = open_with_twin(office, other_email=TWICE)
    nadia = scene.at_work("nadia")

    nadia.goes(f"/dossiers/{number}/liens/")
    nadia.follows("Fusionner deux parties")
    nadia.looks("fusion-choix")
    nadia.chooses(backstage.ELISE, of="Partie à garder")
    nadia.chooses(backstage.ELISE, of="Partie à fondre")
    nadia.presses("Comparer les deux fiches", status=422)
    nadia.sees("Choisissez deux parties différentes.")
    nadia.chooses(TWICE, of="Partie à fondre")
    nadia.presses("Comparer les deux fiches")
    nadia.looks("fusion-comparaison")
    nadia.sees("La fusion peut être annulée", "Courriel")
    nadia.chooses(TWICE, of="Courriel")
    nadia.presses("Fusionner deux parties")

    nadia.sees("Les deux parties n’en font plus qu’une.")
    nadia.goes(f"/dossiers/{number}/parties/")
    nadia.looks("parties-fusionnees")
    nadia.sees(TWICE)
    nadia.does_not_see(backstage.ELISE)
    nadia.goes(f"/dossiers/{number}/liens/")
    nadia.looks("liens-fusion")
    nadia.sees("fondue dans")
    nadia.presses("Annuler la fusion")
    nadia.sees("La fusion est annulée")
    nadia.goes(f"/dossiers/{number}/parties/")
    nadia.sees(TWICE, backstage.ELISE)
    assert backstage.anomalies() == []
