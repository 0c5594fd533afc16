"""The four systems that live by the clock, attacked: who is told of what, who widens what, who passes a limit.

Claire is the Commissioner, Simon his analyst, Yvette his secretary; Nadia answers for a mandate, Bruno helps.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from egide.kernel.consulting.answering import entrust, pick
from egide.kernel.consulting.asking import ask
from egide.kernel.consulting.reach import question_of
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.handover.parcels import Person
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.modules.admission_staff.actions import submit_staff_complaint
from egide.modules.correspondence.landing import land
from egide.modules.correspondence.mailboxes import BoxFacts, add_box, correct_box, pause_box
from egide.modules.correspondence.models import Mailbox, MailPiece, ReceivedEmail
from egide.modules.correspondence.reach import readable, to_do
from egide.modules.correspondence.tasks import intake_of
from egide.modules.correspondence.told import Told
from egide.modules.mandates import acting, naming
from egide.modules.mandates.opening import NewMandate, give
from egide.platform.accounts.absences import enter_absence
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user, service
from egide.platform.accounts.models import Absence, Membership, Unit
from egide.platform.errors.failures import Refused
from egide.platform.storage import store
from tests.cast import LONG_AGO, NOW, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.modules.access_requests.scene import open_scene
from tests.walls.house import client_of

PERSON = Person(name="Amina Benali", email="amina@exemple.example", address="14, rue du Port\nAlger")
TEXT = "L’agente a raccroché deux fois sans m’écouter."


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return seed_office()


@pytest.fixture
def staff_complaint(cast: Cast) -> str:
    with acting_as(service("public_intake")):
        return submit_staff_complaint(person=PERSON, text=TEXT, now=NOW).number


def box(unit: str, **more: Any) -> Mailbox:
    told: dict[str, Any] = {
        "code": unit,
        "name": unit,
        "address": f"{unit}@office.example",
        "host": "imap.office.example",
        "port": 993,
        "encrypted": True,
        "account": unit,
        "folder": "INBOX",
        "secret": unit.upper(),
    } | more
    with as_owner():
        return Mailbox.objects.create(unit=Unit.objects.get(code=unit), **told)


def arrive(found: Mailbox, told: Told) -> MailPiece | None:
    """One message of a box, as the child told it."""
    intake = intake_of(Mailbox.objects.select_related("unit").get(pk=found.pk))
    with acting_as(intake):
        place = found.unit.compartment
        kept = store.put(
            stream=[told.text.encode()], file_name="x.eml", compartment=place, actor_code=intake.code, now=NOW
        )
        email = ReceivedEmail.objects.create(
            mailbox=found, compartment=place, uid_validity=1, uid=ReceivedEmail.objects.count() + 1,
            stored=kept, arrived_at=NOW, taken_at=NOW, became="unread",
        )  # fmt: skip
    land(email_id=email.pk, told=told, actor=intake, now=NOW)
    with as_owner():
        return ReceivedEmail.objects.select_related("piece").get(pk=email.pk).piece


# --- The complaint about his staff --------------------------------------------------------------------------
def test_whoever_replaces_the_commissioner_does_not_read_complaints_about_herself(
    cast: Cast, staff_complaint: str
) -> None:
    claire = cast.actor("claire")
    asked: dict[str, Any] = {"user": cast.user("claire"), "replacement": cast.user("simon"), "since": TODAY}
    with acting_as(claire), pytest.raises(Refused, match="personnelles"):
        enter_absence(actor=claire, last_day=TODAY + timedelta(days=3), now=NOW, **asked)
    with as_owner():  # entered before the rule
        Absence.objects.create(
            **asked, until=TODAY + timedelta(days=4), entered_at=NOW, entered_by=claire.code
        )
    seen = {}
    for who in ("simon", "yvette", "claire"):
        with acting_as(actor_for_user(cast.user(who), on=TODAY)) as actor:
            seen[who] = visible(actor).filter(number=staff_complaint).exists()
    assert seen == {"simon": False, "yvette": False, "claire": True}


@pytest.mark.parametrize(
    "told",
    [
        Told(sender_email="amina.b@ailleurs.example", subject="Ma plainte {number}", numbers=("{number}",), text=TEXT),
        Told(sender_email="amina@exemple.example", subject="Absence", automatic="Auto-Submitted", text="Absente",
             numbers=("{number}",)),
    ],
    ids=["another sender", "a machine"],
)  # fmt: skip
def test_a_letter_about_it_in_his_box_is_shown_to_him_alone(
    cast: Cast, staff_complaint: str, told: Told
) -> None:
    said = Told(
        **(
            vars(told)
            | {
                "numbers": (staff_complaint,),
                "subject": told.subject.format(number=staff_complaint),
            }
        )
    )
    piece = arrive(box("commission"), said)
    assert piece is not None
    seen = {}
    for who in ("claire", "yvette", "simon"):
        with acting_as(cast.actor(who)) as actor:
            seen[who] = (readable(actor) | to_do(actor)).filter(pk=piece.pk).exists()
    assert seen == {"claire": True, "yvette": False, "simon": False}


# --- Boxes --------------------------------------------------------------------------------------------------
def facts(unit: str, **more: Any) -> BoxFacts:
    told: dict[str, Any] = {
        "name": unit, "address": f"{unit}@office.example", "host": "imap.ailleurs.example", "port": 993,
        "encrypted": True, "account": f"autre-{unit}", "folder": "INBOX", "secret": unit.upper(), "unit": unit,
    }  # fmt: skip
    return BoxFacts(**(told | more))


def test_the_office_does_not_turn_the_commissioners_box_towards_itself(cast: Cast) -> None:
    his = box("commission")
    with as_owner():
        Membership.objects.create(
            user=cast.user("irene"),
            unit=Unit.objects.get(code="technology"),
            role="administrator",
            since=LONG_AGO,
        )
        Membership.objects.create(
            user=cast.user("claire"),
            unit=Unit.objects.get(code="commission"),
            role="administrator",
            since=LONG_AGO,
        )
    irene, claire = (actor_for_user(cast.user(who), on=TODAY) for who in ("irene", "claire"))
    with acting_as(irene):
        his = Mailbox.objects.select_related("unit").get(pk=his.pk)
        with pytest.raises(Refused, match="secteur"):
            correct_box(actor=irene, box=his, facts=facts("commission"), now=NOW)
        with pytest.raises(Refused, match="secteur"):
            correct_box(actor=irene, box=his, facts=facts("secretariat"), now=NOW)
        with pytest.raises(Refused, match="secteur"):
            pause_box(actor=irene, box=his, active=False, now=NOW)
        with pytest.raises(Refused, match="secteur"):
            add_box(actor=irene, code="autre", facts=facts("commission"), now=NOW)
        # Nor does she have its password sent to a server of her own.
        with pytest.raises(Refused, match="mot de passe"):
            add_box(actor=irene, code="voleur", facts=facts("secretariat", secret="COMMISSION"), now=NOW)
        add_box(actor=irene, code="accueil", facts=facts("secretariat"), now=NOW)
    with acting_as(claire):
        correct_box(actor=claire, box=his, facts=facts("commission"), now=NOW)


def test_a_unit_head_does_not_read_another_units_mail_through_the_mail_room(cast: Cast) -> None:
    piece = arrive(box("technology"), Told(sender_email="x@ailleurs.example", subject="Zibeline", text=TEXT))
    assert piece is not None
    marc, bruno = client_of(cast.user("marc")), client_of(cast.user("bruno"))
    url = reverse("staff:mail_piece", kwargs={"piece": piece.number})
    file = reverse("staff:mail_file", kwargs={"piece": piece.number, "rank": 1})
    given = bruno.get(file)
    assert [bruno.get(url).status_code, given.status_code, bool(given.getvalue())] == [200, 200, True]
    assert [marc.get(url).status_code, marc.get(file).status_code] == [404, 404]
    room = reverse("staff:mailroom")
    assert ("Zibeline" in bruno.get(room).text, "Zibeline" in marc.get(room).text) == (True, False)


# --- Mandates -----------------------------------------------------------------------------------------------
def mandate(cast: Cast) -> Dossier:
    new = NewMandate(
        unit=Unit.objects.select_related("compartment", "site").get(code="interventions"),
        title="Bilan",
        purpose="Dire où se perdent les jours.",
        deliverable="Une note.",
        due_on=TODAY + timedelta(days=30),
        lead=cast.user("nadia"),
        contributors=(cast.user("bruno"),),
        approvers=(cast.user("marc"),),
    )
    with acting_as(cast.actor("helene")) as helene:
        return give(actor=helene, new=new, now=NOW)


def test_whoever_helps_shows_the_mandate_to_nobody_else(cast: Cast) -> None:
    dossier = mandate(cast)

    def add(who: str, owner: str) -> None:
        with acting_as(cast.actor(who)) as actor:
            found = open_dossier(actor=actor, number=dossier.number, action="contribute", lock=True)
            acting.add_task(dossier=found, text="Compter", owner=cast.user(owner), due_on=None, now=NOW)

    with pytest.raises(Refused, match="responsable du mandat"):
        add("bruno", "amelie")
    add("bruno", "bruno")  # named already
    add("nadia", "amelie")  # she answers for it
    with as_owner():
        assert cast.user("amelie").pk in Dossier.objects.get(pk=dossier.pk).named


def test_nobody_approves_the_result_that_they_wrote(cast: Cast) -> None:
    dossier = mandate(cast)
    for who, allowed in (("marc", False), ("bruno", True), ("nadia", True)):
        with acting_as(cast.actor(who)) as actor:
            found = open_dossier(actor=actor, number=dossier.number, action="contribute", lock=True)
            if allowed:
                acting.write_result(dossier=found, text="Note versée.", now=NOW)
            else:
                with pytest.raises(Refused, match="approuv"):
                    acting.write_result(dossier=found, text="Note versée.", now=NOW)
    # Nor does whoever wrote it enter the chain afterwards.
    with acting_as(cast.actor("helene")) as actor:
        found = open_dossier(actor=actor, number=dossier.number, action="direct", lock=True)
        with pytest.raises(Refused, match="écrit"):
            naming.add_approver(dossier=found, user=cast.user("bruno"), now=NOW)
        naming.add_approver(dossier=found, user=cast.user("amelie"), now=NOW)


# --- Questions that cross a wall ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "words",
    [
        "Les courriels de Tremblay, Élise de 2019.",
        "Tout ce qui concerne elise.tremblay@exemple.example.",
        "Les appels du 418 555-0101.",
        "Les contrats signés en 2019.",
    ],
)
def test_the_unit_is_not_told_who_asks_by_a_name_turned_round_or_an_address(cast: Cast, words: str) -> None:
    dossier = open_scene(cast, person=PERSON).dossier
    with acting_as(cast.actor("amelie")) as amelie:
        found = open_dossier(actor=amelie, number=dossier.number, action="act", lock=True)
        add_person(
            dossier=found, role=PartyRole.REPRESENTATIVE, name="Élise Tremblay",
            email="elise.tremblay@exemple.example", phone="418 555-0101", now=NOW,
        )  # fmt: skip
        told = {"dossier": found, "unit": Unit.objects.get(code="interventions"), "words": words, "now": NOW}
        due = TODAY + timedelta(days=5)
        if "contrats" in words:
            assert ask(**told, due_on=due).number.startswith("CNS")
        else:
            with pytest.raises(Refused):
                ask(**told, due_on=due)


# --- Public forms -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["access_request", "admission_complaint", "service_complaint"])
def test_a_robot_that_forgets_the_button_is_counted_all_the_same(
    cast: Cast, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from egide.interfaces.public import limits

    counted: list[str] = []
    monkeypatch.setattr(
        limits.Limit,
        "exceeded",
        lambda self, request: counted.append(self.name) or False,  # type: ignore[func-returns-value]
    )
    client_of(None).post(reverse(f"public:{form}"), {"name": "x"})
    assert "public_form_sendings" in counted


def test_a_colleague_does_not_read_where_a_document_was_picked(cast: Cast, staff_complaint: str) -> None:
    asked = open_scene(cast, person=PERSON).dossier
    with acting_as(cast.actor("lise")):
        found = Dossier.objects.select_related("compartment", "unit").get(pk=asked.pk)
        his = Unit.objects.select_related("compartment").get(code="commission")
        asking = ask(dossier=found, unit=his, words="Les appels.", due_on=TODAY + timedelta(days=5), now=NOW)
    with acting_as(cast.actor("claire")) as claire:
        source = open_dossier(actor=claire, number=staff_complaint, action="read", lock=True)
        add_document(
            dossier=source, stream=[b"Le texte"], file_name="appel.txt", title="Appel raccroché",
            origin=Origin.RECEIVED, actor_code=claire.code, now=NOW,
        )  # fmt: skip
        question = question_of(claire, "commission", asking.number)
        pick(question=question, dossier=source, ranks=[1], now=NOW)
        entrust(question=question, to=cast.user("simon"), now=NOW)
    url = reverse("staff:question", kwargs={"unit": "commission", "question": asking.number})
    hers, his_own = (client_of(cast.user(who)).get(url) for who in ("claire", "simon"))
    assert (hers.status_code, his_own.status_code) == (200, 200)
    assert ("Appel raccroché" in hers.text, staff_complaint in hers.text) == (True, True)
    assert ("Appel raccroché" in his_own.text, staff_complaint in his_own.text) == (False, False)
