"""What the Office does with a request: receive it, open its dossier, set it aside.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from egide.kernel.deadlines.duedates import cancel
from egide.kernel.deadlines.facts import record_fact
from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import Opening, assign, open_dossier
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.parties.actions import add_order, add_person, party_of_role
from egide.kernel.parties.models import PartyRole, ProfessionalOrder
from egide.kernel.passes.actions import bind_passes
from egide.modules.interventions.access import KIND
from egide.modules.interventions.law import ACKNOWLEDGMENT, RECEIVED, REPLY
from egide.modules.interventions.models import (
    InterventionDetails,
    Mechanism,
    Request,
    RequestFile,
    Situation,
)
from egide.modules.interventions.recourses import add_recourse
from egide.modules.interventions.told import Step, read_answers
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Site, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append
from egide.platform.storage.joined import Upload, keep_joined

FORM_VERSION = "2026-1"
LONGEST_REASON = 300
ANONYMOUS = "Personne anonyme"


@dataclass(frozen=True, kw_only=True)
class PersonIntake:
    """Another person of the request: a second signatory, someone who acts for the first. `role`: a PartyRole."""

    role: str
    name: str
    email: str = ""
    phone: str = ""
    address: str = ""
    civility: str = ""
    preferred_channel: str = "email"
    language: str = "fr"


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What the secretariat knows when it opens a dossier, from the form, a letter or a call."""

    title: str
    name: str
    received_at: datetime
    channel: str
    summary: str
    order: ProfessionalOrder | None = None
    email: str = ""
    phone: str = ""
    address: str = ""
    mechanism: str = "other"
    situation: str = "other"
    inquiry_requested_on: date | None = None
    syndic_decided_on: date | None = None
    # The person's own words when she has no exact day (« vers mars 2026 »): no delay is counted from them.
    inquiry_requested_about: str = ""
    syndic_decided_about: str = ""
    wish: str = ""
    preferred_channel: str = "email"
    language: str = "fr"
    civility: str = ""
    # The other steps already taken; those with the syndic are above.
    recourses: tuple[Step, ...] = ()
    orders: tuple[ProfessionalOrder, ...] = ()
    people: tuple[PersonIntake, ...] = ()
    anonymous: bool = False
    minor: bool = False

    @property
    def every_order(self) -> tuple[ProfessionalOrder, ...]:
        """The orders concerned, the first named first, each once."""
        first = (self.order,) if self.order else ()
        return tuple({order.pk: order for order in (*first, *self.orders)}.values())

    @property
    def can_be_written_to(self) -> bool:
        """Whether a letter has somewhere to go: an anonymous person may have left no address."""
        return not self.anonymous or bool(self.email or self.address)


def submit_request(
    *,
    actor: Actor,
    name: str,
    order: ProfessionalOrder | None,
    answers: Mapping[str, Any],
    uploads: Iterable[Upload] = (),
    form_key: str = "",
    now: datetime,
) -> Request:
    """Will keep what the person wrote, as she wrote it, with its files and a reference number.

    The same `form_key` again gives back the request that it made: a form sent twice is one request.

    :raises RefusedFiles: files are too large, empty, infected or of a refused type; nothing is kept then.
    """
    office = Compartment.objects.get(code="office")
    if form_key and (sent := _sent_already(office, form_key)):
        return sent
    stored = keep_joined(uploads, compartment=office, actor_code=actor.code, now=now)
    request = Request.objects.create(
        compartment=office,
        # After the files: the counter stays locked until the end of the transaction.
        reference=take_number(compartment=office, prefix="REC", year=timezone.localtime(now).year),
        received_at=now,
        name=name,
        order=order,
        form_version=FORM_VERSION,
        form_key=form_key,
        answers=dict(answers),
    )
    for kept in stored:
        RequestFile.objects.create(request=request, compartment=office, stored=kept)
    append(
        chain=access_chain(office.code, now),
        compartment_id=office.pk,
        code="request.received",
        data={"reference": request.reference, "form": FORM_VERSION},
        at=now,
    )
    return request


def _sent_already(office: Compartment, form_key: str) -> Request | None:
    # Of two simultaneous sendings the second waits here, until the first has committed.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"form:{form_key}"])
    return Request.objects.filter(compartment=office, form_key=form_key).first()


def open_intervention(
    *,
    actor: Actor,
    intake: Intake,
    unit: Unit,
    site: Site,
    request: Request | None = None,
    assignee: User | None = None,
    now: datetime,
) -> Dossier:
    """Will open the dossier: number, parties, deadlines with their proof, and the drafted acknowledgment.

    Receipt is the real day at whichever site first received the request (domain.md C.4).

    :raises Refused: the request was already opened or set aside.
    """
    if request is not None:
        _lock_waiting(request)
    dossier = open_dossier(
        opening=Opening(
            kind=KIND,
            title=intake.title,
            unit=unit,
            site=site,
            received_at=intake.received_at,
            channel=intake.channel,
            confidentiality=Confidentiality.PERSONAL,
            language=intake.language,
        ),
        now=now,
    )
    _add_parties(dossier, intake, now)
    InterventionDetails.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        order=next(iter(intake.every_order), None),
        mechanism=intake.mechanism,
        situation=intake.situation,
        summary=intake.summary,
        wish=intake.wish,
        anonymous=intake.anonymous,
        minor=intake.minor,
    )
    _note_recourses(dossier, intake, now)
    if request is not None:
        _attach(dossier, request, actor, now)
    record_fact(
        dossier=dossier, fact=RECEIVED, occurred_on=dossier.received_on, actor_code=actor.code, now=now
    )
    if assignee is not None:  # before the draft: the acknowledgment names whom to reach
        assign(dossier=dossier, to=assignee, now=now)
    if intake.can_be_written_to:
        draft_letter(dossier=dossier, template="acknowledgment", answers={}, actor_code=actor.code, now=now)
    else:
        release_commitments(dossier=dossier, now=now)
    return dossier


def release_commitments(*, dossier: Dossier, now: datetime) -> None:
    """Will cancel the commitments of a dossier whose person cannot be written to: there is nobody to answer."""
    for deadline in (ACKNOWLEDGMENT, REPLY):
        cancel(dossier=dossier, deadline=deadline, now=now)


def set_aside(*, request: Request, reason: str, now: datetime) -> None:
    """Will set a request aside (duplicate, test, sent by mistake); it stays readable with its reason.

    :raises Refused: no reason, too long a reason, or already dealt with.
    """
    _lock_waiting(request)
    why = reason.strip()
    if not why:
        raise Refused("Dites pourquoi la demande est mise de côté.")
    if len(why) > LONGEST_REASON or "\x00" in why:
        raise Refused(f"La raison tient en {LONGEST_REASON} caractères, sans caractère de contrôle.")
    request.set_aside_at, request.set_aside_reason = now, why
    request.save(update_fields=["set_aside_at", "set_aside_reason"])
    append(
        chain=access_chain(request.compartment.code, now),
        compartment_id=request.compartment_id,
        code="request.set_aside",
        data={"reference": request.reference},
        notes={"reason": why},
        at=now,
    )


def _lock_waiting(request: Request) -> None:
    # Of two people who open the same request at once, the second waits here, then is refused.
    row = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.dossier_id or row.set_aside_at:
        raise Refused("Cette demande a déjà été traitée par une autre personne.")


def intake_from(request: Request) -> Intake:
    """Will turn the answers of the form, as received, into what opening a dossier needs.

    When somebody acts for the person named, that person is reached through the representative.
    """
    told = read_answers(request.answers)
    steps = {step.kind: step for step in told.steps}
    asked, decided = steps.pop("inquiry_requested", None), steps.pop("syndic_decided", None)
    return Intake(
        title=told.title or "Demande d’intervention",
        name=request.name,
        received_at=request.received_at,
        channel=Channel.FORM,
        summary=told.summary,
        order=request.order,
        email=told.email,
        phone=told.phone,
        address=told.reached_at,
        mechanism=told.mechanism if told.mechanism in Mechanism.values else Mechanism.OTHER,
        situation=told.situation if told.situation in Situation.values else Situation.OTHER,
        inquiry_requested_on=asked.on if asked else None,
        syndic_decided_on=decided.on if decided else None,
        inquiry_requested_about=asked.about if asked else "",
        syndic_decided_about=decided.about if decided else "",
        recourses=(*steps.values(), *told.other_step),
        wish=told.wish,
        preferred_channel=told.preferred_channel or "email",
        orders=_orders(told.other_orders),
        people=tuple(
            PersonIntake(
                role=one.role,
                name=one.name,
                email=one.email,
                phone=one.phone,
                address=one.address,
                preferred_channel="email" if one.email else "post" if one.address else "phone",
            )
            for one in told.people
        ),
        anonymous=told.who == "anonymous",
        minor=told.who == "parent",
    )


def _orders(slugs: tuple[str, ...]) -> tuple[ProfessionalOrder, ...]:
    known = ProfessionalOrder.objects.in_bulk(slugs, field_name="slug")
    return tuple(known[slug] for slug in slugs if slug in known)


def _add_parties(dossier: Dossier, intake: Intake, now: datetime) -> None:
    first = PersonIntake(
        role=PartyRole.REQUESTER,
        name=intake.name.strip() or (ANONYMOUS if intake.anonymous else ""),
        email=intake.email,
        phone=intake.phone,
        address=intake.address,
        civility=intake.civility,
        preferred_channel=intake.preferred_channel,
        language=intake.language,
    )
    for person in (first, *intake.people):
        given = {field: value for field, value in asdict(person).items() if value}
        role, name = PartyRole(given.pop("role")), given.pop("name", "")
        add_person(dossier=dossier, role=role, name=name, now=now, **given)
    for order in intake.every_order:
        add_order(dossier=dossier, order=order, now=now)


def _note_recourses(dossier: Dossier, intake: Intake, now: datetime) -> None:
    said = (
        ("inquiry_requested", intake.inquiry_requested_on, intake.inquiry_requested_about),
        ("syndic_decided", intake.syndic_decided_on, intake.syndic_decided_about),
        *((step.kind, step.on, step.about) for step in intake.recourses),
    )
    for kind, day, about in said:
        if day or about.strip():
            add_recourse(dossier=dossier, kind=kind, happened_on=day, about=about, now=now)


def _attach(dossier: Dossier, request: Request, actor: Actor, now: datetime) -> None:
    request.dossier = dossier
    request.save(update_fields=["dossier"])
    if person := party_of_role(dossier, PartyRole.REQUESTER):
        bind_passes(reference=request.reference, dossier=dossier, party=person, now=now)
    for file in request.files.select_related("stored").order_by("pk"):
        adopt_stored(
            dossier=dossier, stored=file.stored, origin=Origin.RECEIVED, actor_code=actor.code, now=now
        )
