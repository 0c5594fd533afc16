"""A supervisor takes back what was done by mistake, a step or an assignment; a closed dossier opens again.

Nothing is erased: the journal keeps the mistake and its correction.
"""

from egide.interfaces.demo.scripts_steps import acknowledge
from tests.journeys import backstage
from tests.journeys.past import Past
from tests.journeys.stage import Stage

WRONG_STEP = "Le bouton a été pressé sur le mauvais dossier."
WRONG_PERSON = "Le dossier devait rester à Nadia."
NEW_FACT = "La personne nous a transmis une lettre reçue depuis."


def test_a_step_made_by_mistake_is_taken_back(past: Past, scene: Stage) -> None:
    number = past.lives(acknowledge, days=20)
    past.moves(number, "nadia", "declare_admissible", motive="Délais d’un mécanisme.")
    nadia, marc = scene.at_work("nadia"), scene.at_work("marc")

    nadia.goes(f"/dossiers/{number}/")
    nadia.sees("Recevable")
    assert nadia.page.get_by_role("link", name="Annuler la dernière étape").count() == 0
    marc.goes(f"/dossiers/{number}/")
    marc.follows("Annuler la dernière étape")
    marc.looks("annuler-etape")
    marc.sees("L’étape « Déclarer recevable » est annulée.", "Le dossier revient à « Qualification ».")
    marc.presses("Annuler la dernière étape", status=422)
    marc.sees("Dites pourquoi")
    marc.fills("Raison", WRONG_STEP)
    marc.presses("Annuler la dernière étape")
    marc.sees("La dernière étape est annulée.", "Qualification")

    nadia.goes(f"/dossiers/{number}/journal/")
    entries = nadia.reads("ol.journal > li")
    assert any("Déclarer recevable" in entry and "Nadia Bouchard" in entry for entry in entries)
    assert any(WRONG_STEP in entry and "Marc Gagnon" in entry for entry in entries)
    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Déclarer recevable")
    assert backstage.anomalies() == []


def test_an_assignment_made_by_mistake_is_taken_back(number: str, scene: Stage) -> None:
    bruno, marc = scene.at_work("bruno"), scene.at_work("marc", way="phone")

    bruno.goes(f"/dossiers/{number}/")
    bruno.follows("Confier à une autre personne")
    bruno.chooses("Marc Gagnon")
    bruno.fills("Ce qui est attendu", "À traiter en priorité.")
    bruno.presses("Confier")
    bruno.sees("Le dossier est confié à Marc Gagnon.")
    marc.goes(f"/dossiers/{number}/confier/annuler/")
    marc.looks("annuler-attribution")
    marc.sees("Le dossier revient à Nadia Bouchard")
    marc.fills("Raison", WRONG_PERSON)
    marc.presses("Annuler l’attribution")

    marc.sees("L’attribution est annulée. Le dossier revient à Nadia Bouchard.")
    marc.goes(f"/dossiers/{number}/journal/")
    entries = marc.reads("ol.journal > li")
    assert any("confié à Marc Gagnon" in entry for entry in entries)
    assert any(WRONG_PERSON in entry for entry in entries)
    assert backstage.anomalies() == []


def test_a_closed_dossier_opens_again_with_its_reason(past: Past, scene: Stage) -> None:
    number = past.lives(acknowledge, days=20)
    past.moves(
        number, "bruno", "withdraw", occurred_on=backstage.today(), motive="La personne a eu sa réponse."
    )
    past.moves(number, "nadia", "close")
    marc, nadia = scene.at_work("marc"), scene.at_work("nadia")

    nadia.goes(f"/dossiers/{number}/")
    nadia.sees("Fermée", "active jusqu’au")
    assert nadia.page.get_by_role("link", name="Rouvrir le dossier").count() == 0
    marc.goes(f"/dossiers/{number}/")
    marc.follows("Rouvrir le dossier")
    marc.looks("rouvrir")
    marc.fills("Motif", NEW_FACT)
    marc.presses("Rouvrir le dossier")
    marc.sees("Rouverte")
    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Reprendre le traitement")
    nadia.presses("Reprendre le traitement")

    nadia.sees("En traitement")
    nadia.does_not_see("active jusqu’au")
    nadia.goes(f"/dossiers/{number}/journal/")
    assert any(NEW_FACT in entry for entry in nadia.reads("ol.journal > li"))
    assert backstage.anomalies() == []
