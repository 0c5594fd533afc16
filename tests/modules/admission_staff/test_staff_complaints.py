"""Complaints about the Commissioner's staff, and about the Commissioner himself: who reads them, what starts.

Claire is the Commissioner, Simon his analyst, Yvette his secretary; Odile is the president's bureau.
"""

from datetime import date

import pytest

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.gate.visibility import visible
from egide.kernel.gate.windows import open_counts, reach_of
from egide.kernel.handover.actions import hand_over
from egide.kernel.handover.parcels import Parcel, Person
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.running import run
from egide.kernel.notices.actions import notify_role
from egide.kernel.parties.models import Party
from egide.law import roles
from egide.modules.admission_staff.access import KIND
from egide.modules.admission_staff.actions import receive, submit_staff_complaint
from egide.modules.service_complaints.actions import submit_service_complaint
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment, Site
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner

PERSON = Person(name="Amina Benali", email="amina@exemple.example", address="14, rue du Port\nAlger")
TEXT = "L’agente a raccroché deux fois sans m’écouter."


@pytest.fixture
def number(cast: Cast) -> str:
    with acting_as(service("public_intake")):
        return submit_staff_complaint(person=PERSON, text=TEXT, now=NOW).number


def act(cast: Cast, number: str, code: str, **answers: str) -> None:
    with acting_as(cast.actor("claire")) as claire:
        row = Dossier.objects.select_for_update(of=("self",)).get(number=number)
        run(actor=claire, dossier=row, code=code, answers=answers, now=NOW)


def send(cast: Cast, number: str, template: str, who: str) -> None:
    with acting_as(cast.actor(who)) as actor:
        row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site").get(number=number)
        letter = Letter.objects.select_related("recipient").get(dossier=row, template=template)
        seen = letter.edited_at.isoformat()
        approve_letter(actor=actor, dossier=row, letter=letter, seen=seen, now=NOW)
        letter = Letter.objects.select_related("recipient", "version__stored").get(pk=letter.pk)
        send_by_post(actor=actor, dossier=row, letter=letter, posted_on=TODAY, now=NOW)
    with acting_as(service("scheduler")) as scheduler:
        row = Dossier.objects.select_for_update(of=("self",)).get(number=number)
        advance(actor=scheduler, dossier=row, now=NOW)


def test_it_reaches_the_commissioner_and_exists_for_nobody_else(cast: Cast, number: str) -> None:
    def seen(who: str) -> bool:
        with acting_as(cast.actor(who)) as actor:
            return visible(actor).filter(number=number).exists()

    assert number.startswith("CAS-2026-")
    others = ("simon", "yvette", "helene", "odile", "bruno", "amelie", "irene", "rene", "luc", "pierre")
    assert (seen("claire"), [who for who in others if seen(who)]) == (True, [])


def test_no_count_no_search_and_no_notice_of_his_team_tells_of_it(cast: Cast, number: str) -> None:
    for who in ("simon", "yvette"):
        with acting_as(cast.actor(who)) as actor:
            assert KIND not in [part["kind"] for part in reach_of(actor)]
            counts = open_counts(actor, today=TODAY, near=TODAY)
            assert [count for count in counts if count.kind == KIND] == []
    with as_owner():
        dossier = Dossier.objects.get(number=number)
    with acting_as(service("scheduler")):
        told = [
            notify_role(dossier=dossier, role=role.code, code="step", now=NOW)
            for role in (roles.ADMISSION_INTAKE, roles.ADMISSION_ANALYST, roles.COMMISSIONER)
        ]
    assert [len(one) for one in told] == [0, 0, 1]


def test_it_starts_none_of_the_commissioner_s_clocks(number: str) -> None:
    with as_owner():
        rules = sorted(DueDate.objects.filter(dossier__number=number).values_list("rule", flat=True))
    assert rules == ["admission_staff.acknowledgment", "admission_staff.reply"]


def test_he_answers_it_himself(cast: Cast, number: str) -> None:
    send(cast, number, "acknowledgment", "claire")
    act(cast, number, "start")
    act(cast, number, "answer", outcome="measures", motive="L’agente a été rencontrée.")
    with pytest.raises(Refused, match="n’a pas été transmise"):
        act(cast, number, "close")
    send(cast, number, "reply", "claire")
    act(cast, number, "close")
    with as_owner():
        assert Dossier.objects.get(number=number).state == "closed"
        assert (
            "L’agente a été rencontrée." in Letter.objects.get(dossier__number=number, template="reply").body
        )


def test_the_office_hands_it_over_and_keeps_a_receipt_only(cast: Cast) -> None:
    with as_owner():
        office, site = Compartment.objects.get(code="office"), Site.objects.get(code="quebec")
    parcel = Parcel(
        source="WEB-1",
        title="Plainte",
        text=TEXT,
        received_at=NOW,
        channel="email",
        site=site,
        people=(PERSON,),
    )
    with acting_as(cast.actor("bruno")) as bruno:
        receipt = hand_over(actor=bruno, sender=office, parcel=parcel, kind=KIND, receive=receive, now=NOW)
    assert receipt.destination == "commissioner"
    with acting_as(cast.actor("claire")) as claire:
        assert visible(claire, kind=KIND).count() == 1


def about_him() -> str:
    with acting_as(service("public_intake")) as intake:
        return submit_service_complaint(
            actor=intake,
            name="Amina Benali",
            email="amina@exemple.example",
            phone="",
            address="",
            about="",
            concerns_presidency=False,
            concerns_commissioner=True,
            text=TEXT,
            now=NOW,
        ).number


def test_about_the_commissioner_it_goes_to_the_presidency_and_to_the_ombudsman_at_once(cast: Cast) -> None:
    number = about_him()
    with as_owner():
        (due,) = DueDate.objects.filter(dossier__number=number, rule__endswith="ombudsman_transmission")
        letter = Letter.objects.select_related("recipient").get(
            dossier__number=number, template="ombudsman_transmission"
        )
        assert Party.objects.filter(dossier__number=number, role="body").count() == 1
    assert due.due_date <= date(2026, 11, 24)
    assert (letter.recipient.name, TEXT in letter.body) == ("Protecteur du citoyen", True)
    send(cast, number, "ombudsman_transmission", "odile")
    with as_owner():
        due.refresh_from_db()
        letter.refresh_from_db()
    assert (due.status, letter.sent_on) == ("met", TODAY)


def test_his_whole_unit_is_kept_away_from_it(cast: Cast) -> None:
    number = about_him()
    with as_owner():
        away = Conflict.objects.filter(dossier_id=Dossier.objects.get(number=number).pk)
        names = {conflict.user_id for conflict in away}
    assert names == {cast.user(who).pk for who in ("claire", "simon", "yvette")}
    for who in ("claire", "simon", "yvette"):
        with acting_as(cast.actor(who)):
            assert not Dossier.objects.filter(number=number).exists()
