"""Each declared letter can be drafted from a real dossier and printed; no wording is left that nothing declares.

A wording asks only for what the file and the transition's own form give.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from egide.config.modules import MODULES
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.parcels import Person
from egide.kernel.letters.codes import previewed
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.letters.printing import letter_pdf
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.law.effects import DraftLetter
from egide.law.letters import LetterTemplate
from egide.law.lifecycles import Field
from egide.law.modules import Module
from egide.modules.admission_staff.actions import submit_staff_complaint
from egide.modules.admission_work.actions import NewWork, open_work
from egide.modules.interventions import actions
from egide.modules.ombudsman.recommending import add_recommendation
from egide.modules.privacy_incidents.actions import add_person_to_tell
from egide.modules.service_complaints.actions import submit_service_complaint
from egide.modules.service_complaints.commissioner import OMBUDSMAN_NAME
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit
from egide.platform.typesetting.wording import Wording
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.modules.access_requests.scene import open_scene as open_access
from tests.modules.admission_complaints.scene import open_scene as open_admission
from tests.modules.ombudsman.scene import open_scene as open_exchange
from tests.modules.planning.scene import open_scene
from tests.modules.privacy_incidents.test_thread import declared_by

LETTERS = [(module, letter) for module in MODULES for letter in module.letters]
# Written to a party of the dossier; the others stay in the house, and their module prints them.
TO_A_PARTY = [(module, letter) for module, letter in LETTERS if letter.recipient in PartyRole.values]
each = pytest.mark.parametrize(("module", "letter"), LETTERS, ids=lambda it: getattr(it, "code", ""))
sent = pytest.mark.parametrize(("module", "letter"), TO_A_PARTY, ids=lambda it: getattr(it, "code", ""))
# Wordings that wait for the part of the module that will declare them.
WAITING: dict[str, set[str]] = {}


def folder(module: Module) -> Path:
    return Path(settings.BASE_DIR) / "egide" / "modules" / module.code / "letters"


# What an action of the module, and no transition, gives to its letter.
GIVEN: dict[tuple[str, str], dict[str, Any]] = {
    ("admission_complaints", "recommendation"): {
        "a_la_partie": ["Fixer un délai à chaque étape."],
        "reponse_avant": "1er février 2027",
    },
    ("admission_work", "recommendation"): {
        "a_la_partie": ["Publier les frais au même endroit."],
        "reponse_avant": "1er février 2027",
    },
    ("admission_complaints", "progress_notice"): {"redige_le": "2026-06-08"},
}


def answers_for(module: Module, letter: LetterTemplate) -> dict[str, Any]:
    """Will answer the form of the transition that drafts the letter."""
    assert module.lifecycle is not None
    if given := GIVEN.get((module.code, letter.code)):
        return given
    drafting = [t for t in module.lifecycle.transitions if DraftLetter(letter.code) in t.effects]
    return {field.name: answer(field) for transition in drafting for field in transition.fields}


def answer(field: Field) -> str:
    if field.kind == "dossier":
        return "INT-2026-00001"
    if field.kind == "choice":
        return field.choices[0][0]
    return "2026-12-18" if field.kind == "date" else "Une phrase, « citée »."


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def _request(cast: Cast) -> Dossier:
    bruno = cast.actor("bruno")
    intake = actions.Intake(
        title="Délai",
        name="Élise Tremblay",
        received_at=NOW,
        channel="post",
        summary="Attente.",
        order=cast.order,
    )
    with acting_as(bruno):
        unit, site = Unit.objects.get(code="interventions"), Site.objects.get(code="quebec")
        return actions.open_intervention(actor=bruno, intake=intake, unit=unit, site=site, now=NOW)


def _complaint(cast: Cast) -> Dossier:
    public = service("public_intake")
    with acting_as(public):
        sent = submit_service_complaint(
            actor=public,
            name="Élise Tremblay",
            email="elise@courriel.example",
            phone="",
            address="",
            about="complaint",
            concerns_presidency=False,
            text="Personne ne m’a rappelée.",
            uploads=(),
            now=NOW,
        )
    with as_owner():
        dossier = Dossier.objects.select_related("unit__site", "site").get(number=sent.number)
    with acting_as(cast.actor("odile")):
        add_person(dossier=dossier, role=PartyRole.BODY, name=OMBUDSMAN_NAME, address="Québec", now=NOW)
    return dossier


def _access(cast: Cast) -> Dossier:
    scene = open_access(cast)
    with acting_as(cast.actor("amelie")):
        dossier = Dossier.objects.select_related("unit__site", "site").get(number=scene.number)
        for role in (PartyRole.THIRD_PERSON, PartyRole.BODY):
            add_person(dossier=dossier, role=role, name="Une entreprise", address="1, rue du Port", now=NOW)
    return dossier


def _exchange(cast: Cast) -> Dossier:
    number = open_exchange(cast).number
    with acting_as(cast.actor("luc")):
        dossier = Dossier.objects.select_related("unit__site", "site").get(number=number)
        add_recommendation(
            dossier=dossier, text="Réviser le guide.", received_on=dossier.received_on, now=NOW
        )
    return dossier


def _incident(cast: Cast) -> Dossier:
    declared_by(cast, "paule", "access")
    with acting_as(cast.actor("paule")):
        dossier = Dossier.objects.select_related("unit__site", "site").get(kind="privacy_incident")
        add_person_to_tell(dossier=dossier, name="Élise Tremblay", email="elise@courriel.example", now=NOW)
    return dossier


def _admission(cast: Cast) -> Dossier:
    number = open_admission(cast).number
    with acting_as(cast.actor("claire")):
        return Dossier.objects.select_related("unit__site", "site").get(number=number)


def _work(cast: Cast) -> Dossier:
    work = NewWork(
        nature="opinion", title="Frais d’une admission", subject="Où ils sont dits.", orders=[cast.order]
    )
    with acting_as(cast.actor("claire")) as claire:
        number = open_work(actor=claire, work=work, now=NOW).number
        return Dossier.objects.select_related("unit__site", "site").get(number=number)


def _staff_complaint(cast: Cast) -> Dossier:
    person = Person(name="Amina Benali", email="amina@courriel.example", address="14, rue du Port")
    with acting_as(service("public_intake")):
        number = submit_staff_complaint(person=person, text="Personne ne m’a écoutée.", now=NOW).number
    with acting_as(cast.actor("claire")):
        return Dossier.objects.select_related("unit__site", "site").get(number=number)


# One dossier of each module that writes letters, and who may sign them there.
OPENED: dict[str, tuple[Callable[[Cast], Dossier], str]] = {
    "interventions": (_request, "marc"),
    "service_complaints": (_complaint, "odile"),
    "access_requests": (_access, "amelie"),
    "ombudsman": (_exchange, "luc"),
    "privacy_incidents": (_incident, "paule"),
    "admission_complaints": (_admission, "claire"),
    "admission_staff": (_staff_complaint, "claire"),
    "admission_work": (_work, "claire"),
}


@sent
def test_it_is_drafted_and_printed_from_a_dossier(cast: Cast, module: Module, letter: LetterTemplate) -> None:
    open_one, who = OPENED[module.code]
    dossier, signatory = open_one(cast), cast.actor(who)
    with acting_as(signatory):
        drafted = draft_letter(
            dossier=dossier,
            template=letter.code,
            answers=answers_for(module, letter),
            actor_code=signatory.code,
            now=NOW,
        )
        pdf = letter_pdf(
            letter=drafted, dossier=dossier, signatory=cast.user(who), day=date(2026, 11, 23), draft=True
        )

    # The follow-up code alone waits for the approval, which draws it.
    assert "{{" not in previewed(drafted.subject + drafted.salutation + drafted.body + drafted.closing)
    assert pdf.startswith(b"%PDF-")


def test_a_letter_of_the_house_is_printed_into_the_dossier(cast: Cast) -> None:
    scene = open_scene(cast)

    scene.ask()

    kept = {letter.reference for module, letter in LETTERS if (module, letter) not in TO_A_PARTY}
    assert kept == {"L1401", "L501"}
    with as_owner():
        assert Document.objects.filter(dossier__number=scene.number, title__contains="L1401").count() == 1


@each
def test_its_wording_can_be_read(module: Module, letter: LetterTemplate) -> None:
    assert Wording.read(folder(module) / "wording" / f"{letter.code}.txt").subject


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.code)
def test_every_wording_belongs_to_a_declared_letter(module: Module) -> None:
    declared = {letter.code for letter in module.letters}
    kept = {path.stem for path in folder(module).glob("wording/*.txt")}

    assert declared <= kept
    assert kept - declared == WAITING.get(module.code, set())
    assert {path.stem for path in folder(module).glob("*.typ")} == kept
