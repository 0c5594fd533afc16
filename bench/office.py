"""The people of the benchmark: the demonstration's Office, brought to eighty staff in its twelve units.

Three of them read the pages: an analyst of one unit (the least privileged), a head of six, the secretariat.
"""

import io
from datetime import datetime

from django.db import transaction

from egide.interfaces.demo.office import SINCE, make_office
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.parties.models import ProfessionalOrder
from egide.law import roles
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user, service
from egide.platform.accounts.models import Membership, Site, Unit, User

STAFF = 80
ANALYST, HEAD, SECRETARIAT = "nadia", "marc", "bruno"
LED = ("executive", "legal", "oversight", "appointments", "records")  # by the head, beside his own unit
ANSWERS = {
    "title": "Absence de nouvelles du syndic",
    "email": "elise@exemple.example",
    "phone": "418 555-0123",
    "summary": "J’ai demandé une enquête au syndic.\n\nDepuis, aucune nouvelle.",
    "wish": "Savoir où en est l’enquête.",
    "mechanism": "syndic",
    "situation": "no_news",
}


def people_the_house(*, now: datetime) -> int:
    """Will create the Office and one model dossier, by the real actions; gives the model's id."""
    make_office(now=now)
    units = list(Unit.objects.order_by("pk"))
    with transaction.atomic():
        _hire(units)
        marc = User.objects.get(email=f"{HEAD}@egide.example")
        for unit in units:
            if unit.code in LED:
                Membership.objects.create(user=marc, unit=unit, role=roles.UNIT_HEAD.code, since=SINCE)
    return _model(now=now)


def reader(first: str) -> User:
    """Will return one of the readers' accounts."""
    return User.objects.get(email=f"{first}@egide.example")


def submitted(name: str, *, now: datetime) -> Request:
    """Will keep one request as the public form does."""
    intake = service("public_intake")
    with acting_as(intake):
        order = ProfessionalOrder.objects.first()
        return actions.submit_request(actor=intake, name=name, order=order, answers=ANSWERS, now=now)


def _hire(units: list[Unit]) -> None:
    # No password: nobody signs in here by the door, and hashing sixty would take longer than the rest.
    missing = STAFF - User.objects.filter(external=False).count()
    hired = User.objects.bulk_create(
        User(email=f"analyste{n}@egide.example", full_name=f"Analyste Numéro{n}", password="!")
        for n in range(missing)
    )
    Membership.objects.bulk_create(
        Membership(user=user, unit=units[n % len(units)], role=roles.ANALYST.code, since=SINCE)
        for n, user in enumerate(hired)
    )


def _model(*, now: datetime) -> int:
    request = submitted("Élise Modèle", now=now)
    bruno = actor_for_user(reader(SECRETARIAT), on=now.date())
    with acting_as(bruno):
        dossier = actions.open_intervention(
            actor=bruno,
            intake=actions.intake_from(request),
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            request=request,
            now=now,
        )
        add_document(
            dossier=dossier,
            title="Demande d’enquête au syndic",
            origin=Origin.RECEIVED,
            stream=io.BytesIO("Une demande d’enquête, telle que reçue.\n".encode()),
            file_name="demande.txt",
            actor_code=bruno.code,
            now=now,
        )
    for n in range(30):
        submitted(f"Personne {n}", now=now)
    return dossier.pk
