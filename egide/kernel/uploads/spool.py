"""The bytes on their way, on the disk: one encrypted file per part, named by the place where it begins.

Only the table says how many bytes count: what a dead process left beyond is overwritten or swept.
A part has a key of its own, drawn from the upload's: a part written twice never repeats a nonce.
"""

import hmac
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from egide.platform.storage.cipher import CHUNK, HEADER, TAG, decrypt, encrypt
from egide.platform.storage.errors import Missing

_SALT = 16
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Part:
    """One part, durable on the disk, which counts for nothing until `keep`."""

    path: Path
    upload: UUID
    start: int
    length: int

    def keep(self) -> None:
        """Will give the part its final name; the caller holds the upload's row locked."""
        os.replace(self.path, self.path.with_name(_name(self.start)))
        _flush(self.path.parent)

    def drop(self) -> None:
        """Will erase a part that nobody kept."""
        self.path.unlink(missing_ok=True)


def write(*, upload: UUID, key: bytes, start: int, pieces: Iterable[bytes]) -> Part:
    """Will write the pieces as one part that begins at `start`; a failure leaves nothing."""
    folder = _folder(upload)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / (secrets.token_hex(16) + _UNFINISHED)
    salt, counted = secrets.token_bytes(_SALT), _Counted(pieces)
    try:
        with open(path, "xb", opener=_private) as file:
            file.write(salt)
            for sealed in encrypt(counted, key=_part_key(key, salt, start), object_id=upload):
                file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Part(path=path, upload=upload, start=start, length=counted.length)


def read(*, upload: UUID, key: bytes, length: int) -> Iterator[bytes]:
    """Will yield the first `length` plain bytes, in order.

    :raises Missing: a part is absent. :raises Tampered: a part is not what was written.
    """
    place = 0
    while place < length:
        try:
            file = (_folder(upload) / _name(place)).open("rb", buffering=0)
        except FileNotFoundError as error:
            raise Missing from error
        with file:
            salt, before = file.read(_SALT), place
            for piece in decrypt(_sealed(file), key=_part_key(key, salt, place), object_id=upload):
                place += len(piece)
                yield piece
        if place == before:
            raise Missing


def remove(upload: UUID) -> None:
    """Will erase all that an upload left on the disk; absent is fine."""
    with suppress(FileNotFoundError):
        shutil.rmtree(_folder(upload))


def left() -> Iterator[tuple[UUID, float]]:
    """Will yield each upload that has a folder, and when (seconds since 1970) the folder last changed."""
    for folder in sorted(_home().glob("??/*")):
        with suppress(ValueError, FileNotFoundError):
            yield UUID(hex=folder.name), folder.stat().st_mtime


class _Counted:
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.length = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.length += len(piece)
            yield piece


def _sealed(file: IO[bytes]) -> Iterator[bytes]:
    # The header alone first: the chunks that follow then pass without being copied.
    yield file.read(len(HEADER))
    while piece := file.read(CHUNK + TAG):
        yield piece


def _part_key(key: bytes, salt: bytes, start: int) -> bytes:
    return hmac.digest(key, b"egide:spool-part:" + salt + start.to_bytes(8, "big"), "sha256")


def _name(start: int) -> str:
    return f"{start:020d}"


def _home() -> Path:
    return Path(settings.UPLOAD_SPOOL)


def _folder(upload: UUID) -> Path:
    return _home() / upload.hex[:2] / upload.hex


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
