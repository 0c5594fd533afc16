"""The document store's doors: put, open and read. Every document, letter and attachment passes here.

Serves all modules. It opens bytes for whoever the walls let see the row; the gate has decided before.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs, wrapping
from egide.platform.storage.cipher import decrypt, encrypt
from egide.platform.storage.errors import MIB, Destroyed, Infected, Quarantined, TooLarge
from egide.platform.storage.intake import Intake, Source
from egide.platform.storage.keys import keep_object_key, open_object_key
from egide.platform.storage.models import ScanState, StoredObject
from egide.platform.storage.names import clean_name
from egide.platform.storage.sniffing import is_mismatched

SMALL = 32 * MIB


def put(
    *,
    stream: Source,
    file_name: str | bytes,
    compartment: Compartment,
    actor_code: str,
    now: datetime,
    limit_bytes: int | None = None,
) -> StoredObject:
    """Will encrypt a stream into the store and return its row; call it inside `acting_as`.

    The blob and its key are durable before the row's transaction commits; should that one be rolled back, the
    sweep removes them after 24 hours. `limit_bytes` defaults to UPLOAD_LIMIT_MB.

    :raises EmptyFile: no byte. :raises TooLarge: over the limit. :raises RefusedType: a program or a script.
    :raises KeyUnavailable: the actor does not hold this compartment.
    """
    limit = settings.UPLOAD_LIMIT_MB * MIB if limit_bytes is None else limit_bytes
    name = clean_name(file_name)
    object_id, key = uuid.uuid4(), wrapping.new_key()
    intake = Intake(stream, file_name=name, limit_bytes=limit)
    blob = blobs.write(encrypt(intake, key=key, object_id=object_id))
    try:
        keep_object_key(object_id=object_id, key=key, compartment=compartment, now=now)
        return StoredObject.objects.create(
            id=object_id,
            compartment=compartment,
            blob=blob,
            size=intake.size,
            sha256=intake.sha256,
            media_type=intake.media_type,
            type_mismatch=is_mismatched(intake.media_type, name),
            file_name=name,
            scan_state=intake.verdict.state,
            scan_detail=intake.verdict.detail,
            scanned_at=None if intake.verdict.state == ScanState.NOT_SCANNED else now,
            stored_at=now,
            stored_by=actor_code,
        )
    except BaseException:
        blobs.delete(blob)
        raise


def open_stream(*, stored: StoredObject) -> "PlainStream":
    """Will open an object for streaming: all database work is done when this returns.

    The first MiB is decrypted at once, so that an altered object is refused before any header is sent.

    :raises Quarantined: not cleared by the scanner. :raises Destroyed: by decision. :raises KeyUnavailable:
    behind another wall. :raises Missing: no blob. :raises Tampered: here, or while iterating.
    """
    check_scanned(stored)
    return open_unchecked(stored=stored)


def check_scanned(stored: StoredObject) -> None:
    """Will stop what the scanner has not cleared.

    :raises Quarantined: not looked at yet. :raises Infected: something was found.
    """
    if stored.scan_state == ScanState.INFECTED:
        raise Infected(stored.scan_detail)
    if stored.scan_state == ScanState.QUARANTINED:
        raise Quarantined


def open_unchecked(*, stored: StoredObject) -> "PlainStream":
    """Will open an object whatever the scanner said: for the scanner itself, and for verification."""
    if stored.is_destroyed:
        raise Destroyed(stored.destruction_decision)
    key = open_object_key(object_id=stored.pk, compartment_id=stored.compartment_id)
    return PlainStream(blobs.read(stored.blob), key=key, object_id=stored.pk, size=stored.size)


def read_all(*, stored: StoredObject, limit_bytes: int = SMALL) -> bytes:
    """Will return a small object's whole content.

    :raises TooLarge: longer than `limit_bytes`; stream it instead. Raises also all that `open_stream` raises.
    """
    if stored.size > limit_bytes:
        raise TooLarge(limit_bytes)
    with open_stream(stored=stored) as stream:
        return b"".join(stream)


class PlainStream:
    """The decrypted chunks of one object, once; the end releases the blob, and so does `close()`."""

    def __init__(self, blob: blobs.BlobReader, *, key: bytes, object_id: uuid.UUID, size: int) -> None:
        self.size = size
        self._blob = blob
        self._chunks = decrypt(blob, key=key, object_id=object_id)
        try:
            self._first: bytes | None = next(self._chunks, b"")
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        try:
            return next(self._chunks)
        except BaseException:  # the end, or an altered chunk
            self.close()
            raise

    def __enter__(self) -> "PlainStream":
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def close(self) -> None:
        """Will release the blob."""
        self._blob.close()
