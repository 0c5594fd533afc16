"""A part of an object, decrypted without the rest: what a player asks for as it goes through a long recording.

Serves sound and video. Each chunk of 1 MiB is authenticated by itself, with its place and whether it is the last.
"""

import re
from dataclasses import dataclass

from egide.platform.storage import blobs
from egide.platform.storage.cipher import CHUNK, HEADER, TAG, ChunkCipher
from egide.platform.storage.errors import Destroyed, Tampered
from egide.platform.storage.keys import open_object_key
from egide.platform.storage.models import StoredObject
from egide.platform.storage.store import check_scanned

LONGEST_PART = 2 * CHUNK  # bytes given at once, whatever is asked
_ONE_RANGE = re.compile(r"bytes=(?P<start>[0-9]{0,18})-(?P<end>[0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes from `first` to `last`, both included, counted from 0."""

    first: int
    last: int


def asked_span(header: str, *, size: int) -> Span | None:
    """Will read a « Range » header: one range, shortened to LONGEST_PART; nothing when it lies outside the object.

    :raises ValueError: the header names no range of bytes, or several; the whole is given then (RFC 9110, 14.2).
    """
    found = _ONE_RANGE.fullmatch(header.strip().lower())
    if found is None or not (found["start"] or found["end"]):
        raise ValueError("This is not one range of bytes.")
    if found["start"]:
        first, last = int(found["start"]), int(found["end"]) if found["end"] else size - 1
        if found["end"] and last < first:
            raise ValueError("This range ends before it begins.")
    else:  # the last bytes
        first, last = max(0, size - int(found["end"])), size - 1
    if first >= size:
        return None
    return Span(first, min(last, size - 1, first + LONGEST_PART - 1))


def read_span(*, stored: StoredObject, span: Span) -> bytes:
    """Will return these bytes of an object; only the chunks that hold them are read and decrypted.

    :raises Quarantined: not cleared by the scanner. :raises Destroyed: by decision. :raises KeyUnavailable:
    behind another wall. :raises Missing: no blob. :raises Tampered: not the bytes that were written there.
    """
    check_scanned(stored)
    if stored.is_destroyed:
        raise Destroyed(stored.destruction_decision)
    key = open_object_key(object_id=stored.pk, compartment_id=stored.compartment_id)
    cipher = ChunkCipher(key=key, object_id=stored.pk)
    final = max(0, -(-stored.size // CHUNK) - 1)
    begins, ends = span.first // CHUNK, min(span.last // CHUNK, final)
    sealed = blobs.read_part(
        stored.blob, start=len(HEADER) + begins * (CHUNK + TAG), length=(ends - begins + 1) * (CHUNK + TAG)
    )
    plain = bytearray()
    for index in range(begins, ends + 1):
        at = (index - begins) * (CHUNK + TAG)
        piece = sealed[at : at + CHUNK + TAG]
        if not piece:
            raise Tampered
        plain += cipher.open(piece, index=index, last=index == final)
    return bytes(plain[span.first - begins * CHUNK : span.last - begins * CHUNK + 1])
