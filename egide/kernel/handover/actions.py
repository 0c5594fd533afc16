"""`hand_over()`: a new dossier on the other side, a receipt on this one, in one transaction.

The carrier is the service `handover`, narrowed to the destination: the sender's actor never enters there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.documents.actions import Bytes, adopt_stored
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.handover.models import Receipt
from egide.kernel.handover.parcels import Parcel
from egide.law import roles
from egide.law.modules import Module
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append, dossier_chain
from egide.platform.storage import store

PREFIX = "REM"
CARRIER = "handover"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What the receiving module gets, on its own side of the wall, to make its dossier."""

    actor: Actor
    parcel: Parcel
    unit: Unit
    now: datetime


# The receiving module's own way to open its dossier; called behind the destination's wall.
Receive = Callable[[Arrival], Dossier]


def hand_over(
    *,
    actor: Actor,
    sender: Compartment,
    parcel: Parcel,
    kind: str,
    receive: Receive,
    dossier: Dossier | None = None,
    into: str = "",
    now: datetime,
) -> Receipt:
    """Will make the dossier of `kind` in its compartment, files re-encrypted there, and return the receipt.

    `into` names another compartment where the kind lives too; without it, the kind's own.
    Called inside the sender's transaction: both sides commit together, or neither does.

    :raises Refused: the kind receives nothing this way, lives on this side already, or has no unit yet.
    :raises StorageProblem: a file cannot be read or kept; nothing is handed then.
    """
    module = registry.module_of_kind(kind)
    destination = _destination(module, sender, into)
    # Keys are unwrapped here, as the sender; the plain chunks are encrypted again on the other side.
    opened = [(file.file_name, store.open_unchecked(stored=file)) for file in parcel.files]
    pieces = len(opened) + len(parcel.fresh)
    try:
        with acting_as(service(CARRIER, compartment_id=destination.pk)) as carrier:
            unit = _receiving_unit(destination)
            made = receive(Arrival(actor=carrier, parcel=parcel, unit=unit, now=now))
            for name, stream in (*opened, *((fresh.file_name, fresh.stream) for fresh in parcel.fresh)):
                _keep(made, stream, name, carrier, now)
            append(
                chain=dossier_chain(made.pk),
                compartment_id=destination.pk,
                dossier_id=made.pk,
                code="handover.received",
                data={"from": sender.code, "by": actor.code, "source": parcel.source, "pieces": pieces},
                at=now,
            )
    finally:
        for _, stream in opened:
            stream.close()
    receipt = _receipt(
        actor=actor,
        sender=sender,
        source=parcel.source,
        nature=kind,
        destination=destination.code,
        label=destination.name,
        pieces=pieces,
        dossier=dossier,
        handed_at=now,
        now=now,
    )
    _journal(receipt, "handover.made", now)
    return receipt


def prepare_slip(
    *,
    actor: Actor,
    sender: Compartment,
    source: str,
    nature: str,
    destination: str,
    label: str,
    pieces: int = 0,
    dossier: Dossier | None = None,
    now: datetime,
) -> Receipt:
    """Will number a slip « à remettre à… » for a destination that Égide does not hold: paper changes hands."""
    receipt = _receipt(
        actor=actor,
        sender=sender,
        source=source,
        nature=nature,
        destination=destination,
        label=label,
        pieces=pieces,
        dossier=dossier,
        handed_at=None,
        now=now,
    )
    _journal(receipt, "handover.slip_prepared", now)
    return receipt


def confirm_slip(*, receipt: Receipt, now: datetime) -> None:
    """Will note that what the slip names was handed.

    :raises Refused: already handed, or withdrawn.
    """
    _lock_pending(receipt)
    receipt.handed_at = now
    receipt.save(update_fields=["handed_at"])
    _journal(receipt, "handover.slip_confirmed", now)


def withdraw_slip(*, receipt: Receipt, now: datetime) -> None:
    """Will take a slip back before anything was handed; its number stays taken.

    :raises Refused: already handed, or withdrawn.
    """
    _lock_pending(receipt)
    receipt.withdrawn_at = now
    receipt.save(update_fields=["withdrawn_at"])
    _journal(receipt, "handover.slip_withdrawn", now)


def _keep(made: Dossier, stream: Bytes, file_name: str, carrier: Actor, now: datetime) -> None:
    # Scanned again on entry; one with a threat is kept closed there, as it was here: nothing is lost on the way.
    kept = store.put(
        stream=stream,
        file_name=file_name,
        compartment=made.compartment,
        actor_code=carrier.code,
        now=now,
    )
    adopt_stored(dossier=made, stored=kept, origin=Origin.RECEIVED, actor_code=carrier.code, now=now)


def _destination(module: Module, sender: Compartment, into: str) -> Compartment:
    assert module.kind is not None  # it was found by its kind
    allowed = module.policy.rules_for("receive") if module.policy else ()
    if not any(rule.role == roles.HANDOVER for rule in allowed):
        raise Refused(f"«\u00a0{module.name}\u00a0» ne reçoit rien par remise.")
    if into and into not in module.kind.compartments:
        raise Refused(f"«\u00a0{module.name}\u00a0» n’a pas de dossiers de ce côté-là.")
    destination = Compartment.objects.get(code=into or module.kind.compartment)
    if destination.pk == sender.pk:
        raise Refused("Ce dossier est déjà de ce côté-ci\u00a0: il se confie, il ne se remet pas.")
    return destination


def _receiving_unit(destination: Compartment) -> Unit:
    units = Unit.objects.select_related("compartment", "site").filter(compartment=destination)
    unit = units.order_by("pk").first()
    if unit is None:
        raise Refused(
            f"«\u00a0{destination.name}\u00a0» n’a pas encore d’unité pour recevoir. "
            "Une personne qui administre les comptes doit la créer; rien n’a été remis."
        )
    return unit


def _receipt(
    *,
    actor: Actor,
    sender: Compartment,
    source: str,
    nature: str,
    destination: str,
    label: str,
    pieces: int,
    dossier: Dossier | None,
    handed_at: datetime | None,
    now: datetime,
) -> Receipt:
    return Receipt.objects.create(
        compartment=sender,
        dossier=dossier,
        number=take_number(compartment=sender, prefix=PREFIX, year=timezone.localtime(now).year),
        source=source,
        nature=nature,
        destination=destination,
        destination_label=label,
        pieces=pieces,
        made_at=now,
        made_by=actor.code,
        handed_at=handed_at,
    )


def _lock_pending(receipt: Receipt) -> None:
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if row.handed_at or row.withdrawn_at:
        raise Refused("Ce bordereau a déjà été remis ou retiré.")


def _journal(receipt: Receipt, code: str, now: datetime) -> None:
    own = receipt.dossier_id
    append(
        chain=dossier_chain(own) if own else access_chain(receipt.compartment.code, now),
        compartment_id=receipt.compartment_id,
        dossier_id=own,
        code=code,
        data={
            "receipt": receipt.number,
            "source": receipt.source,
            "to": receipt.destination,
            "pieces": receipt.pieces,
        },
        at=now,
    )
