"""Posting, releasing and settling messages between the Office and someone outside.

What an order sends is internal until it is released; words that worry raise an alert for the staff.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from egide.kernel import events
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.content import placed, ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.models import Alert, Direction, Message, MessageFile
from egide.kernel.parties.models import Party, PartyRole
from egide.law.concerns import concern_in
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.storage.joined import Upload, each_or_none

LONGEST = 20_000
LONGEST_NOTE = 2000
NO_TEXT = "Écrivez votre message."


def post_message(
    *,
    dossier: Dossier,
    direction: Direction | str,
    party: Party,
    text: str,
    files: Sequence[Upload] = (),
    shared: Sequence[DocumentVersion] = (),
    document: Document | None = None,
    withdrawal: bool = False,
    form_key: str = "",
    actor_code: str,
    now: datetime,
) -> Message:
    """Will keep the message with its files, which become documents of the dossier; the dossier's row is locked.

    `shared`: documents already in the dossier, for the person to read. `document`: the letter that an order
    answers. The same `form_key` again gives back the message that it made.

    :raises Refused: no text, too long, or not of this dossier.
    :raises RefusedFiles: a file cannot be kept; nothing is.
    """
    written = text.strip()
    if not written:
        raise Refused(NO_TEXT)
    if len(written) > LONGEST or "\x00" in written:
        raise Refused(f"Un message tient en {LONGEST} caractères, sans caractère de contrôle.")
    if party.dossier_id != dossier.pk or any(version.dossier_id != dossier.pk for version in shared):
        raise Refused("Cette personne ou ce document n’est pas de ce dossier.")
    if form_key and (sent := _sent_already(dossier, form_key)):
        return sent
    message = Message.objects.create(
        **ranked(Message, dossier),
        direction=direction,
        party=party,
        document=document,
        text=written,
        posted_at=now,
        posted_by=actor_code,
        form_key=form_key,
        withdrawal=withdrawal,
    )
    versions = [*shared, *_kept(dossier, files, direction, actor_code, now)]
    for version in versions:
        MessageFile.objects.create(
            **placed(dossier), message=message, version=version, released=direction == Direction.OUT
        )
    incoming = direction == Direction.IN
    _journal(message, "message.received" if incoming else "message.posted", now, files=len(versions))
    if withdrawal:
        _journal(message, "message.withdrawal_asked", now)
    if incoming:
        flag(dossier=dossier, message=message, now=now)
    events.announce_message(
        dossier=dossier,
        message=message,
        on=timezone.localtime(now).date(),
        now=now,
        event=events.MESSAGE_RECEIVED if incoming else events.MESSAGE_POSTED,
    )
    return message


def flag(*, dossier: Dossier, message: Message, now: datetime) -> Alert | None:
    """Will raise an alert when the words of the message show distress or a threat; staff closes it by name."""
    concern = concern_in(message.text)
    if concern is None:
        return None
    alert = Alert.objects.create(**placed(dossier), message=message, concern=concern, raised_at=now)
    _journal(message, "message.flagged", now, concern=str(concern))
    return alert


def handle(*, actor: Actor, dossier: Dossier, message: Message, note: str, now: datetime) -> None:
    """Will close the alert of a message in the name of whoever took charge of it, with what was done.

    :raises Refused: no alert, already closed, no note, or nobody by name.
    """
    said = note.strip()
    if actor.user_id is None:
        raise Refused("Une alerte est prise en charge par une personne, en son nom.")
    if not said or len(said) > LONGEST_NOTE or "\x00" in said:
        raise Refused(f"Dites ce qui a été fait, en {LONGEST_NOTE} caractères au plus.")
    alert = Alert.objects.filter(message=message).first()
    if alert is None or alert.handled_at is not None:
        raise Refused("Ce message n’attend pas de prise en charge.")
    alert.handled_at, alert.handled_by_id, alert.note = now, actor.user_id, said
    alert.save(update_fields=["handled_at", "handled_by", "note"])
    _journal(message, "message.handled", now, notes={"note": said})


def release(
    *,
    actor: Actor,
    dossier: Dossier,
    message: Message,
    to: Party | None = None,
    files: Sequence[MessageFile] = (),
    now: datetime,
) -> None:
    """Will let the person read what an order sent: its text, and the files chosen; by someone, by name.

    `to`: the requester unless told otherwise.

    :raises Refused: it is not an order's, is already released, or nobody may read it.
    """
    reader = (
        to or Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.REQUESTER).order_by("rank").first()
    )
    if actor.user_id is None:
        raise Refused("Une réponse est transmise par une personne, en son nom.")
    if message.direction != Direction.IN or message.party.role != PartyRole.ORDER:
        raise Refused("Seul ce qu’un ordre a envoyé se transmet à la personne.")
    if message.released_at is not None:
        raise Refused("Cette réponse a déjà été transmise à la personne.")
    if reader is None or reader.dossier_id != dossier.pk:
        raise Refused("Le dossier n’a pas de personne à qui transmettre cette réponse.")
    message.released_at, message.released_by_id, message.released_to = now, actor.user_id, reader
    message.save(update_fields=["released_at", "released_by", "released_to"])
    for file in files:
        MessageFile.objects.filter(pk=file.pk, message=message).update(released=True)
    _journal(message, "message.released", now, files=len(files))


def settle_withdrawal(*, message: Message, now: datetime) -> None:
    """Will mark a request to withdraw as dealt with."""
    Message.objects.filter(pk=message.pk, withdrawal=True, settled_at=None).update(settled_at=now)


def _kept(
    dossier: Dossier, files: Sequence[Upload], direction: Direction | str, actor_code: str, now: datetime
) -> list[DocumentVersion]:
    origin = Origin.RECEIVED if direction == Direction.IN else Origin.INTERNAL

    def keep(file: Upload) -> DocumentVersion:
        return add_document(
            dossier=dossier,
            title="",
            origin=origin,
            stream=file.stream,
            file_name=file.file_name,
            actor_code=actor_code,
            now=now,
        )

    return each_or_none(files, keep)


def _sent_already(dossier: Dossier, form_key: str) -> Message | None:
    # Of two simultaneous sendings the second waits here, until the first has committed.
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"message:{dossier.pk}:{form_key}"]
        )
    return Message.objects.filter(dossier_id=dossier.pk, form_key=form_key).first()


def _journal(
    message: Message, code: str, now: datetime, *, notes: dict[str, str] | None = None, **data: int | str
) -> None:
    append(
        chain=dossier_chain(message.dossier_id),
        compartment_id=message.compartment_id,
        dossier_id=message.dossier_id,
        code=code,
        data={"rank": message.rank, **data},
        notes=notes or {},
        at=now,
    )
