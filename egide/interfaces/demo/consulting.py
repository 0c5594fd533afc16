"""Consultations of the demonstration: two units that have not answered, two that signed, three documents examined.

Each by its real actions, on access requests whose search is under way; the documents are set for the occasion.
"""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.kernel.consulting import answering, asking
from egide.kernel.consulting.models import Consultation, ConsultationDocument
from egide.kernel.consulting.reach import question_of
from egide.kernel.documents.pipeline import OPEN, read_part
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.examination import deciding, inventory, thirds
from egide.modules.access_requests.examination.fees import estimate
from egide.modules.access_requests.examination.models import FoundDocument, PageDecision, ThirdPerson
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.engine import render

Result = TypeVar("Result")
TEMPLATE = Path(__file__).parent / "data" / "document-trouve.typ"
# The oldest asks for contracts, the other for the person's own information: the name stays with the access team.
CONTRACTS = "Les contrats de services professionnels conclus de 2023 à 2025, et les offres reçues."
OWN = "Toute note ou directive sur l’accueil des personnes qui demandent leurs propres renseignements."
DOCUMENTS = (
    (
        "Contrat de traduction",
        "Le contrat fixe le nombre de pages, le délai de remise et le tarif pour chaque page.",
    ),
    ("Contrat d’entretien", "Le contrat énumère les locaux, les heures de passage et le montant de l’année."),
    ("Offre de services d’une entreprise", "L’entreprise propose ses tarifs horaires et décrit sa méthode."),
)


def fill(stage: Stage) -> None:
    """Will ask on the two oldest searches under way; without them, nothing."""
    with acting_as(stage.actor("lise")):
        found = Dossier.objects.filter(kind=KIND, state="search").order_by("received_on", "pk")
        numbers = list(found.values_list("number", flat=True)[:2])
    if len(numbers) == 2:
        asked = stage.now - timedelta(days=4)
        _ask(stage, numbers[0], ("interventions", "presidency"), CONTRACTS, asked)
        _ask(stage, numbers[1], ("commission", "legal"), OWN, stage.now - timedelta(days=1))
        _answered(stage, numbers[0], asked)
        _examined(stage, numbers[0])


def _ask(stage: Stage, number: str, units: tuple[str, ...], words: str, at: datetime) -> None:
    def act(dossier: Dossier) -> None:
        for code in units:
            unit = Unit.objects.select_related("compartment").get(code=code)
            due_on = timezone.localdate(at) + timedelta(days=8)
            try:
                asking.ask(dossier=dossier, unit=unit, words=words, due_on=due_on, now=at)
            except Refused:
                continue  # nobody answers there in this demonstration

    _as(stage, number, act)


def _answered(stage: Stage, number: str, asked: datetime) -> None:
    def numbers(dossier: Dossier) -> dict[str, str]:
        rows = Consultation.objects.filter(dossier_id=dossier.pk)
        return dict(rows.values_list("unit__code", "number"))

    known, at = _as(stage, number, numbers), asked + timedelta(days=2)
    with acting_as(stage.actor("marc")) as marc:
        question = question_of(marc, "interventions", known["interventions"], lock=True)
        for title, body in DOCUMENTS:
            content = render(template=TEMPLATE, data={"title": title, "body": body}, at=at)
            answering.attach(question=question, stream=io.BytesIO(content), file_name=f"{title}.pdf", now=at)
        answering.answer(
            question=question, found=True, hours=Decimal("3.5"),
            comments="Contrats conclus par la direction, de 2023 à 2025.",
            signed=True, now=at,
        )  # fmt: skip
    with acting_as(stage.actor("odile")) as odile:
        question = question_of(odile, "presidency", known["presidency"], lock=True)
        answering.answer(question=question, found=False, hours=Decimal("0.75"), signed=True, now=at)


def _examined(stage: Stage, number: str) -> None:
    at = stage.now - timedelta(days=1)

    def came(dossier: Dossier) -> list[tuple[int, int]]:
        rows = ConsultationDocument.objects.filter(dossier_id=dossier.pk)
        return list(rows.values_list("version_id", "compartment_id"))

    for version, place in _as(stage, number, came):
        read_part(version_id=version, part=OPEN, actor=service("scheduler", compartment_id=place), now=at)

    def examine(dossier: Dossier) -> None:
        taken = inventory.take_in(dossier=dossier, now=at)
        if len(taken) < len(DOCUMENTS) or not all(one.own_pages.exists() for one in taken):
            return  # nothing reads pages here
        first, _, third = taken
        for page in (1, 2):
            deciding.decide_page(
                dossier=dossier, found=first, page=page, decision=PageDecision.RELEASE, now=at
            )
        deciding.decide_document(dossier=dossier, found=first, decision="access", now=at)
        person = thirds.add_third_person(
            dossier=dossier, name="Gestion Bornais inc.", address="1200, rue de l’Exemple\nMontréal (Québec)",
            about=[third.rank], now=at,
        )  # fmt: skip
        day = timezone.localdate(at)
        person = ThirdPerson.objects.get(pk=person.pk)
        thirds.record_notice(dossier=dossier, person=person, mailed_on=day, informed_on=day, now=at)
        estimate(
            dossier=dossier, copies=FoundDocument.objects.filter(dossier_id=dossier.pk).count() * 2, now=at
        )

    _as(stage, number, examine)


def _as(stage: Stage, number: str, what: Callable[[Dossier], Result]) -> Result:
    with acting_as(stage.actor("lise")):
        rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit", "compartment")
        return what(rows.get(number=number))
