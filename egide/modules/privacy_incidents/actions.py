"""What is done with an incident: declared by anyone of the staff, kept up to date, the persons to tell entered.

A declaration from elsewhere crosses the wall by the service that carries (kernel/handover): its author keeps a
receipt and reads nothing more. The clock is an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.dossiers.actions import Opening, open_dossier, touch
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.handover.actions import Arrival, Receive, hand_over
from egide.kernel.handover.models import Receipt
from egide.kernel.handover.parcels import Parcel, Person
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.law.roles import ACCESS, COMMISSION
from egide.modules.privacy_incidents.access import KIND
from egide.modules.privacy_incidents.law import AWARE
from egide.modules.privacy_incidents.models import PrivacyIncident
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

TITLE = "Incident de confidentialité"
# The Commission d'accès à l'information, in Québec; its address is the letter's, to be checked before it leaves.
COMMISSION_NAME = "Commission d’accès à l’information"
COMMISSION_ADDRESS = "525, boul. René-Lévesque Est\nQuébec (Québec)  G1R 5S9"
COLUMNS = (
    "information",
    "circumstances",
    "occurred_from",
    "occurred_until",
    "occurred_words",
    "persons",
    "persons_words",
    "sensitivity",
    "ill_uses",
    "consequences",
    "likelihood",
    "public_notice",
    "measures",
)


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What whoever noticed it says: what happened, to what, when, and what was done at once."""

    circumstances: str
    information: str
    aware_on: date
    name: str
    email: str = ""
    occurred_words: str = ""
    persons_words: str = ""
    measures: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the author of a declaration keeps: the number of the receipt, or of the entry on her own side."""

    number: str
    receipt: Receipt | None = None
    dossier: Dossier | None = None


def declare(*, actor: Actor, home: Unit, declared: Declared, now: datetime) -> Told:
    """Will enter the incident in the register: handed to the privacy officer, or kept behind the Commissioner's wall.

    `home` is the unit where the author works.

    :raises Refused: the day is in the future, or nobody can receive it yet.
    """
    if declared.aware_on > timezone.localdate(now):
        raise Refused("La date à laquelle l’incident a été constaté est dans l’avenir.")
    here = home.compartment
    if here.code in (ACCESS.code, COMMISSION.code):
        dossier = _enter(actor=actor, unit=home, declared=declared, now=now)
        return Told(number=dossier.number, dossier=dossier)
    receipt = hand_over(
        actor=actor,
        sender=here,
        parcel=Parcel(
            source="",
            title=TITLE,
            text=declared.circumstances,
            received_at=now,
            channel=Channel.FORM,
            site=home.site,
            people=(Person(name=declared.name, email=declared.email, role=PartyRole.REQUESTER),),
        ),
        kind=KIND,
        receive=receiver(declared),
        now=now,
    )
    return Told(number=receipt.number, receipt=receipt)


def update_register(*, dossier: Dossier, values: Mapping[str, Any], now: datetime) -> None:
    """Will keep the fields of the register as they are now known.

    :raises Refused: the entry is closed, or the period ends before it begins.
    """
    if dossier.closed_on is not None:
        raise Refused("L’inscription est close\u00a0: rouvrez-la d’abord.")
    own = PrivacyIncident.objects.get(pk=dossier.pk)
    for name in COLUMNS:
        if name in values:
            setattr(own, name, values[name])
    if own.occurred_until and (own.occurred_from is None or own.occurred_until < own.occurred_from):
        raise Refused("La période de l’incident finit avant de commencer.")
    own.save()
    touch(dossier)
    _journal(dossier, "incident.entered", now)


def add_person_to_tell(
    *, dossier: Dossier, name: str, email: str = "", address: str = "", now: datetime
) -> Party:
    """Will enter someone to whom the notice is written; the journal says that it was, not who.

    :raises Refused: there is no way to write to the person.
    """
    if not email.strip() and not address.strip():
        raise Refused(
            "Donnez une adresse ou un courriel\u00a0: sinon, l’avis se donne autrement et se consigne."
        )
    made = add_person(
        dossier=dossier,
        role=PartyRole.THIRD_PERSON,
        name=name.strip(),
        email=email.strip(),
        address=address.strip(),
        preferred_channel="email" if email.strip() else "post",
        now=now,
    )
    touch(dossier)
    _journal(dossier, "incident.person_added", now)
    return made


def receiver(declared: Declared) -> Receive:
    """Will return what `kernel.handover` calls to enter the incident on the other side of a wall."""

    def receive(arrival: Arrival) -> Dossier:
        return _enter(actor=arrival.actor, unit=arrival.unit, declared=declared, now=arrival.now)

    return receive


def _enter(*, actor: Actor, unit: Unit, declared: Declared, now: datetime) -> Dossier:
    walled = unit.compartment.code == COMMISSION.code
    dossier = open_dossier(
        opening=Opening(
            kind=KIND,
            title=TITLE,
            unit=unit,
            site=unit.site,
            received_at=now,
            channel=Channel.FORM,
            confidentiality=Confidentiality.COMMISSIONER if walled else Confidentiality.RESTRICTED,
        ),
        now=now,
    )
    PrivacyIncident.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        information=declared.information.strip(),
        circumstances=declared.circumstances.strip(),
        occurred_words=declared.occurred_words.strip(),
        persons_words=declared.persons_words.strip(),
        measures=declared.measures.strip(),
        aware_on=declared.aware_on,
    )
    add_person(dossier=dossier, role=PartyRole.OTHER, name=declared.name, email=declared.email, now=now)
    add_person(
        dossier=dossier,
        role=PartyRole.BODY,
        name=COMMISSION_NAME,
        address=COMMISSION_ADDRESS,
        preferred_channel="post",
        now=now,
    )
    record_fact(dossier=dossier, fact=AWARE, occurred_on=declared.aware_on, actor_code=actor.code, now=now)
    return dossier


def _journal(dossier: Dossier, code: str, now: datetime) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={},
        at=now,
    )
