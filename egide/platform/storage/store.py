"""The document store's doors: put, open and read. Every document, letter and attachment passes here.

Serves all modules. It opens bytes for whoever the walls let see the row; the gate has decided before.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs
from egide.platform.storage.cipher import decrypt
from egide.platform.storage.deposits import Deposit, Sealed, columns, depositing, sealed_bytes
from egide.platform.storage.errors import MIB, Destroyed, Infected, Quarantined, TooLarge
from egide.platform.storage.intake import Source
from egide.platform.storage.keys import keep_object_keys, open_object_key, open_object_keys
from egide.platform.storage.models import ScanState, StoredObject

__all__ = [
    "Deposit",
    "PlainStream",
    "Sealed",
    "check_scanned",
    "columns",
    "depositing",
    "discard",
    "keep_all",
    "keys_of",
    "open_stream",
    "open_unchecked",
    "put",
    "read_all",
    "seal",
]
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
    with depositing(compartment=compartment, now=now) as deposit:
        row = deposit.take(stream=stream, file_name=file_name, actor_code=actor_code, limit_bytes=limit_bytes)
        row.save(force_insert=True)
    return row


def seal(
    *, stream: Source, file_name: str | bytes, limit_bytes: int | None = None, any_type: bool = False
) -> Sealed:
    """Will encrypt a stream into the store; needs no transaction and no actor, and writes no row.

    What no row ever names is removed by the sweep, 24 hours later. Raises what `put` says of the bytes.
    `any_type`: nothing is refused for what it looks like; only for what is never opened as a file, such as
    a message that a server gave.
    """
    sealed, durable = sealed_bytes(stream, file_name, limit_bytes, any_type=any_type)
    durable()
    return sealed


def keep_all(
    sealed: Sequence[Sealed], *, compartment: Compartment, actor_code: str, now: datetime
) -> list[StoredObject]:
    """Will keep the keys and the rows of what `seal` made, two statements for all; inside `acting_as`.

    :raises KeyUnavailable: the actor does not hold this compartment.
    """
    keys = {one.object_id: one.key for one in sealed}
    keep_object_keys(keys=keys, compartment=compartment, now=now)
    rows = [StoredObject(**columns(one, compartment, actor_code=actor_code, now=now)) for one in sealed]
    return StoredObject.objects.bulk_create(rows)


def discard(sealed: Sealed) -> None:
    """Will erase bytes of which no row speaks, sooner than the sweep."""
    blobs.delete(sealed.blob)


def keys_of(stored: Sequence[StoredObject]) -> dict[uuid.UUID, bytes]:
    """Will return the keys of objects of one compartment, for `open_stream`; those that have none are left out.

    :raises Tampered: the wrapping of one was changed.
    """
    places = {one.compartment_id for one in stored}
    if not places:
        return {}
    (place,) = places
    return open_object_keys(object_ids=[one.pk for one in stored], compartment_id=place)


def open_stream(*, stored: StoredObject, key: bytes | None = None) -> "PlainStream":
    """Will open an object for streaming: all database work is done when this returns, and none with its `key`.

    The first MiB is decrypted at once, so that an altered object is refused before any header is sent.

    :raises Quarantined: not cleared by the scanner. :raises Destroyed: by decision. :raises KeyUnavailable:
    behind another wall. :raises Missing: no blob. :raises Tampered: here, or while iterating.
    """
    check_scanned(stored)
    return open_unchecked(stored=stored, key=key)


def check_scanned(stored: StoredObject) -> None:
    """Will stop what the scanner has not cleared.

    :raises Quarantined: not looked at yet. :raises Infected: something was found.
    """
    if stored.scan_state == ScanState.INFECTED:
        raise Infected(stored.scan_detail)
    if stored.scan_state == ScanState.QUARANTINED:
        raise Quarantined


def open_unchecked(*, stored: StoredObject, key: bytes | None = None) -> "PlainStream":
    """Will open an object whatever the scanner said: for the scanner itself, and for verification."""
    if stored.is_destroyed:
        raise Destroyed(stored.destruction_decision)
    if key is None:
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
