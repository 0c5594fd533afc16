"""What is done with a complaint about the Commissioner's staff: open it, by him, from the form, or by hand-over.

One keyword-only function per intention; the clock is an argument. Whoever carries it in reads nothing of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import Opening, open_dossier
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.handover.actions import Arrival
from egide.kernel.handover.parcels import Person
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.law import roles
from egide.modules.admission_staff.access import KIND
from egide.modules.admission_staff.law import RECEIVED
from egide.modules.admission_staff.models import StaffComplaint
from egide.modules.admission_staff.queries import is_reachable
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment, Site, Unit
from egide.platform.errors.failures import Refused
from egide.platform.storage.joined import Upload, keep_joined

INTAKE = "admission_staff_intake"
ANONYMOUS = "Personne anonyme"
TITLE = "Plainte sur le personnel du bureau du Commissaire"
NO_UNIT = (
    "Le bureau du Commissaire n’a pas encore d’unité pour recevoir une plainte. Rien n’a été enregistré\u00a0: vous "
    "pouvez lui écrire, à son attention personnelle."
)


@dataclass(frozen=True, kw_only=True)
class NewStaffComplaint:
    """What is known of it when it arrives."""

    person: Person
    text: str


def open_staff_complaint(
    *,
    actor: Actor,
    complaint: NewStaffComplaint,
    unit: Unit,
    site: Site,
    received_at: datetime,
    channel: str,
    now: datetime,
) -> Dossier:
    """Will open it in the Commissioner's compartment, where he alone reads it, in his charge as he reads everything.

    :raises Refused: nothing is told, or the receipt is in the future.
    """
    if not complaint.text.strip():
        raise Refused("Écrivez ce qui s’est passé, même en quelques lignes.")
    opening = Opening(
        kind=KIND,
        title=TITLE,
        unit=unit,
        site=site,
        received_at=received_at,
        channel=channel,
        confidentiality=Confidentiality.COMMISSIONER,
    )
    dossier = open_dossier(opening=opening, now=now)
    person = complaint.person
    add_person(
        dossier=dossier,
        role=PartyRole.REQUESTER,
        name=person.name.strip() or ANONYMOUS,
        email=person.email,
        phone=person.phone,
        address=person.address,
        preferred_channel="email" if person.email else "post",
        now=now,
    )
    StaffComplaint.objects.create(
        dossier=dossier, compartment_id=dossier.compartment_id, text=complaint.text.strip()[:20000]
    )
    record_fact(
        dossier=dossier, fact=RECEIVED, occurred_on=dossier.received_on, actor_code=actor.code, now=now
    )
    if is_reachable(dossier):
        draft_letter(dossier=dossier, template="acknowledgment", answers={}, actor_code=actor.code, now=now)
    return dossier


def receive(arrival: Arrival) -> Dossier:
    """Will open the complaint of what another compartment hands over (`kernel.handover.hand_over`)."""
    parcel = arrival.parcel
    person = next((one for one in parcel.people if one.role == PartyRole.REQUESTER), Person(name=ANONYMOUS))
    return open_staff_complaint(
        actor=arrival.actor,
        complaint=NewStaffComplaint(person=person, text=parcel.text or parcel.title),
        unit=arrival.unit,
        site=parcel.site,
        received_at=parcel.received_at,
        channel=parcel.channel,
        now=arrival.now,
    )


def submit_staff_complaint(
    *, person: Person, text: str, uploads: Iterable[Upload] = (), now: datetime
) -> Dossier:
    """Will open what the public form sends straight behind the wall; the form's own service never enters there.

    :raises RefusedFiles: files are too large, empty, infected or of a refused type; nothing is kept then.
    :raises Refused: the Commissioner has no unit yet; nothing is kept.
    """
    place = Compartment.objects.get(code=roles.COMMISSION.code)
    with acting_as(service(INTAKE, compartment_id=place.pk)) as intake:
        unit = (
            Unit.objects.select_related("compartment", "site")
            .filter(compartment=place)
            .order_by("pk")
            .first()
        )
        if unit is None:
            raise Refused(NO_UNIT)
        stored = keep_joined(uploads, compartment=place, actor_code=intake.code, now=now)
        dossier = open_staff_complaint(
            actor=intake,
            complaint=NewStaffComplaint(person=person, text=text),
            unit=unit,
            site=unit.site,
            received_at=now,
            channel=Channel.FORM,
            now=now,
        )
        for kept in stored:
            adopt_stored(
                dossier=dossier, stored=kept, origin=Origin.RECEIVED, actor_code=intake.code, now=now
            )
        return dossier
