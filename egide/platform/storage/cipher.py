"""How an object is encrypted at rest: AES-256-GCM over chunks of 1 MiB, in constant memory.

A format fixed for ever (architecture, section 6). Pure: no Django, no file, no key store.

Layout: an 8-byte header, then each chunk's ciphertext followed by its 16-byte tag. One random key per object
makes the chunk counter a safe nonce. The object's id, the chunk's index and a last-chunk flag are associated
data, so that a chunk that is cut off, moved, repeated or taken from another object cannot be authenticated.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from egide.platform.storage.errors import Tampered

CHUNK = 1024 * 1024
TAG = 16
HEADER = b"EGIDE\x00\x00\x01"
KEY_BYTES = 32


class ChunkCipher:
    """Will encrypt and decrypt the numbered chunks of one object."""

    def __init__(self, *, key: bytes, object_id: UUID) -> None:
        self._aead = AESGCM(key)
        self._object_id = object_id.bytes

    def seal(self, data: bytes, *, index: int, last: bool) -> bytes:
        """Will return the chunk's ciphertext and tag."""
        return self._aead.encrypt(_nonce(index), data, self._bound(index, last))

    def open(self, sealed: bytes, *, index: int, last: bool) -> bytes:
        """Will return the chunk's plain bytes.

        :raises Tampered: these are not the bytes written at this place of this object.
        """
        try:
            return self._aead.decrypt(_nonce(index), sealed, self._bound(index, last))
        except InvalidTag as error:
            raise Tampered from error

    def _bound(self, index: int, last: bool) -> bytes:
        return HEADER + self._object_id + index.to_bytes(8, "big") + (b"\x01" if last else b"\x00")


def encrypt(source: Iterable[bytes], *, key: bytes, object_id: UUID) -> Iterator[bytes]:
    """Will yield the encrypted form of `source`, whatever the sizes of its pieces."""
    cipher = ChunkCipher(key=key, object_id=object_id)
    yield HEADER
    empty = True
    for index, (chunk, last) in enumerate(_with_last(rechunk(source, CHUNK))):
        empty = False
        yield cipher.seal(chunk, index=index, last=last)
    if empty:
        yield cipher.seal(b"", index=0, last=True)


def decrypt(source: Iterable[bytes], *, key: bytes, object_id: UUID) -> Iterator[bytes]:
    """Will yield the plain chunks; each one yielded is authentic, and the end is only reached when whole.

    A truncation is discovered at the end: who streams to a browser announces the length and breaks off.

    :raises Tampered: at the first chunk that was changed, moved, repeated, cut off or borrowed.
    """
    cipher = ChunkCipher(key=key, object_id=object_id)
    body = _after_header(source)
    index = -1
    for index, (sealed, last) in enumerate(_with_last(rechunk(body, CHUNK + TAG))):
        yield cipher.open(sealed, index=index, last=last)
    if index < 0:
        raise Tampered


def encrypted_size(size: int) -> int:
    """Will return how many bytes an object of `size` bytes takes once encrypted."""
    return len(HEADER) + size + TAG * max(1, -(-size // CHUNK))


def rechunk(source: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Will regroup pieces of any size into pieces of exactly `size` bytes, the last one shorter."""
    pending = bytearray()
    for piece in source:
        if not pending and len(piece) == size:
            yield piece  # the usual case costs no copy
            continue
        for start in range(0, len(piece), size):  # a giant piece never doubles in memory
            pending += piece[start : start + size]
            if len(pending) >= size:
                yield bytes(pending[:size])
                del pending[:size]
    if pending:
        yield bytes(pending)


def _with_last(source: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting: bytes | None = None
    for piece in source:
        if waiting is not None:
            yield waiting, False
        waiting = piece
    if waiting is not None:
        yield waiting, True


def _after_header(source: Iterable[bytes]) -> Iterator[bytes]:
    pieces = iter(source)
    head = b""
    while len(head) < len(HEADER):
        piece = next(pieces, None)
        if piece is None:
            raise Tampered
        head += piece
    if not head.startswith(HEADER):
        raise Tampered
    yield head[len(HEADER) :]
    yield from pieces


def _nonce(index: int) -> bytes:
    return index.to_bytes(12, "big")
