"""The place of one object on its way in: its bytes and its key, both awaited at the end, neither before.

Serves the store's doors (store.py), and who has the bytes still to make. No row is written here.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs, wrapping
from egide.platform.storage.cipher import encrypt
from egide.platform.storage.errors import MIB
from egide.platform.storage.intake import Intake, Source
from egide.platform.storage.keys_begun import KeyBegun
from egide.platform.storage.models import ScanState, StoredObject
from egide.platform.storage.names import clean_name
from egide.platform.storage.scanner import Verdict
from egide.platform.storage.sniffing import is_mismatched


@contextmanager
def depositing(*, compartment: Compartment, now: datetime, ahead: bool = False) -> "Iterator[Deposit]":
    """Will make room for one object: what `take` is given is durable when the block ends, not before.

    `ahead`: the bytes are still to be made, and the key goes to its database meanwhile. A block that fails leaves
    no bytes; a key that no row claims, the sweep removes. Call it inside `acting_as`.

    :raises KeyUnavailable: the actor does not hold this compartment.
    """
    deposit = Deposit(compartment=compartment, now=now)
    try:
        if ahead:
            deposit.send_key()
        yield deposit
        deposit.durable()
    except BaseException:
        deposit.abandon()
        raise


class Deposit:
    """The place of one object, see `depositing`."""

    def __init__(self, *, compartment: Compartment, now: datetime) -> None:
        self._compartment, self._now = compartment, now
        self._id, self._key = uuid.uuid4(), wrapping.new_key()
        self._waits: list[Callable[[], None]] = []
        self._blob, self._key_sent = "", False

    def send_key(self) -> None:
        """Will begin to keep the key, once.

        :raises KeyUnavailable: the actor does not hold this compartment.
        """
        if not self._key_sent:
            begun = KeyBegun(object_id=self._id, key=self._key, compartment=self._compartment, now=self._now)
            self._waits.append(begun.settle)
            self._key_sent = True

    def take(
        self, *, stream: Source, file_name: str | bytes, actor_code: str, limit_bytes: int | None = None
    ) -> StoredObject:
        """Will encrypt the stream into the store, once, and return its row, which the caller inserts.

        Raises what `store.put` says of the bytes.
        """
        sealed, durable = sealed_bytes(stream, file_name, limit_bytes, object_id=self._id, key=self._key)
        self._blob = sealed.blob
        self._waits.append(durable)
        self.send_key()
        return StoredObject(**columns(sealed, self._compartment, actor_code=actor_code, now=self._now))

    def durable(self) -> None:
        """Will wait until the key and the bytes are on the disk."""
        while self._waits:
            self._waits.pop()()

    def abandon(self) -> None:
        """Will leave nothing behind; the failure that brought here is the one to report."""
        while self._waits:
            with suppress(Exception):
                self._waits.pop()()
        if self._blob:
            with suppress(Exception):
                blobs.delete(self._blob)


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """Bytes that are encrypted and durable, of which no row speaks yet; the key is nowhere else."""

    object_id: uuid.UUID
    key: bytes = field(repr=False)
    blob: str
    size: int
    sha256: str
    media_type: str
    file_name: str
    verdict: Verdict


def sealed_bytes(
    stream: Source,
    file_name: str | bytes,
    limit_bytes: int | None,
    *,
    any_type: bool = False,
    object_id: uuid.UUID | None = None,
    key: bytes = b"",
) -> tuple[Sealed, Callable[[], None]]:
    """Will encrypt a stream under a new random name, and give what waits until it is durable.

    Raises what `store.put` says of the bytes. `any_type`: nothing is refused for what it looks like.
    """
    limit = settings.UPLOAD_LIMIT_MB * MIB if limit_bytes is None else limit_bytes
    name = clean_name(file_name)
    object_id, key = object_id or uuid.uuid4(), key or wrapping.new_key()
    intake = Intake(stream, file_name=name, limit_bytes=limit, any_type=any_type)
    blob, durable = blobs.begin(encrypt(intake, key=key, object_id=object_id))
    sealed = Sealed(
        object_id=object_id,
        key=key,
        blob=blob,
        size=intake.size,
        sha256=intake.sha256,
        media_type=intake.media_type,
        file_name=name,
        verdict=intake.verdict,
    )
    return sealed, durable


def columns(sealed: Sealed, compartment: Compartment, *, actor_code: str, now: datetime) -> dict[str, Any]:
    """Will return the row of a sealed object, as one `put` writes it."""
    verdict = sealed.verdict
    return {
        "id": sealed.object_id,
        "compartment": compartment,
        "blob": sealed.blob,
        "size": sealed.size,
        "sha256": sealed.sha256,
        "media_type": sealed.media_type,
        "type_mismatch": is_mismatched(sealed.media_type, sealed.file_name),
        "file_name": sealed.file_name,
        "scan_state": verdict.state,
        "scan_detail": verdict.detail,
        "scanned_at": None if verdict.state == ScanState.NOT_SCANNED else now,
        "stored_at": now,
        "stored_by": actor_code,
    }
