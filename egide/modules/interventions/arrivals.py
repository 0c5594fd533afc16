"""What becomes of a request that is no request for intervention: handed over and emptied, or put back.

Opening a dossier and setting aside are in actions.py. A request that was handed over keeps its number only.
"""

from datetime import datetime

from egide.kernel.dossiers.models import Channel
from egide.kernel.handover.models import Receipt
from egide.kernel.handover.parcels import Parcel, Person
from egide.kernel.parties.models import PartyRole
from egide.modules.interventions.models import Mechanism, Request
from egide.modules.interventions.told import Told, read_answers
from egide.platform.accounts.models import Site
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append
from egide.platform.storage.destruction import destroy

HANDED = "Demande remise"
LONGEST = 20000


def check_waiting(request: Request) -> None:
    """Will lock the request and stop whoever comes second.

    :raises Refused: a dossier was opened, or it was set aside or handed over.
    """
    row = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.dossier_id or row.set_aside_at:
        raise Refused("Cette demande a déjà été traitée par une autre personne.")


def parcel_of(request: Request, *, site: Site) -> Parcel:
    """Will gather the words, the people and the files of a request, for a hand-over."""
    told = read_answers(request.answers)
    person = Person(
        role=PartyRole.REQUESTER,
        name=request.name,
        email=told.email,
        phone=told.phone,
        address=told.address,
        preferred_channel="post" if told.preferred_channel == "post" else "email",
    )
    others = (
        Person(role=PartyRole(one.role), name=one.name, email=one.email, phone=one.phone, address=one.address)
        for one in told.people
    )
    return Parcel(
        source=request.reference,
        title=told.title or "Demande",
        text=_words(request, told)[:LONGEST],
        received_at=request.received_at,
        channel=Channel.FORM,
        site=site,
        people=(person, *others),
        files=tuple(row.stored for row in request.files.select_related("stored").order_by("pk")),
    )


def empty_handed(*, request: Request, receipt: Receipt, now: datetime) -> None:
    """Will take out of the sender's side all that was handed: words, name, files. The receipt says where it went.

    Files are destroyed here under the receipt's number: their copies live on the other side.
    """
    files = list(request.files.select_related("stored"))
    request.files.all().delete()
    for row in files:
        destroy(object_id=row.stored_id, decision=receipt.number, now=now)
    request.name, request.answers, request.order = HANDED, {}, None
    request.set_aside_at = now
    request.set_aside_reason = f"Remise à «\u00a0{receipt.destination_label}\u00a0», reçu {receipt.number}."
    request.save(update_fields=["name", "answers", "order", "set_aside_at", "set_aside_reason"])
    _journal(request, "request.handed_over", now, receipt=receipt.number)


def put_back(*, request: Request, now: datetime) -> None:
    """Will return a request that was set aside by mistake to the box, as it was.

    :raises Refused: it is not set aside, or its content was handed over and is no longer here.
    """
    row = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.set_aside_at is None:
        raise Refused("Cette demande n’est pas mise de côté.")
    if not row.answers:
        raise Refused("Cette demande a été remise\u00a0: son contenu n’est plus ici et ne peut pas revenir.")
    request.set_aside_at, request.set_aside_reason = None, ""
    request.save(update_fields=["set_aside_at", "set_aside_reason"])
    _journal(request, "request.put_back", now)


def _words(request: Request, told: Told) -> str:
    mechanism = dict(Mechanism.choices).get(told.mechanism)
    parts = (
        told.title,
        told.summary,
        f"Ce que la personne souhaite\u00a0: {told.wish}" if told.wish else "",
        f"Ordre nommé\u00a0: {request.order.name}" if request.order else "",
        f"Mécanisme nommé\u00a0: {mechanism}" if mechanism and told.mechanism != Mechanism.OTHER else "",
        f"Autre démarche\u00a0: {told.other_recourse}" if told.other_recourse else "",
        f"Adaptation demandée\u00a0: {told.accommodations}" if told.accommodations else "",
    )
    return "\n\n".join(part for part in parts if part)


def _journal(request: Request, code: str, now: datetime, **data: str) -> None:
    append(
        chain=access_chain(request.compartment.code, now),
        compartment_id=request.compartment_id,
        code=code,
        data={"reference": request.reference, **data},
        at=now,
    )
