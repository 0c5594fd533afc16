"""Closures on the screen: what would move is shown before, chosen, applied, and taken back.

The request was received on Monday 2026-11-23; a storm closes Québec on the 26th.
"""

from collections.abc import Callable

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egide.interfaces.administration import rebinding
from egide.kernel.deadlines.models import CalendarVersion, ClosureDay, DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.models import Letter
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Membership
from egide.platform.jobs.identity import actor_from_code
from tests.cast import LONG_AGO, NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.administration.conftest import Elevated

Open = Callable[..., Dossier]
CALENDAR = "/administration/calendriers/public_service/"
PROPOSAL = CALENDAR + "proposition/"
STORM = {"jour": "2026-11-26", "nom": "Tempête", "lieu": "quebec"}


@pytest.fixture
def dossier(open_dossier: Open) -> Dossier:
    return open_dossier()


def due(dossier: Dossier) -> DueDate:
    with as_owner():
        return DueDate.objects.filter(dossier_id=dossier.pk, rule="interventions.acknowledgment")[0]


def versions() -> int:
    return CalendarVersion.objects.filter(code="public_service").count()


def test_it_shows_the_year_and_writes_nothing_before_a_decision(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    client = elevated("irene")
    year = client.get(CALENDAR + "?annee=2026").content.decode()
    shown = client.get(PROPOSAL, STORM)

    assert "prévu par la loi" in year
    assert shown.status_code == 200
    assert versions() == 1
    assert not ClosureDay.objects.exists()


def test_who_reads_no_dossier_sees_counts_by_unit(cast: Cast, elevated: Elevated, dossier: Dossier) -> None:
    page = elevated("irene").get(PROPOSAL, STORM).content.decode()

    assert "Direction des interventions" in page
    assert dossier.number not in page


def test_who_reads_it_sees_the_number_and_both_dates(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with as_owner():
        unit = Membership.objects.get(user=cast.user("marc")).unit
        Membership.objects.create(user=cast.user("marc"), unit=unit, role="administrator", since=LONG_AGO)
    page = elevated("marc").get(PROPOSAL, STORM).content.decode()

    assert dossier.number in page
    assert "30 novembre 2026".replace(" ", "\u00a0") in page
    assert "1er décembre 2026".replace(" ", "\u00a0") in page.replace("<sup>er</sup>", "er")


@pytest.mark.parametrize(("decision", "moves"), [("toutes", True), ("choisies", True), ("aucune", False)])
def test_it_publishes_and_moves_what_is_chosen(
    cast: Cast, elevated: Elevated, dossier: Dossier, decision: str, moves: bool
) -> None:
    ticked = {"choix": [f"{dossier.number}/{due(dossier).rank}"]}
    answer = elevated("irene").post(PROPOSAL, STORM | ticked | {"vu": "2026-1", "decision": decision})

    assert answer.status_code == 303
    assert versions() == 2
    assert (due(dossier).due_date.isoformat() == "2026-12-01") is moves


def test_what_was_not_moved_waits_and_may_be_moved_later(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    client = elevated("irene")
    client.post(PROPOSAL, STORM | {"vu": "2026-1", "decision": "aucune"})
    assert "En attente d’une décision" in client.get(CALENDAR).content.decode()
    assert client.get(CALENDAR + "attente/").status_code == 200
    client.post(CALENDAR + "attente/", {"decision": "toutes"})

    assert due(dossier).due_date.isoformat() == "2026-12-01"


def test_a_mistake_is_taken_back(cast: Cast, elevated: Elevated, dossier: Dossier) -> None:
    client = elevated("irene")
    client.post(PROPOSAL, STORM | {"vu": "2026-1", "decision": "toutes"})
    back = STORM | {"retirer": "1"}
    assert client.get(PROPOSAL, back).status_code == 200
    client.post(PROPOSAL, back | {"vu": "2026-2", "decision": "toutes"})

    assert due(dossier).due_date.isoformat() == "2026-11-30"
    assert versions() == 3
    assert not ClosureDay.objects.exists()


def test_two_administrators_at_once_the_second_is_told(cast: Cast, elevated: Elevated) -> None:
    irene, farid = elevated("irene"), elevated("farid")
    irene.post(PROPOSAL, STORM | {"vu": "2026-1", "decision": "aucune"})
    late = farid.post(PROPOSAL, STORM | {"lieu": "montreal", "vu": "2026-1", "decision": "aucune"})

    assert late.status_code == 409
    assert versions() == 2


@pytest.mark.parametrize(
    "bad",
    [
        {"jour": "demain"},
        {"jour": "0001-01-01"},
        {"jour": ""},
        {"nom": ""},
        {"nom": "x" * 121},
        {"nom": "a\0b"},
        {"lieu": "lune"},
        {"retirer": "1"},
    ],
)
def test_it_refuses_hostile_answers(cast: Cast, elevated: Elevated, bad: dict[str, str]) -> None:
    assert elevated("irene").get(PROPOSAL, STORM | bad).status_code == 422


@pytest.mark.parametrize("decision", ["", "peut-être"])
def test_it_refuses_a_form_without_decision_and_publishes_nothing(
    cast: Cast, elevated: Elevated, decision: str
) -> None:
    answer = elevated("irene").post(PROPOSAL, STORM | {"vu": "2026-1", "decision": decision})

    assert answer.status_code == 400
    assert versions() == 1


def test_an_unknown_calendar_does_not_exist(cast: Cast, elevated: Elevated) -> None:
    client = elevated("irene")
    for name in ("calendar", "proposal", "waiting"):
        assert (
            client.get(reverse(f"administration:{name}", kwargs={"calendar": "lunaire"})).status_code == 404
        )
    assert client.get(CALENDAR + "?annee=x").status_code == 200
    assert client.get(CALENDAR + "?annee=1066").status_code == 200


def test_many_deadlines_move_by_a_job_as_whoever_accepted(
    cast: Cast, elevated: Elevated, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebinding, "AT_ONCE", 0)
    answer = elevated("irene").post(PROPOSAL, STORM | {"vu": "2026-1", "decision": "toutes"}, follow=True)
    job = ProcrastinateJob.objects.get(task_name="administration.rebind")
    assert "le travail se poursuit" in answer.content.decode()
    assert due(dossier).due_date.isoformat() == "2026-11-30"
    with acting_as(actor_from_code(job.args["actor"], on=TODAY)):
        rebinding.rebind_all.function(calendar=job.args["calendar"], version=job.args["version"], now=NOW)

    assert due(dossier).due_date.isoformat() == "2026-12-01"


def test_what_a_letter_that_left_prints_does_not_move_by_itself(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with acting_as(cast.actor("bruno")) as bruno:
        letter = Letter.objects.get(dossier_id=dossier.pk)
        seen = letter.edited_at.isoformat()
        approve_letter(actor=bruno, dossier=dossier, letter=letter, seen=seen, now=NOW)
        printed = "Réponse d’ici le 30 novembre 2026."
        Letter.objects.filter(pk=letter.pk).update(state="sent", sent_on=TODAY, body=printed)
    client = elevated("irene")
    assert "déjà annoncées" in client.get(PROPOSAL, STORM).content.decode()
    client.post(PROPOSAL, STORM | {"vu": "2026-1", "decision": "toutes"})

    assert due(dossier).due_date.isoformat() == "2026-11-30"
