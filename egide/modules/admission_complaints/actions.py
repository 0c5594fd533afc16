"""What is done with a complaint to the Commissioner: open it, from anywhere in the world or by hand-over; say more.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle's,
recommendations are the kernel's, the notices of the week in progressing.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.dossiers.actions import Opening, open_dossier, touch
from egide.kernel.dossiers.models import Confidentiality, Dossier
from egide.kernel.handover.actions import Arrival
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole, ProfessionalOrder
from egide.kernel.recommendations.addressing import add_addressee, order_named
from egide.modules.admission_complaints.access import KIND
from egide.modules.admission_complaints.law import RECEIVED
from egide.modules.admission_complaints.models import AdmissionComplaint
from egide.modules.admission_complaints.queries import is_reachable
from egide.modules.admission_complaints.vocabulary import (
    MAIN_MOTIVE,
    MOTIVES,
    PERMITS,
    ROUTES,
    STAGES,
)
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import BadInput, Refused

ANONYMOUS = "Personne anonyme"
LONGEST_TITLE = 200
LONGEST_FACTS = 20000


@dataclass(frozen=True, kw_only=True)
class Target:
    """A party that the complaint is about: an order by its slug, or any other body by its name."""

    name: str = ""
    order_slug: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class NewComplaint:
    """What is known of a complaint when it arrives. Addresses and phones are of any country, as written."""

    name: str = ""
    civility: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    country: str = ""
    language: str = "fr"
    preferred_channel: str = ""
    professions: tuple[str, ...] = ()
    permit_type: str = "unknown"
    route: str = "other"
    training_country: str = ""
    stage: str = "other"
    motives: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    facts: str = ""
    wish: str = ""
    # Someone who writes for the person, when there is one.
    representative: str = ""
    representative_email: str = ""
    extra: tuple[str, ...] = field(default=(), repr=False)


def open_complaint(
    *,
    actor: Actor,
    complaint: NewComplaint,
    unit: Unit,
    site: Site,
    received_at: datetime,
    channel: str,
    now: datetime,
) -> Dossier:
    """Will open the complaint in the Commissioner's unit, start his clocks and draft the acknowledgment.

    An empty name is an anonymous person; without e-mail or address nobody can be answered, and nothing is drafted.

    :raises Refused: no facts are told, or the receipt is in the future.
    :raises BadInput: a code of the form, or an order, that does not exist.
    """
    told = "\n\n".join(part for part in (complaint.facts.strip(), *complaint.extra) if part)
    if not told:
        raise Refused("Décrivez la situation\u00a0: une plainte sans faits ne peut pas être examinée.")
    _check(complaint)
    targets = [
        (target, order_named(target.order_slug))
        for target in complaint.targets
        if target.name or target.order_slug
    ]
    opening = Opening(
        kind=KIND,
        title=_title(targets),
        unit=unit,
        site=site,
        received_at=received_at,
        channel=channel,
        confidentiality=Confidentiality.COMMISSIONER,
        language=complaint.language or "fr",
    )
    dossier = open_dossier(opening=opening, now=now)
    _add_people(dossier, complaint, now)
    for target, order in targets:
        _add_target(dossier, target, order, now)
    motives = [code for code, _ in MOTIVES if code in complaint.motives]
    AdmissionComplaint.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        order=next((order for _, order in targets if order), None),
        country=complaint.country.strip()[:80],
        training_country=complaint.training_country.strip()[:80],
        professions=", ".join(one.strip() for one in complaint.professions if one.strip())[:300],
        permit_type=complaint.permit_type,
        route=complaint.route,
        stage=complaint.stage,
        # As the person ordered them: the first that she ticks or writes is the main one.
        motive=next(iter(complaint.motives), MAIN_MOTIVE),
        motives=motives or [MAIN_MOTIVE],
        facts=told[:LONGEST_FACTS],
        wish=complaint.wish.strip()[:4000],
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
    person = next((one for one in parcel.people if one.role == PartyRole.REQUESTER), None)
    mandated = next((one for one in parcel.people if one.role == PartyRole.REPRESENTATIVE), None)
    complaint = NewComplaint(
        name=person.name if person else "",
        email=person.email if person else "",
        phone=person.phone if person else "",
        address=person.address if person else "",
        language=parcel.language,
        preferred_channel=person.preferred_channel if person else "",
        facts=parcel.text or parcel.title,
        representative=mandated.name if mandated else "",
        representative_email=mandated.email if mandated else "",
    )
    return open_complaint(
        actor=arrival.actor,
        complaint=complaint,
        unit=arrival.unit,
        site=parcel.site,
        received_at=parcel.received_at,
        channel=parcel.channel,
        now=arrival.now,
    )


def add_target(*, dossier: Dossier, target: Target, now: datetime) -> None:
    """Will add a party concerned: it receives the conclusions, and may receive recommendations.

    :raises Refused: nobody is named, or the conclusions are already drafted.
    :raises BadInput: an order that does not exist.
    """
    if not target.name.strip() and not target.order_slug:
        raise Refused("Nommez la partie visée, ou choisissez un ordre.")
    if dossier.state not in ("received", "preliminary_review", "inquiry", "facilitation"):
        raise Refused("Les parties visées ne changent plus une fois les conclusions en rédaction.")
    _add_target(dossier, target, order_named(target.order_slug), now)
    touch(dossier)


def _check(complaint: NewComplaint) -> None:
    lists = (
        (complaint.permit_type, PERMITS),
        (complaint.route, ROUTES),
        (complaint.stage, STAGES),
        *((code, MOTIVES) for code in complaint.motives),
    )
    for code, choices in lists:
        if code not in dict(choices):
            raise BadInput("Un choix du formulaire n’existe pas.")


def _title(targets: Sequence[tuple[Target, ProfessionalOrder | None]]) -> str:
    names = [order.name if order else target.name.strip() for target, order in targets]
    return f"Plainte visant {', '.join(names)}"[:LONGEST_TITLE] if names else "Plainte sur l’admission"


def _add_people(dossier: Dossier, complaint: NewComplaint, now: datetime) -> None:
    channel = complaint.preferred_channel or ("email" if complaint.email.strip() else "post")
    add_person(
        dossier=dossier,
        role=PartyRole.REQUESTER,
        name=complaint.name.strip()[:200] or ANONYMOUS,
        civility=complaint.civility,
        email=complaint.email.strip(),
        phone=complaint.phone.strip()[:40],
        address=complaint.address.strip()[:1000],
        language=complaint.language or "fr",
        preferred_channel=channel,
        now=now,
    )
    if complaint.representative.strip():
        add_person(
            dossier=dossier,
            role=PartyRole.REPRESENTATIVE,
            name=complaint.representative.strip()[:200],
            email=complaint.representative_email.strip(),
            now=now,
        )


def _add_target(dossier: Dossier, target: Target, order: ProfessionalOrder | None, now: datetime) -> None:
    add_addressee(
        dossier=dossier,
        order=order,
        name=target.name,
        email=target.email,
        address=target.address,
        now=now,
    )
