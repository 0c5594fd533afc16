"""What is done with a complaint or a comment: receive it, from outside or by hand-over, name whom it concerns.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import Opening, open_dossier, touch
from egide.kernel.dossiers.content import placed, ranked
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.handover.actions import Arrival, Receive
from egide.kernel.handover.parcels import Person
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.law import roles
from egide.modules.service_complaints.access import KIND
from egide.modules.service_complaints.commissioner import ABOUT, his_units, transmit_at_once
from egide.modules.service_complaints.law import RECEIVED
from egide.modules.service_complaints.models import ConcernedStaff, Nature, ServiceComplaint
from egide.modules.service_complaints.queries import is_reachable
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment, Membership, Site, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.storage.joined import Upload, keep_joined

INTAKE = "complaint_intake"
ANONYMOUS = "Personne anonyme"
NO_UNIT = (
    "Le Bureau de la présidence n’a pas encore d’unité pour recevoir une plainte. Rien n’a été enregistré\u00a0: "
    "vous pouvez écrire à l’Office ou vous adresser au Protecteur du citoyen."
)


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What the person is told. `ombudsman`: she is offered the Protecteur du citoyen at once."""

    number: str
    received_on: date
    ombudsman: bool


@dataclass(frozen=True, kw_only=True)
class Concern:
    """What is said of a complaint or comment beside its words; the people and units are those concerned."""

    nature: str = Nature.COMPLAINT
    about: str = ""
    concerns_presidency: bool = False
    # The Commissioner himself: his unit is kept away, the Protecteur du citoyen told at once (commissioner.py).
    concerns_commissioner: bool = False
    users: tuple[User, ...] = ()
    units: tuple[Unit, ...] = ()


def submit_service_complaint(
    *,
    actor: Actor,
    name: str,
    email: str,
    phone: str,
    address: str,
    about: str,
    concerns_presidency: bool,
    text: str,
    uploads: Iterable[Upload] = (),
    nature: str = Nature.COMPLAINT,
    concerns_commissioner: bool = False,
    now: datetime,
) -> Submitted:
    """Will open the dossier straight in the president's bureau; `actor`, the caller, never enters there.

    An empty `name` is an anonymous person; without e-mail or address nobody can be answered.

    :raises RefusedFiles: files are too large, empty, infected or of a refused type; nothing is kept then.
    :raises Refused: the bureau has no unit yet; nothing is kept.
    """
    presidency = Compartment.objects.get(code=roles.PRESIDENCY.code)
    person = Person(
        name=name.strip() or ANONYMOUS,
        email=email,
        phone=phone,
        address=address,
        preferred_channel="email" if email else "post",
    )
    with acting_as(service(INTAKE, compartment_id=presidency.pk)) as intake:
        unit = Unit.objects.select_related("compartment", "site").filter(compartment=presidency).first()
        if unit is None:
            raise Refused(NO_UNIT)
        stored = keep_joined(uploads, compartment=presidency, actor_code=intake.code, now=now)
        dossier = _open(
            actor=intake,
            unit=unit,
            site=unit.site,
            received_at=now,
            channel=Channel.FORM,
            language="fr",
            people=(person,),
            text=text,
            concern=Concern(
                nature=nature,
                about=about,
                concerns_presidency=concerns_presidency,
                concerns_commissioner=concerns_commissioner,
            ),
            now=now,
        )
        for kept in stored:
            adopt_stored(
                dossier=dossier, stored=kept, origin=Origin.RECEIVED, actor_code=intake.code, now=now
            )
        return Submitted(
            number=dossier.number,
            received_on=dossier.received_on,
            ombudsman=concerns_presidency or concerns_commissioner,
        )


def receiver(concern: Concern) -> Receive:
    """Will return what `kernel.handover` calls to open the dossier of what the Office hands over."""

    def receive(arrival: Arrival) -> Dossier:
        parcel = arrival.parcel
        return _open(
            actor=arrival.actor,
            unit=arrival.unit,
            site=parcel.site,
            received_at=parcel.received_at,
            channel=parcel.channel,
            language=parcel.language,
            people=parcel.people or (Person(name=ANONYMOUS),),
            text=parcel.text,
            concern=concern,
            now=arrival.now,
        )

    return receive


def name_concerned(
    *, actor: Actor, dossier: Dossier, users: Sequence[User] = (), units: Sequence[Unit] = (), now: datetime
) -> int:
    """Will note whom the dossier concerns, close it to each of them at once, and return how many accesses ended.

    Of a unit, everyone who works there or is to; who joins it later is kept away as the membership opens. The actor
    may be among them: the next page does not exist.

    :raises Refused: nobody is named.
    """
    if not users and not units:
        raise Refused("Dites quelle personne ou quelle unité est visée.")
    for user in users:
        _name(dossier, actor, now, user=user)
    for unit in units:
        _name(dossier, actor, now, unit=unit)
    people = {user.pk for user in users} | _working_in(units, timezone.localtime(now).date())
    return _close_to(dossier, people, actor, now)


def set_nature(*, dossier: Dossier, nature: str, now: datetime) -> None:
    """Will correct the nature while nothing was concluded: a comment may turn out to be a complaint.

    :raises Refused: a conclusion is written, or was.
    """
    if dossier.state not in ("received", "acknowledged", "examination", "unit_consulted"):
        raise Refused("La nature ne change plus une fois la conclusion rédigée.")
    own = ServiceComplaint.objects.get(pk=dossier.pk)
    own.nature = Nature(nature)
    own.save(update_fields=["nature"])
    touch(dossier)
    _journal(dossier, "complaint.typed", now, nature=str(own.nature))


def _open(
    *,
    actor: Actor,
    unit: Unit,
    site: Site,
    received_at: datetime,
    channel: str,
    language: str,
    people: Sequence[Person],
    text: str,
    concern: Concern,
    now: datetime,
) -> Dossier:
    kind = "Plainte" if concern.nature == Nature.COMPLAINT else "Commentaire"
    subject = ABOUT if concern.concerns_commissioner else "les services de l’Office"
    opening = Opening(
        kind=KIND,
        title=f"{kind} sur {subject}",
        unit=unit,
        site=site,
        received_at=received_at,
        channel=channel,
        confidentiality=Confidentiality.PRESIDENCY,
        language=language,
    )
    dossier = open_dossier(opening=opening, now=now)
    for person in people:
        _add(dossier, person, now)
    ServiceComplaint.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        nature=Nature(concern.nature),
        about=(concern.about or (ABOUT if concern.concerns_commissioner else ""))[:300],
        concerns_presidency=concern.concerns_presidency,
        text=text,
    )
    record_fact(
        dossier=dossier, fact=RECEIVED, occurred_on=dossier.received_on, actor_code=actor.code, now=now
    )
    if is_reachable(dossier):
        draft_letter(dossier=dossier, template="acknowledgment", answers={}, actor_code=actor.code, now=now)
    units = (*concern.units, *(his_units() if concern.concerns_commissioner else ()))
    if concern.users or units:
        name_concerned(actor=actor, dossier=dossier, users=concern.users, units=units, now=now)
    if concern.concerns_commissioner:
        transmit_at_once(dossier=dossier, actor_code=actor.code, now=now)
    if concern.concerns_presidency:
        _close_to(dossier, _presidents(dossier, timezone.localtime(now).date()), actor, now)
    return dossier


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


def _name(
    dossier: Dossier, actor: Actor, now: datetime, *, user: User | None = None, unit: Unit | None = None
) -> None:
    if ConcernedStaff.objects.filter(dossier_id=dossier.pk, user=user, unit=unit).exists():
        return
    ConcernedStaff.objects.create(
        **ranked(ConcernedStaff, dossier), user=user, unit=unit, named_at=now, named_by=actor.code
    )


def _working_in(units: Sequence[Unit], today: date) -> set[int]:
    # Those who come later too: who joins the unit after this is kept away by the database (migration 0003).
    coming = Membership.objects.filter(Q(until=None) | Q(until__gt=today), unit__in=units)
    return set(coming.values_list("user_id", flat=True)) if units else set()


def _presidents(dossier: Dossier, today: date) -> set[int]:
    held = _current(today).filter(role=roles.PRESIDENT.code, unit__compartment_id=dossier.compartment_id)
    return set(held.values_list("user_id", flat=True))


def _current(today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today)


def _close_to(dossier: Dossier, people: set[int], actor: Actor, now: datetime) -> int:
    closed = 0
    for user_id in sorted(people):
        _, made = Conflict.objects.get_or_create(
            user_id=user_id,
            dossier_id=dossier.pk,
            defaults={**placed(dossier), "declared_at": now, "declared_by": actor.code},
        )
        closed += made
    if dossier.assignee_id in people:
        dossier.assignee = None
    touch(dossier, "assignee")
    _journal(dossier, "complaint.concerned_named", now, closed=closed)
    return closed


def _journal(dossier: Dossier, code: str, now: datetime, **data: str | int) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
