"""What is done with an exchange: open it, change the date asked, link the complaint concerned.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle's.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.deadlines.giving import give_date
from egide.kernel.dossiers.actions import Opening, assign, open_dossier, touch
from egide.kernel.dossiers.models import Confidentiality, Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.lifecycle.running import run
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.kernel.records.holds import hold_what_is_touched, standing
from egide.kernel.records.models import HoldKind
from egide.law.roles import COMMISSION
from egide.modules.ombudsman.access import KIND
from egide.modules.ombudsman.delegates import give_to_known
from egide.modules.ombudsman.law import ANSWER, RECEIVED
from egide.modules.ombudsman.models import OmbudsmanExchange
from egide.modules.ombudsman.queries import details, respondent_for
from egide.modules.ombudsman.releasing import release_held
from egide.modules.ombudsman.subjects import subject_on
from egide.modules.ombudsman.vocabulary import Nature
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

TITLES = {
    Nature.QUESTION: "Question du Protecteur du citoyen",
    Nature.DOCUMENTS: "Demande de documents du Protecteur du citoyen",
    Nature.RECOMMENDATION: "Recommandation du Protecteur du citoyen",
}
WHY_HELD = "Un échange avec le Protecteur du citoyen est ouvert."


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the delegate sends, by whatever medium; `asked_on` is the date that she asks for, if she does."""

    nature: str
    subject: str
    text: str
    delegate: str
    received_at: datetime
    channel: str
    email: str = ""
    phone: str = ""
    address: str = ""
    civility: str = ""
    their_reference: str = ""
    asked_on: date | None = None
    linked_number: str = ""


def open_exchange(*, actor: Actor, asked: Asked, unit: Unit, now: datetime) -> Dossier:
    """Will open the exchange in the unit's compartment, and give it to the respondent of its subject.

    Nobody answers for the subject that day: it waits for the team to give it.

    :raises Refused: the receipt is in the future, the date asked precedes it, or the subject is not offered.
    """
    nature = Nature(asked.nature)
    subject = subject_on(asked.subject, day=timezone.localdate(now), compartment_id=unit.compartment_id)
    walled = unit.compartment.code == COMMISSION.code
    dossier = open_dossier(
        opening=Opening(
            kind=KIND,
            title=f"{TITLES[nature]} — {subject.name}"[:200],
            unit=unit,
            site=unit.site,
            received_at=asked.received_at,
            channel=asked.channel,
            confidentiality=Confidentiality.COMMISSIONER if walled else Confidentiality.RESTRICTED,
        ),
        now=now,
    )
    OmbudsmanExchange.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        nature=nature,
        subject=subject.code,
        subject_name=subject.name,
        their_reference=asked.their_reference.strip(),
        asked_on=asked.asked_on,
        linked_number=asked.linked_number.strip().upper(),
        text=asked.text,
    )
    add_person(
        dossier=dossier,
        role=PartyRole.REQUESTER,
        name=asked.delegate,
        email=asked.email,
        phone=asked.phone,
        address=asked.address,
        civility=asked.civility,
        preferred_channel="email" if asked.email else "phone" if asked.phone else "post",
        now=now,
    )
    record_fact(
        dossier=dossier, fact=RECEIVED, occurred_on=dossier.received_on, actor_code=actor.code, now=now
    )
    if asked.asked_on:
        _ask(dossier, asked.asked_on, now)
    hold_linked(actor=actor, dossier=dossier, now=now)
    give_to_known(dossier=dossier, now=now)
    _hand_to_respondent(actor, dossier, subject.code, now)
    return dossier


def ask_for_date(*, dossier: Dossier, on: date, now: datetime) -> None:
    """Will fix the answer at the date that the delegate asks for: another one, or the first.

    :raises Refused: the exchange is answered, or the date precedes the receipt.
    """
    own = details(dossier)
    own.asked_on = on
    own.save(update_fields=["asked_on"])
    _ask(dossier, on, now)
    touch(dossier)


def hold_linked(*, actor: Actor, dossier: Dossier, now: datetime) -> Dossier | None:
    """Will hold the complaint concerned while the exchange is open, if the actor may see it, and return it.

    Behind another wall the number alone is known: its own side places its own hold.
    """
    number = details(dossier).linked_number
    if not number or number == dossier.number:
        return None
    linked = visible(actor).filter(number=number).select_for_update(of=("self",)).first()
    if linked is not None:
        hold_what_is_touched(
            dossiers=(linked,),
            kind=HoldKind.OMBUDSMAN,
            by_dossier=dossier,
            actor_code=actor.code,
            why=WHY_HELD,
            now=now,
        )
    return linked


def link_complaint(*, actor: Actor, dossier: Dossier, number: str, now: datetime) -> Dossier | None:
    """Will keep the number of the complaint concerned, hold it when it is in reach, and return it then.

    :raises Refused: it is the exchange's own number.
    """
    wanted = number.strip().upper()
    if wanted == dossier.number:
        raise Refused("C’est le numéro de cet échange\u00a0: donnez celui du dossier concerné.")
    own = details(dossier)
    own.linked_number = wanted
    own.save(update_fields=["linked_number"])
    touch(dossier)
    return hold_linked(actor=actor, dossier=dossier, now=now)


def release_linked(*, actor: Actor, dossier: Dossier, now: datetime) -> None:
    """Will lift by hand what a closed exchange still holds: one that ended before its end released by itself.

    :raises Refused: the exchange is open, or holds nothing.
    """
    if dossier.closed_on is None:
        raise Refused("L’échange est ouvert : ce qu’il touche reste retenu.")
    if not standing(dossier, dossier.number):
        raise Refused("Cet échange ne retient plus rien.")
    release_held(dossier=dossier, actor_code=actor.code, now=now)


def _ask(dossier: Dossier, on: date, now: datetime) -> None:
    give_date(dossier=dossier, deadline=ANSWER, on=on, now=now)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="ombudsman.date_asked",
        data={"on": on.isoformat()},
        at=now,
    )


def _hand_to_respondent(actor: Actor, dossier: Dossier, subject: str, now: datetime) -> None:
    day = timezone.localdate(now)
    named = respondent_for(subject, day=day, compartment_id=dossier.compartment_id)
    if named is None:
        return
    try:
        assign(dossier=dossier, to=named.user, now=now)
    except Refused:
        # In conflict, or no longer of the unit: the team chooses someone else.
        return
    run(actor=actor, dossier=dossier, code="assign_respondent", answers={}, now=now)
