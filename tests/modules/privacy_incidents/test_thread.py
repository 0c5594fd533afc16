"""An incident from the declaration of someone of the staff to the closing of its entry; a refusal beside each step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.handover.models import Receipt
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.modules.privacy_incidents.actions import (
    Declared,
    Told,
    add_person_to_tell,
    declare,
    update_register,
)
from egide.modules.privacy_incidents.models import PrivacyIncident
from egide.modules.privacy_incidents.printing import cells, notices_of, register_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner

Result = TypeVar("Result")
RISK = {
    "sensitivity": "Coordonnées et motif de la demande",
    "ill_uses": "Hameçonnage",
    "consequences": "Atteinte à la vie privée",
    "likelihood": "Faible, le destinataire a confirmé la suppression",
}
REST = {
    "information": "Noms et adresses",
    "occurred_from": date(2026, 11, 20),
    "persons": 3,
    "measures": "Suppression demandée et confirmée.",
}


@dataclass
class Scene:
    """One incident and the instant at which things happen."""

    cast: Cast
    number: str
    now: datetime = NOW
    boss: str = "paule"

    def act(self, what: Callable[[Actor, Dossier], Result], who: str = "") -> Result:
        """Will do something as someone, the dossier's row locked."""
        with acting_as(self.cast.actor(who or self.boss)) as actor:
            row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
            return what(actor, row.get(number=self.number))

    def move(self, code: str, who: str = "", **answers: str) -> None:
        """Will make a transition."""
        self.act(lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now), who)

    def fill(self, **values: Any) -> None:
        """Will keep fields of the register."""
        self.act(lambda a, d: update_register(dossier=d, values=values, now=self.now))

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is stored now."""
        with as_owner():
            return Dossier.objects.get(number=self.number)

    def due(self, code: str) -> DueDate:
        """The newest deadline of this rule."""
        with as_owner():
            rows = DueDate.objects.filter(dossier__number=self.number)
            return rows.filter(rule=f"privacy_incidents.{code}").latest("rank")


def declared_by(cast: Cast, who: str, unit: str, **known: Any) -> Told:
    given = {
        "circumstances": "Un courriel est parti au mauvais destinataire.",
        "information": "",
        "aware_on": TODAY,
        "name": cast.user(who).full_name,
    }
    with acting_as(cast.actor(who)) as actor:
        home = Unit.objects.select_related("compartment", "site").get(code=unit)
        return declare(actor=actor, home=home, declared=Declared(**(given | known)), now=NOW)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    declared_by(cast, "nadia", "interventions")
    with as_owner():
        return Scene(cast, Dossier.objects.get(kind="privacy_incident").number)


def sees(scene: Scene) -> list[str]:
    found = []
    for who in scene.cast.users:
        if who != "denis":
            with acting_as(scene.cast.actor(who)) as actor:
                if visible(actor).filter(number=scene.number).exists():
                    found.append(who)
    return found


def test_who_declares_keeps_a_receipt_and_sees_nothing_more(scene: Scene) -> None:
    assert scene.number == "INC-2026-00001"
    assert sees(scene) == ["amelie", "paule"]
    with acting_as(scene.cast.actor("nadia")):
        receipt = Receipt.objects.get()
        assert (receipt.number, receipt.nature) == ("REM-2026-00001", "privacy_incident")
        assert not PrivacyIncident.objects.exists()


def test_the_access_officer_reads_and_changes_nothing(scene: Scene) -> None:
    scene.fill(**RISK)

    with pytest.raises(Refused, match="réservée"):
        scene.move("conclude_not_serious", "amelie", motive="Rien.")
    scene.move("conclude_not_serious", motive="Le destinataire a supprimé le message.")


def test_the_commissioner_keeps_his_own_behind_his_wall(cast: Cast) -> None:
    told = declared_by(cast, "simon", "commission")

    his = Scene(cast, told.number, boss="claire")
    assert told.number == "INK-2026-00001"
    assert sees(his) == ["claire"]


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="dans l’avenir"):
        declared_by(cast, "nadia", "interventions", aware_on=TODAY + timedelta(days=1))
    assert declared_by(cast, "nadia", "interventions").number == "REM-2026-00001"


def test_one_without_serious_risk_is_entered_weighed_and_closed_with_its_fields(scene: Scene) -> None:
    with pytest.raises(Refused, match="quatre éléments"):
        scene.move("conclude_not_serious", motive="Rien de grave.")
    scene.fill(**RISK)
    scene.move("conclude_not_serious", motive="Rien de grave.")
    assert scene.due("assessment").status == "met"
    with pytest.raises(Refused, match="champs vides"):
        scene.move("close")
    scene.fill(**REST)
    scene.move("close")

    assert scene.dossier.closed_on == TODAY
    assert scene.act(lambda a, d: list(dossiers_problems(d.number))) == []
    with pytest.raises(Refused, match="close"):
        scene.fill(persons=4)


def test_a_serious_one_is_told_to_the_commission_and_to_each_person(scene: Scene) -> None:
    scene.fill(**RISK, **REST)
    scene.move("conclude_serious", motive="Des coordonnées bancaires.")
    with pytest.raises(Refused, match="Commission d’accès"):
        scene.move("finish_notices")
    with pytest.raises(Refused, match="Inscrivez d’abord"):
        scene.move(
            "write_to_persons", mesures_suggerees="Changer de mot de passe.", coordonnees="418 643-6912"
        )
    scene.act(
        lambda a, d: add_person_to_tell(
            dossier=d, name="Élise Tremblay", address="12, rue du Port\nQuébec (Québec)  G1K 1A1", now=NOW
        )
    )
    scene.move("write_to_persons", mesures_suggerees="Changer de mot de passe.", coordonnees="418 643-6912")
    letters = scene.act(lambda a, d: {x.template: x for x in Letter.objects.filter(dossier_id=d.pk)})

    assert set(letters) == {"commission_notice", "person_notice"}
    body = letters["person_notice"].body
    # The six elements of r. 3.1, s. 5: information, circumstances, period, measures, suggested measures, contact.
    for element in (
        "Noms et adresses",
        "mauvais destinataire",
        "20 novembre",
        "Suppression",
        "mot de passe",
        "643-6912",
    ):
        assert element in body
    scene.move("note_commission_told", occurred_on="2026-11-23")
    with pytest.raises(Refused, match="avis aux personnes"):
        scene.move("finish_notices")
    scene.move("note_persons_told", occurred_on="2026-11-23", public="")
    scene.move("finish_notices")
    assert (scene.due("tell_commission").status, scene.due("tell_persons").status) == ("met", "met")


def test_a_notice_may_be_held_back_for_an_inquiry_with_its_reason(scene: Scene) -> None:
    scene.fill(**RISK)
    scene.move("conclude_serious", motive="Vol d’un portable.")
    with pytest.raises(Refused):
        scene.move("hold_back_notice", motive="")
    scene.move("hold_back_notice", motive="La police enquête.")
    scene.move("note_commission_told", occurred_on="2026-11-23")

    scene.move("finish_notices")

    assert scene.dossier.state == "told"


def test_the_register_prints_the_eight_fields_of_each_entry(scene: Scene) -> None:
    scene.fill(**RISK, **REST)
    scene.move("conclude_serious", motive="Des coordonnées bancaires.")
    scene.move("note_commission_told", occurred_on="2026-11-23")

    with acting_as(scene.cast.actor("paule")) as paule:
        row = PrivacyIncident.objects.select_related("dossier").get()
        line = cells(row, notices_of([row]))
        seen = visible(paule, kind="privacy_incident")
        assert register_of(seen, day=TODAY).startswith(b"%PDF")

    assert line[0] == scene.number
    assert "Commission avisée le 23 novembre 2026" in line[7]
    assert all(line)
    assert "Hameçonnage" in line[6]


def test_a_period_that_ends_before_it_begins_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused, match="finit avant"):
        scene.fill(occurred_from=TODAY, occurred_until=TODAY - timedelta(days=1))
    scene.fill(occurred_from=TODAY - timedelta(days=1), occurred_until=TODAY)


def test_someone_who_cannot_be_written_to_is_told_otherwise(scene: Scene) -> None:
    with pytest.raises(Refused, match="adresse ou un courriel"):
        scene.act(lambda a, d: add_person_to_tell(dossier=d, name="Élise Tremblay", now=NOW))


def test_promptly_has_no_number_in_the_law_and_the_targets_say_so(scene: Scene) -> None:
    due = scene.due("assessment")

    # Monday 2026-11-23 + 2 working days.
    assert due.due_date == date(2026, 11, 25)
    assert "cible interne" in due.label
    assert "à valider" in due.proof
