"""Receiving a disclosure that was handed over. Moves of the dossier are the lifecycle's.

Called by kernel.handover, behind the officer's wall, as the service that carries.
"""

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.dossiers.actions import Opening, open_dossier
from egide.kernel.dossiers.models import Confidentiality, Dossier
from egide.kernel.handover.actions import Arrival
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.modules.disclosures.access import KIND
from egide.modules.disclosures.law import RECEIVED
from egide.modules.disclosures.models import Disclosure


def receive(arrival: Arrival) -> Dossier:
    """Will open the dossier, its words and its people, on the officer's side. The title names nothing."""
    parcel, now = arrival.parcel, arrival.now
    opening = Opening(
        kind=KIND,
        title="Divulgation",
        unit=arrival.unit,
        site=parcel.site,
        received_at=parcel.received_at,
        channel=parcel.channel,
        confidentiality=Confidentiality.RESTRICTED,
        language=parcel.language,
    )
    dossier = open_dossier(opening=opening, now=now)
    for person in parcel.people:
        add_person(
            dossier=dossier,
            role=PartyRole(person.role),
            name=person.name,
            email=person.email,
            phone=person.phone,
            address=person.address,
            language=person.language,
            preferred_channel=person.preferred_channel,
            now=now,
        )
    Disclosure.objects.create(dossier=dossier, compartment_id=dossier.compartment_id, text=parcel.text)
    record_fact(
        dossier=dossier,
        fact=RECEIVED,
        occurred_on=dossier.received_on,
        actor_code=arrival.actor.code,
        now=now,
    )
    return dossier
