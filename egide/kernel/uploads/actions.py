"""An upload from its beginning to the document: announced, received part by part, filed in one transaction.

Each function is called inside `acting_as` the sender; the walls hide the uploads of dossiers out of reach,
and `own` those of other people. What may be added to the dossier is asked of the gate each time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from django.db import transaction

from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.uploads import limits, spool
from egide.kernel.uploads.failures import Elsewhere, Gone, TooLong, UploadProblem
from egide.kernel.uploads.models import LONGEST_SENTENCE, State, Upload
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage import store
from egide.platform.storage.errors import EmptyFile, Infected
from egide.platform.storage.keys import keep_object_key, key_room, open_object_key
from egide.platform.storage.models import ScanState, WrappedKey
from egide.platform.storage.names import clean_name
from egide.platform.storage.wrapping import new_key


def begin(
    *,
    actor: Actor,
    dossier: Dossier,
    length: int,
    file_name: str,
    title: str = "",
    fingerprint: str = "",
    now: datetime,
) -> Upload:
    """Will announce a file of `length` bytes; the dossier was opened for `add_document`.

    :raises EmptyFile: no byte. :raises TooLong: too many. :raises TooManyOpen: too much is unfinished.
    :raises Refused: nobody of the house is asking.
    """
    if actor.user_id is None:
        raise Refused("Seule une personne de l’Office envoie des fichiers de cette façon.")
    if length == 0:
        raise EmptyFile
    limits.check_room(user_id=actor.user_id, length=length, now=now)
    upload = Upload(
        **placed(dossier),
        user_id=actor.user_id,
        file_name=clean_name(file_name),
        title=title[:200],
        fingerprint=fingerprint[:64],
        length=length,
        began_at=now,
        expires_at=now + limits.LIFE,
    )
    keep_object_key(object_id=upload.public_id, key=new_key(), compartment=dossier.compartment, now=now)
    upload.save(force_insert=True)
    return upload


def own(*, actor: Actor, public_id: UUID, now: datetime, lock: bool = False) -> Upload:
    """Will return the actor's own upload, finished or not, its row locked when asked.

    :raises NotVisible: none of theirs has this address. :raises Gone: it expired, or it was refused.
    """
    rows = Upload.objects.select_for_update(of=("self",)) if lock else Upload.objects.all()
    found = (
        rows.filter(public_id=public_id, user_id=actor.user_id or 0)
        .select_related("dossier", "compartment")
        .first()
    )
    if found is None:
        raise NotVisible
    if found.state == State.REFUSED:
        raise Gone(found.sentence)
    if found.state == State.RECEIVING and found.expires_at <= now:
        raise Gone
    return found


def unfinished(*, actor: Actor, dossier: Dossier, now: datetime) -> Sequence[Upload]:
    """Will return what the actor has begun to send to the dossier and may continue, oldest first."""
    rows = Upload.objects.filter(
        user_id=actor.user_id or 0, dossier_id=dossier.pk, state=State.RECEIVING, expires_at__gt=now
    )
    return list(rows.order_by("began_at", "pk"))


def key_of(upload: Upload) -> bytes:
    """Will return the key of the spool.

    :raises KeyUnavailable: destroyed, or behind another wall.
    """
    return open_object_key(object_id=upload.public_id, compartment_id=upload.compartment_id)


def check_announced(*, upload: Upload, start: int, length: int) -> None:
    """Will judge a part by what it announces, before a byte of it is read.

    :raises Elsewhere: it does not begin where the upload stands. :raises TooLong: it goes past the end.
    """
    if start != upload.offset:
        raise Elsewhere(upload.offset)
    if start + length > upload.length:
        raise TooLong("Cette partie dépasse la longueur annoncée du fichier\u00a0: elle n’a pas été gardée.")


def keep_parts(*, actor: Actor, public_id: UUID, parts: Sequence[spool.Part], now: datetime) -> Upload:
    """Will make parts that are on the disk count, all or none; the last of a file makes the document.

    Of two who bring the same part, the row's lock lets one through.

    :raises Elsewhere: another brought it first. :raises NotVisible: :raises Gone: :raises Refused: the upload,
    or the dossier, is no longer theirs. :raises StorageProblem: the whole file is refused by the store.
    """
    upload = own(actor=actor, public_id=public_id, now=now, lock=True)
    open_dossier(actor=actor, number=upload.dossier.number, action="add_document")
    size = sum(part.length for part in parts)
    check_announced(upload=upload, start=parts[0].start if parts else upload.offset, length=size)
    for part in parts:
        part.keep()
    if parts and upload.offset + size == upload.length:
        _file(actor, upload, now)
    elif parts:
        upload.offset += size
        upload.save(update_fields=["offset"])
    return upload


def refuse(*, actor: Actor, public_id: UUID, problem: UploadProblem | Exception, now: datetime) -> None:
    """Will close an upload that the store refused, with the sentence; its bytes and its key go."""
    upload = own(actor=actor, public_id=public_id, now=now, lock=True)
    if upload.state != State.RECEIVING:
        return
    upload.state, upload.sentence = State.REFUSED, str(problem)[:LONGEST_SENTENCE]
    upload.save(update_fields=["state", "sentence"])
    forget(upload)


def give_up(*, actor: Actor, public_id: UUID, now: datetime) -> None:
    """Will forget an upload that its sender no longer wants; what became a document stays one.

    :raises NotVisible: none of theirs has this address. :raises Gone: it expired, or it was refused.
    """
    upload = own(actor=actor, public_id=public_id, now=now, lock=True)
    if upload.state == State.RECEIVING:
        forget(upload)
    upload.delete()


def forget(*uploads: Upload) -> None:
    """Will erase bytes and keys once the transaction commits."""
    for upload in uploads:
        transaction.on_commit(lambda public_id=upload.public_id: spool.remove(public_id), robust=True)  # type: ignore[misc]
    with key_room():
        WrappedKey.objects.filter(pk__in=[upload.public_id for upload in uploads]).delete()


def forget_dossier(*, dossier: Dossier) -> None:
    """Will forget all that is on its way into a dossier whose content leaves, whoever sends it."""
    rows = Upload.objects.select_for_update().filter(dossier_id=dossier.pk)
    forget(*(upload for upload in rows.order_by("pk") if upload.state == State.RECEIVING))
    Upload.objects.filter(dossier_id=dossier.pk).delete()


def _file(actor: Actor, upload: Upload, now: datetime) -> None:
    compartment = upload.compartment
    stored = store.put(
        stream=_plain(upload),
        file_name=upload.file_name,
        compartment=compartment,
        actor_code=actor.code,
        now=now,
        limit_bytes=upload.length,
    )
    if stored.scan_state == ScanState.INFECTED:
        raise Infected(stored.scan_detail)
    # Locked only now: a long film must not keep the dossier from everybody while it is encrypted.
    dossier = open_dossier(actor=actor, number=upload.dossier.number, action="add_document", lock=True)
    version = adopt_stored(
        dossier=dossier,
        stored=stored,
        origin=Origin.INTERNAL,
        title=upload.title or PurePosixPath(upload.file_name).stem,
        actor_code=actor.code,
        now=now,
    )
    touch(dossier)
    upload.offset, upload.state, upload.rank = upload.length, State.DONE, version.document.rank
    upload.save(update_fields=["offset", "state", "rank"])
    forget(upload)


def _plain(upload: Upload) -> Iterable[bytes]:
    return spool.read(upload=upload.public_id, key=key_of(upload), length=upload.length)
