"""An absence: whoever replaces sees the work, does it and signs « pour »; at the return everything is as before.

Nadia is replaced by Amélie for her dossiers, then Marc for his signature.
"""

from datetime import timedelta

from django.utils import timezone

from egide.interfaces.demo.scripts_steps import acknowledge
from tests.journeys import backstage
from tests.journeys.past import Past, admitted
from tests.journeys.stage import Person, Stage

FACTS = {"verifications": "Les dates des avis.", "constats": "Aucun avis en 90 jours.", "suites": ""}


def test_whoever_replaces_finds_the_work_until_the_return(number: str, scene: Stage) -> None:
    nadia, amelie = scene.at_work("nadia"), scene.at_work("amelie")

    amelie.goes("/travail/")
    amelie.does_not_see("Pour Nadia Bouchard")
    _leaves(nadia, replaced_by="Amélie Roy")
    amelie.goes("/travail/")
    amelie.looks("travail-remplacement")
    amelie.sees("Pour Nadia Bouchard", number)
    amelie.goes(f"/dossiers/{number}/")
    amelie.follows("Commencer la qualification")
    amelie.presses("Commencer la qualification")
    amelie.sees("Qualification")

    _comes_back(nadia)
    amelie.goes("/travail/")
    amelie.does_not_see("Pour Nadia Bouchard")
    nadia.goes(f"/dossiers/{number}/journal/")
    entries = nadia.reads("ol.journal > li")
    assert any("Commencer la qualification" in entry and "Amélie Roy" in entry for entry in entries)
    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Demander des précisions")


def test_whoever_replaces_signs_for_the_absent_person(past: Past, scene: Stage) -> None:
    number = past.lives(acknowledge, admitted, days=30)
    past.moves(number, "nadia", "prepare_reply", **FACTS)
    nadia, marc = scene.at_work("nadia"), scene.at_work("marc")
    amelie = scene.at_work("amelie", way="phone")

    nadia.goes(f"/dossiers/{number}/")
    nadia.follows("Relire")
    letter = nadia.path
    nadia.presses("Soumettre à l’approbation")
    _leaves(marc, replaced_by="Amélie Roy")
    amelie.goes("/travail/signature/")
    amelie.looks("a-signer")
    amelie.sees("Réponse motivée")
    amelie.goes(f"{letter}signature/")
    amelie.looks("signer")
    amelie.sees("pour Marc Gagnon")
    amelie.presses("Signer")
    amelie.goes(letter)
    amelie.sees("Amélie Roy, pour Marc Gagnon")
    words = backstage.words_of(backstage.stored_letter(number, "reasoned_reply")[0])
    assert "Amélie Roy pour Marc Gagnon" in words

    _comes_back(marc)
    amelie.goes("/travail/signature/")
    amelie.does_not_see("Pour Marc Gagnon")
    marc.goes(letter)
    marc.presses("Envoyer par lien sécurisé")
    past.post.goes_round()
    marc.goes(letter)
    marc.sees("Transmise le", "Amélie Roy, pour Marc Gagnon")
    assert backstage.anomalies() == []


def _leaves(person: Person, *, replaced_by: str) -> None:
    person.goes("/travail/absences/")
    person.looks("absences")
    person.fills("Premier jour d’absence", backstage.today())
    person.fills("Dernier jour d’absence", (timezone.localdate() + timedelta(days=4)).isoformat())
    person.picks("Remplacement", replaced_by)
    person.presses("Inscrire l’absence")
    person.sees(f"{replaced_by} prend le relais")


def _comes_back(person: Person) -> None:
    person.goes("/travail/absences/")
    person.presses("Annuler l’absence")
