"""What is done with an access request outside its lifecycle: receive it, from anywhere, and describe it.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import Opening, open_dossier, touch
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.handover.actions import Arrival
from egide.kernel.handover.parcels import Person
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.parties.actions import add_person, party_of_role
from egide.kernel.parties.models import PartyRole
from egide.kernel.passes.actions import IssuedPass, issue_pass
from egide.law import roles
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.law import ORAL_RECEIVED, RECEIVED
from egide.modules.access_requests.merging import TITLES
from egide.modules.access_requests.models import AccessRequest, Asked, Made
from egide.modules.access_requests.queries import is_reachable
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment, Site, Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.storage.joined import Upload, keep_joined

INTAKE = "access_intake"
UNIT = "access"
CLASSES = {Asked.DOCUMENTS: "4110", Asked.PERSONAL: "4120", Asked.RECTIFICATION: "4120"}
NO_UNIT = (
    "L’unité qui répond aux demandes d’accès n’est pas encore créée. Rien n’a été enregistré\u00a0: écrivez à "
    "l’Office, à l’attention de la personne responsable de l’accès."
)


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What is asked, and how. `subject` completes « vous souhaitez obtenir »; staff may write it later."""

    text: str
    asked: str = Asked.DOCUMENTS
    subject: str = ""
    accommodation: str = ""
    oral: bool = False


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What the person is told: the number, the day, and the secret that follows the dossier, shown once."""

    number: str
    received_on: date
    issued: IssuedPass


def submit_access_request(
    *,
    person: Person,
    demand: Demand,
    uploads: Iterable[Upload] = (),
    now: datetime,
) -> Submitted:
    """Will open the dossier straight in the access compartment; whoever serves the public form never enters there.

    :raises RefusedFiles: files are too large, empty, infected or of a refused type; nothing is kept then.
    :raises Refused: the unit is not created yet; nothing is kept.
    """
    place = Compartment.objects.get(code=roles.ACCESS.code)
    with acting_as(service(INTAKE, compartment_id=place.pk)) as intake:
        unit = access_unit()
        stored = keep_joined(uploads, compartment=place, actor_code=intake.code, now=now)
        dossier = open_request(
            actor=intake,
            unit=unit,
            site=unit.site,
            person=person,
            demand=demand,
            channel=Channel.FORM,
            received_at=now,
            now=now,
        )
        for kept in stored:
            adopt_stored(
                dossier=dossier, stored=kept, origin=Origin.RECEIVED, actor_code=intake.code, now=now
            )
        asker = party_of_role(dossier, PartyRole.REQUESTER)
        assert asker is not None  # added when the dossier was opened
        issued = issue_pass(
            dossier=dossier, party=asker, purpose="follow_up", actor_code=intake.code, now=now
        )
        return Submitted(number=dossier.number, received_on=dossier.received_on, issued=issued)


def open_request(
    *,
    actor: Actor,
    unit: Unit,
    site: Site,
    person: Person,
    demand: Demand,
    channel: str,
    received_at: datetime,
    others: Iterable[Person] = (),
    now: datetime,
) -> Dossier:
    """Will open the dossier: a written request starts its clocks that day, an oral one starts none.

    The notice of receipt, or the letter that tells how to write, is drafted when there is somewhere to send it.

    :raises Refused: nothing says what is asked, or the receipt is in the future.
    """
    if not demand.text.strip():
        raise Refused("Écrivez ce que la personne demande, dans ses mots.")
    asked = Asked(demand.asked)
    opening = Opening(
        kind=KIND,
        title=TITLES[asked],
        unit=unit,
        site=site,
        received_at=received_at,
        channel=channel,
        confidentiality=Confidentiality.PERSONAL,
        language=person.language,
        class_code=CLASSES[asked],
    )
    dossier = open_dossier(opening=opening, now=now)
    for one in (person, *others):
        _add(dossier, one, now)
    AccessRequest.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        asked=asked,
        text=demand.text.strip(),
        subject=demand.subject.strip(),
        accommodation=demand.accommodation.strip(),
        opened_oral=demand.oral,
        made=Made.ORAL if demand.oral else Made.WRITTEN,
    )
    record_fact(
        dossier=dossier,
        fact=ORAL_RECEIVED if demand.oral else RECEIVED,
        occurred_on=dossier.received_on,
        actor_code=actor.code,
        now=now,
    )
    # The system's own move, at once: an oral request waits at the door, out of the way of the work; the silence of a
    # written one entered after its delay is stated now, as the sweep of the morning would.
    with acting_as(service("scheduler")) as clock:
        advance(actor=clock, dossier=dossier, now=now)
    if is_reachable(dossier):
        template = "oral_notice" if demand.oral else "acknowledgment"
        draft_letter(dossier=dossier, template=template, answers={}, actor_code=actor.code, now=now)
    return dossier


def receive(arrival: Arrival) -> Dossier:
    """Will open the dossier of a request that the mail room received and hands over: its day stays its own."""
    parcel = arrival.parcel
    asker = next((one for one in parcel.people if one.role == PartyRole.REQUESTER), None)
    return open_request(
        actor=arrival.actor,
        unit=arrival.unit,
        site=parcel.site,
        person=asker or Person(name="Personne à identifier"),
        others=[one for one in parcel.people if one is not asker],
        demand=Demand(text=parcel.text or parcel.title),
        channel=parcel.channel,
        received_at=parcel.received_at,
        now=arrival.now,
    )


def describe(
    *,
    dossier: Dossier,
    asked: str,
    subject: str,
    commission_number: str = "",
    court_number: str = "",
    now: datetime,
) -> None:
    """Will correct what the request is about, the words of the letters, and the numbers of its recourses."""
    own = AccessRequest.objects.get(pk=dossier.pk)
    own.asked, own.subject = Asked(asked), subject.strip()[:600]
    own.commission_number, own.court_number = commission_number.strip()[:40], court_number.strip()[:40]
    own.save(update_fields=["asked", "subject", "commission_number", "court_number"])
    dossier.title = TITLES[Asked(asked)]
    touch(dossier, "title")
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="access.described",
        data={"asked": str(own.asked)},
        at=now,
    )


def access_unit() -> Unit:
    """Will return the unit that answers access requests.

    :raises Refused: it is not created yet.
    """
    rows = Unit.objects.select_related("compartment", "site").filter(compartment__code=roles.ACCESS.code)
    unit = rows.filter(code=UNIT).first() or rows.order_by("pk").first()
    if unit is None:
        raise Refused(NO_UNIT)
    return unit


def _add(dossier: Dossier, person: Person, now: datetime) -> None:
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
