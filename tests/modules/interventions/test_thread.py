"""The thread, by actions alone: a request becomes a dossier, is acknowledged, answered and closed.

Each step as the person who does it, with the passed clock; the browser's version is in journeys/.
"""

from datetime import timedelta

import pytest

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import NOW, Cast, seed_office

ANSWERS = {
    "title": "Absence de nouvelles du syndic",
    "email": "elise@exemple.example",
    "summary": "Aucune nouvelle.",
}


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    intake = service("public_intake")
    with acting_as(intake):
        request = actions.submit_request(
            actor=intake, name="Élise Tremblay", order=cast.order, answers=ANSWERS, now=NOW
        )
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        return actions.open_intervention(
            actor=bruno,
            intake=actions.intake_from(request),
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            request=request,
            now=NOW,
        )


def test_opening_gives_a_number_and_two_deadlines_with_their_proof(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("bruno")):
        due = dict(DueDate.objects.filter(dossier_id=dossier.pk).values_list("rule", "due_date"))

    assert dossier.number == "INT-2026-00001"
    assert {rule: day.isoformat() for rule, day in due.items()} == {
        "interventions.acknowledgment": "2026-11-30",
        "interventions.reply": "2027-02-22",
    }


def test_a_dossier_does_not_exist_for_the_commissioner(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("claire")), pytest.raises(NotVisible):
        open_dossier(actor=cast.actor("claire"), number=dossier.number, action="read")
    with acting_as(cast.actor("nadia")):
        assert open_dossier(actor=cast.actor("nadia"), number=dossier.number, action="read").pk == dossier.pk


def test_triage_waits_for_a_person_in_charge(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("bruno")), pytest.raises(Refused, match="Confiez d’abord"):
        run(actor=cast.actor("bruno"), dossier=dossier, code="start_triage", answers={}, now=NOW)

    with acting_as(cast.actor("bruno")):
        assign(dossier=dossier, to=cast.user("nadia"), now=NOW)
        run(actor=cast.actor("bruno"), dossier=dossier, code="start_triage", answers={}, now=NOW)

    assert dossier.state == "triage"


def test_the_acknowledgment_is_approved_over_the_hash_of_its_pdf(cast: Cast, dossier: Dossier) -> None:
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        letter = Letter.objects.get(dossier_id=dossier.pk, template="acknowledgment")
        approve_letter(
            actor=bruno,
            dossier=dossier,
            letter=letter,
            seen=letter.edited_at.isoformat(),
            now=NOW + timedelta(hours=1),
        )

        assert letter.version is not None
        assert letter.sha256 == letter.version.sha256


def test_the_journal_replays_to_the_stored_state(cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("bruno")):
        assign(dossier=dossier, to=cast.user("nadia"), now=NOW)
        run(actor=cast.actor("bruno"), dossier=dossier, code="start_triage", answers={}, now=NOW)

        assert list(dossiers_problems()) == []

        Dossier.objects.filter(pk=dossier.pk).update(state="closed")
        assert len(list(dossiers_problems())) == 1
