"""One act for each nature: the request is handed over, counted, or given a slip, in the page's transaction.

Interfaces are where modules meet: the kernel carries, the receiving module opens, the sender empties.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from egide.interfaces.staff.natures import Nature
from egide.kernel.handover.actions import Receive, hand_over, prepare_slip, withdraw_slip
from egide.kernel.handover.models import Receipt
from egide.kernel.handover.parcels import Parcel
from egide.kernel.parties.models import ProfessionalOrder
from egide.modules.access_requests import access as access_requests
from egide.modules.access_requests.actions import receive as receive_access
from egide.modules.admission_complaints import access as admission
from egide.modules.admission_complaints.actions import receive as receive_admission
from egide.modules.admission_staff import access as staff
from egide.modules.admission_staff.actions import receive as receive_staff
from egide.modules.correspondence.actions import check_waiting as check_piece
from egide.modules.correspondence.actions import handed_over
from egide.modules.correspondence.models import MailPiece
from egide.modules.disclosures import access as disclosures
from egide.modules.disclosures.actions import receive as receive_disclosure
from egide.modules.information_cards.actions import Told, note_card, withdraw_card
from egide.modules.information_cards.models import CardChannel, InformationCard
from egide.modules.interventions.actions import set_aside
from egide.modules.interventions.arrivals import check_waiting, empty_handed, parcel_of, put_back
from egide.modules.interventions.models import Request
from egide.modules.service_complaints import access as complaints
from egide.modules.service_complaints.actions import Concern, receiver
from egide.modules.service_complaints.models import Nature as ComplaintNature
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Membership, Site, Unit, User
from egide.platform.errors.failures import Refused

Given = Mapping[str, Any]
# Whom a complaint about services may concern: the Commissioner's own people answer to him.
CONCERNED_IN = ("office", "presidency")


def hand_request(*, actor: Actor, request: Request, nature: Nature, given: Given, now: datetime) -> Receipt:
    """Will hand the request over and leave nothing of it on this side but a receipt.

    :raises Refused: already dealt with, or nobody can receive it yet.
    """
    check_waiting(request)
    receipt = carry(
        actor=actor,
        sender=request.compartment,
        parcel=parcel_of(request, site=site_of(actor)),
        nature=nature,
        given=given,
        now=now,
    )
    empty_handed(request=request, receipt=receipt, now=now)
    return receipt


def hand_piece(
    *, actor: Actor, piece: MailPiece | None, parcel: Parcel, nature: Nature, given: Given, now: datetime
) -> Receipt:
    """Will hand over what was typed, with the files of a piece of the register when there is one, then emptied.

    :raises Refused: someone already dealt with the piece, or nobody can receive it yet.
    """
    sender = unit_of(actor).compartment
    if piece is not None:
        check_piece(piece)
        files = tuple(file.stored for file in piece.files.select_related("stored").order_by("rank"))
        parcel = replace(parcel, source=piece.number, files=files)
    receipt = carry(actor=actor, sender=sender, parcel=parcel, nature=nature, given=given, now=now)
    if piece is not None:
        handed_over(piece=piece, receipt=receipt.number, now=now)
    return receipt


def carry(
    *, actor: Actor, sender: Compartment, parcel: Parcel, nature: Nature, given: Given, now: datetime
) -> Receipt:
    """Will hand a parcel to the module that the nature names."""
    kind, receive = receiver_for(nature, given)
    return hand_over(actor=actor, sender=sender, parcel=parcel, kind=kind, receive=receive, now=now)


def count_request(*, actor: Actor, request: Request, given: Given, now: datetime) -> InformationCard:
    """Will count a card for the request, then set it aside with that reason.

    :raises Refused: already dealt with.
    """
    told = told_from(given, channel=CardChannel.FORM, source=request.reference)
    card = note_card(actor=actor, unit=unit_of(actor), told=told, now=now)
    set_aside(
        request=request, reason=f"Demande de renseignement\u00a0: fiche n° {card.number} du jour.", now=now
    )
    return card


def slip_request(*, actor: Actor, request: Request, nature: Nature, now: datetime) -> Receipt:
    """Will prepare the slip « à remettre à… » and set the request aside with its number.

    :raises Refused: already dealt with.
    """
    check_waiting(request)
    receipt = prepare_slip(
        actor=actor,
        sender=request.compartment,
        source=request.reference,
        nature=nature.code,
        destination=nature.destination,
        label=nature.destination_label,
        pieces=request.files.count(),
        now=now,
    )
    reason = f"À remettre à «\u00a0{nature.destination_label}\u00a0», bordereau {receipt.number}."
    set_aside(request=request, reason=reason, now=now)
    return receipt


def put_back_request(*, request: Request, now: datetime) -> None:
    """Will undo a typing where nothing irreversible happened: the slip or the card goes with it.

    :raises Refused: handed over, or not set aside.
    """
    slip = slip_of(request)
    if request.answers and slip is not None and slip.handed_at is not None:
        raise Refused("La remise est confirmée\u00a0: la demande ne revient plus dans la boîte.")
    put_back(request=request, now=now)
    if slip is not None:
        withdraw_slip(receipt=slip, now=now)
    cards = InformationCard.objects.select_related("compartment").filter(
        source=request.reference, withdrawn_at=None, opened_at=None
    )
    for card in cards:
        withdraw_card(card=card, now=now)


def received(reference: str, *, lock: bool) -> Request | None:
    """Will return a request by its reference, its row locked when asked; None when there is none to see."""
    rows = Request.objects.filter(reference=reference[:40].upper()).select_related("compartment", "order")
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def slip_of(request: Request) -> Receipt | None:
    """Will return the standing slip or receipt of a request, if any."""
    rows = Receipt.objects.select_related("compartment").filter(
        source=request.reference, compartment_id=request.compartment_id, withdrawn_at=None
    )
    return rows.order_by("-pk").first()


def told_from(given: Given, *, channel: str = "", source: str = "") -> Told:
    """Will turn a valid card form into what the card keeps."""
    order = given.get("order")
    return Told(
        theme=given["theme"],
        body=given["body"],
        outcome=given["outcome"],
        channel=channel or given["channel"],
        order=ProfessionalOrder.objects.filter(slug=order).first() if order else None,
        note=given.get("note", ""),
        source=source,
    )


def unit_of(actor: Actor) -> Unit:
    """Will return the unit of the Office where the actor works.

    :raises Refused: the actor works in no unit of the Office.
    """
    held = [a.unit_id for a in actor.roles if a.compartment_code == "office" and a.unit_id]
    unit = Unit.objects.select_related("compartment", "site").filter(pk__in=held).order_by("pk").first()
    if unit is None:
        raise Refused("Vous ne travaillez dans aucune unité de l’Office.")
    return unit


def site_of(actor: Actor) -> Site:
    """Will return the site where the actor works."""
    return unit_of(actor).site


def people_concerned(today: date) -> tuple[tuple[str, str], ...]:
    """Will return the people whom a complaint may concern: public identifier, name and unit."""
    current = Q(until=None) | Q(until__gt=today)
    rows = Membership.objects.filter(
        current, since__lte=today, user__is_active=True, unit__compartment__code__in=CONCERNED_IN
    )
    named = rows.select_related("user", "unit").order_by("user__full_name", "unit__name")
    return tuple({str(m.user.public_id): f"{m.user.full_name} · {m.unit.name}" for m in named}.items())


def units_concerned() -> tuple[tuple[str, str], ...]:
    """Will return the units that a complaint may concern."""
    units = Unit.objects.filter(compartment__code__in=CONCERNED_IN).order_by("name")
    return tuple(units.values_list("code", "name"))


def concern_from(given: Given, *, nature: str) -> Concern:
    """Will turn a valid form into what a complaint says of itself."""
    return Concern(
        nature=nature,
        about=given.get("about", ""),
        concerns_presidency=bool(given.get("concerns_presidency")),
        users=tuple(User.objects.filter(public_id__in=given.get("people") or ())),
        units=tuple(Unit.objects.filter(code__in=given.get("units") or ())),
    )


def receiver_for(nature: Nature, given: Given) -> tuple[str, Receive]:
    """Will return the kind of dossier that the nature makes on the other side, and what opens it there."""
    if nature.code == admission.KIND:
        return admission.KIND, receive_admission
    if nature.code == staff.KIND:
        return staff.KIND, receive_staff
    if nature.code == "about_commissioner":
        return complaints.KIND, receiver(Concern(concerns_commissioner=True))
    if nature.code == access_requests.KIND:
        return access_requests.KIND, receive_access
    if nature.code == disclosures.KIND:
        return disclosures.KIND, receive_disclosure
    comment = nature.code == "service_comment"
    kind = ComplaintNature.COMMENT if comment else ComplaintNature.COMPLAINT
    return complaints.KIND, receiver(concern_from(given, nature=kind))
