"""What the mail room does with a piece: enter it, keep its files, say what became of it; hand over a sealed one.

One keyword-only function per intention; the clock is an argument. Opening a dossier is another module's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.utils import timezone

from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_number, take_numbers
from egide.modules.correspondence.models import Direction, Fate, MailFile, MailPiece, SealedPiece, Work
from egide.modules.correspondence.numbering import SEALED_PREFIX, prefix_of
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Site, Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append, dossier_chain
from egide.platform.journal.append_many import Entry as Event
from egide.platform.journal.append_many import append_all
from egide.platform.storage import store
from egide.platform.storage.destruction import destroy
from egide.platform.storage.errors import Infected
from egide.platform.storage.models import ScanState, StoredObject

# Before the Professional Code (1973) nothing could be received: an earlier year is a slip of the keyboard.
EARLIEST = date(1973, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is known of a piece when it is entered; nothing but the medium, the site and the day is required."""

    medium: str
    site: Site
    received_on: date
    sender: str = ""
    sender_email: str = ""
    sender_phone: str = ""
    sender_address: str = ""
    addressee: str = ""
    subject: str = ""
    document_on: date | None = None
    original_at: str = ""


def enter_piece(
    *,
    actor: Actor,
    entry: Entry,
    compartment: Compartment | None = None,
    direction: Direction = Direction.IN,
    more: Mapping[str, Any] | None = None,
    now: datetime,
) -> MailPiece:
    """Will give the piece its number in the register of its compartment; the moment of entry is `now`.

    The Office's unless told otherwise. `more`: columns of the register that only some pieces have.

    :raises Refused: received in the future, or before the Office could receive anything.
    """
    place = compartment or Compartment.objects.get(code="office")
    (piece,) = enter_pieces(
        actor=actor, entries=[(entry, more or {})], compartment=place, direction=direction, now=now
    )
    return piece


def enter_pieces(
    *,
    actor: Actor,
    entries: Sequence[tuple[Entry, Mapping[str, Any]]],
    compartment: Compartment,
    direction: Direction = Direction.IN,
    now: datetime,
) -> list[MailPiece]:
    """Will enter several pieces of one register in the order given, in a few statements for all.

    :raises Refused: as `enter_piece`; then none is entered.
    """
    for entry, _ in entries:
        check_receipt(entry.received_on, now)
    numbers = _numbers([entry.received_on.year for entry, _ in entries], compartment)
    pieces = MailPiece.objects.bulk_create(
        MailPiece(
            compartment=compartment,
            number=next(numbers[entry.received_on.year]),
            entered_at=now,
            entered_by=actor.code,
            direction=direction,
            **_columns(entry),
            **more,
        )
        for entry, more in entries
    )
    chain = access_chain(compartment.code, now)
    told = [
        {"number": one.number, "medium": one.medium, "received_on": one.received_on.isoformat()}
        for one in pieces
    ]
    code = "mail.entered" if direction == Direction.IN else "mail.sent_entered"
    append_all(
        [
            Event(chain=chain, compartment_id=compartment.pk, dossier_id=None, code=code, data=data)
            for data in told
        ],
        at=now,
    )
    return pieces


def _numbers(years: Sequence[int], place: Compartment) -> dict[int, Iterator[str]]:
    # The years in their order: two who take in several wait for each other, never across.
    prefix = prefix_of(place.code)
    return {
        year: iter(take_numbers(compartment=place, prefix=prefix, year=year, count=count))
        for year, count in sorted(Counter(years).items())
    }


def complete_piece(*, piece: MailPiece, entry: Entry, now: datetime) -> None:
    """Will replace what was proposed by what a person confirmed.

    :raises Refused: received in the future, or the piece is no longer waiting.
    """
    check_receipt(entry.received_on, now)
    check_waiting(piece)
    columns = _columns(entry) | {"proposed": {}}
    for name, value in columns.items():
        setattr(piece, name, value)
    piece.save(update_fields=list(columns))


def keep_file(
    *, piece: MailPiece, stream: IO[bytes] | Iterable[bytes], file_name: str, actor: Actor, now: datetime
) -> MailFile:
    """Will keep a file of the piece, byte for byte, after those it already has.

    :raises StorageProblem: empty, too large, a program, infected… each with its French sentence.
    """
    stored = store.put(
        stream=stream, file_name=file_name, compartment=piece.compartment, actor_code=actor.code, now=now
    )
    if stored.scan_state == ScanState.INFECTED:
        raise Infected(stored.scan_detail)
    rank = MailFile.objects.filter(piece=piece).count() + 1
    return MailFile.objects.create(piece=piece, compartment=piece.compartment, stored=stored, rank=rank)


def keep_sealed(*, piece: MailPiece, sealed: Sequence[store.Sealed], actor: Actor, now: datetime) -> None:
    """Will keep files that were encrypted already, after those that the piece has: what the child took out of it."""
    place, rank = piece.compartment, MailFile.objects.filter(piece=piece).count() + 1
    kept = store.keep_all(sealed, compartment=place, actor_code=actor.code, now=now) if sealed else []
    MailFile.objects.bulk_create(
        MailFile(piece=piece, compartment=place, stored=one, rank=at)
        for at, one in enumerate(kept, start=rank)
    )


def opened(*, piece: MailPiece, dossier: Dossier, actor: Actor, now: datetime) -> tuple[DocumentVersion, ...]:
    """Will note that a dossier was opened from the piece, and put its files in it, the original first."""
    return _sent_to_dossier(piece, dossier, Fate.OPENED, actor, now)


def joined(*, piece: MailPiece, dossier: Dossier, actor: Actor, now: datetime) -> tuple[DocumentVersion, ...]:
    """Will put the files of the piece in an existing dossier and note it."""
    return _sent_to_dossier(piece, dossier, Fate.JOINED, actor, now)


def handed_to_unit(*, piece: MailPiece, unit: Unit, now: datetime) -> None:
    """Will note that the piece went to another unit.

    :raises Refused: the piece is no longer waiting.
    """
    check_waiting(piece)
    piece.fate, piece.unit = Fate.UNIT, unit
    piece.save(update_fields=["fate", "unit"])
    _journal(piece, "mail.handed_to_unit", now, unit=unit.name)


def carded(*, piece: MailPiece, now: datetime) -> None:
    """Will note that the piece asked for information only: a card counts it.

    :raises Refused: the piece is no longer waiting.
    """
    check_waiting(piece)
    piece.fate = Fate.CARD
    piece.save(update_fields=["fate"])
    _journal(piece, "mail.carded", now)


def handed_over(*, piece: MailPiece, receipt: str, now: datetime) -> None:
    """Will empty a piece whose content crossed to another compartment: the number and the receipt are what stays.

    Its files are destroyed here under the receipt's number: their copies live on the other side.

    :raises Refused: the piece is no longer waiting.
    """
    check_waiting(piece)
    stored = list(piece.files.values_list("stored_id", flat=True))
    piece.files.all().delete()
    for object_id in stored:
        destroy(object_id=object_id, decision=receipt, now=now)
    emptied = dict.fromkeys(("sender", "sender_email", "sender_phone", "sender_address", "addressee"), "")
    changed: dict[str, Any] = emptied | {
        "subject": f"Contenu remis, reçu {receipt}",
        "document_on": None,
        "original_at": "",
        "proposed": {},
        "fate": Fate.HANDED,
    }
    for name, value in changed.items():
        setattr(piece, name, value)
    piece.save(update_fields=list(changed))
    _journal(piece, "mail.handed_over", now, receipt=receipt)


def enter_sealed(
    *,
    actor: Actor,
    addressed_to: str,
    medium: str,
    site: Site,
    received_on: date,
    handed_to: str,
    handed_at: datetime,
    now: datetime,
) -> SealedPiece:
    """Will enter a sealed piece: dates, medium and hand-over, and nothing else.

    :raises Refused: received or handed over in the future, or handed over to nobody.
    """
    check_receipt(received_on, now)
    if handed_at > now:
        raise Refused("La remise ne peut pas être dans l’avenir.")
    if not handed_to.strip():
        raise Refused("Dites à qui le pli a été remis.")
    office = Compartment.objects.get(code="office")
    piece = SealedPiece.objects.create(
        number=take_number(compartment=office, prefix=SEALED_PREFIX, year=received_on.year),
        addressed_to=addressed_to,
        medium=medium,
        site=site,
        received_on=received_on,
        entered_at=now,
        entered_by=actor.code,
        handed_to=handed_to.strip(),
        handed_at=handed_at,
    )
    append(
        chain=access_chain(office.code, now),
        compartment_id=office.pk,
        code="mail.sealed_entered",
        data={"number": piece.number, "received_on": received_on.isoformat()},
        at=now,
    )
    return piece


def acknowledge_sealed(*, piece: SealedPiece, actor: Actor, now: datetime) -> None:
    """Will note that the addressee's side has the piece.

    :raises Refused: already acknowledged, or the actor is not of the side it is addressed to.
    """
    row = SealedPiece.objects.select_for_update().get(pk=piece.pk)
    if row.addressed_to not in {held.compartment_code for held in actor.roles}:
        raise Refused("Seul le destinataire du pli peut en accuser réception.")
    if row.acknowledged_at is not None:
        raise Refused("La réception de ce pli a déjà été confirmée.")
    piece.acknowledged_at, piece.acknowledged_by = now, actor.name[:200]
    piece.save(update_fields=["acknowledged_at", "acknowledged_by"])


def check_receipt(received_on: date, now: datetime) -> None:
    """Will refuse a day of receipt that has not come, or that cannot be.

    :raises Refused: with the sentence to show beside the field.
    """
    if received_on > timezone.localdate(now):
        raise Refused("La réception ne peut pas être dans l’avenir.")
    if received_on < EARLIEST:
        raise Refused(f"Vérifiez l’année\u00a0: la réception ne peut pas précéder {EARLIEST.year}.")


def _columns(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def _sent_to_dossier(
    piece: MailPiece, dossier: Dossier, fate: Fate, actor: Actor, now: datetime
) -> tuple[DocumentVersion, ...]:
    check_waiting(piece)
    stored = [file.stored for file in piece.files.select_related("stored").order_by("rank")]
    piece.fate, piece.dossier = fate, dossier
    piece.save(update_fields=["fate", "dossier"])
    versions = tuple(_adopted(dossier, one, actor, now) for one in stored)
    _journal(piece, f"mail.{fate}", now, dossier=dossier)
    return versions


def _adopted(dossier: Dossier, stored: StoredObject, actor: Actor, now: datetime) -> DocumentVersion:
    return adopt_stored(
        dossier=dossier, stored=stored, origin=Origin.RECEIVED, actor_code=actor.code, now=now
    )


def check_waiting(piece: MailPiece) -> None:
    """Will lock the piece and stop whoever comes second.

    :raises Refused: someone already said what became of it.
    """
    # Of two people who deal with the same piece at once, the second waits here, then is refused.
    row = MailPiece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if row.fate != Fate.WAITING or row.work in (Work.ANSWERED, Work.FILED):
        raise Refused("Cette pièce a déjà été traitée par une autre personne.")


def _journal(piece: MailPiece, code: str, now: datetime, dossier: Dossier | None = None, **data: str) -> None:
    if dossier is not None:
        append(
            chain=dossier_chain(dossier.pk),
            compartment_id=dossier.compartment_id,
            dossier_id=dossier.pk,
            code=code,
            data={"number": piece.number, "received_on": piece.received_on.isoformat()} | data,
            at=now,
        )
        return
    append(
        chain=access_chain(piece.compartment.code, now),
        compartment_id=piece.compartment_id,
        code=code,
        data={"number": piece.number} | data,
        at=now,
    )
