"""Encrypted blobs in their place, a folder or a bucket, through Django's Storage interface.

Nothing here knows keys, rows or people; names are random and say nothing.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from typing import IO, Any, Protocol, runtime_checkable

from django.core.files import File
from django.core.files.storage import Storage, storages

from egide.platform.storage.cipher import CHUNK, TAG
from egide.platform.storage.errors import Missing


@runtime_checkable
class InParts(Protocol):
    """A place whose files cannot be sought, and which gives a part of one by itself: a bucket."""

    def read_part(self, name: str, *, start: int, length: int) -> bytes:
        """Will return bytes of a blob."""


def blob_store() -> Storage:
    """Will return the configured place."""
    return storages["blobs"]


def new_name() -> str:
    """Will return a random name, in one of 256 folders."""
    token = secrets.token_hex(32)
    return f"{token[:2]}/{token[2:]}"


def write(source: Iterable[bytes]) -> str:
    """Will write the pieces under a new random name and return it once durable; a failure leaves nothing."""
    name, durable = begin(source)
    durable()
    return name


def begin(source: Iterable[bytes]) -> "tuple[str, Callable[[], None]]":
    """Will write the pieces under a new random name, and give what waits until they are durable.

    The disk writes them down meanwhile. A failure, here or in the wait, leaves nothing.
    """
    store, name = blob_store(), new_name()
    with _erased_if_broken(store, name):
        store.save(name, _Stream(source))
        flushing = _flushes(store, name)

    def durable() -> None:
        with _erased_if_broken(store, name):
            for one in flushing:
                one.result()

    return name, durable


@contextmanager
def _erased_if_broken(store: Storage, name: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(Exception):  # the first failure is the one to report; the sweep will find the rest
            store.delete(name)
        raise


def read(name: str) -> "BlobReader":
    """Will open a blob for one reading.

    :raises Missing: no such blob.
    """
    try:
        return BlobReader(blob_store().open(name, "rb"))
    except FileNotFoundError as error:
        raise Missing from error


def read_part(name: str, *, start: int, length: int) -> bytes:
    """Will return at most `length` encrypted bytes from the place `start`, without reading the rest.

    :raises Missing: no such blob.
    """
    store = blob_store()
    try:
        if isinstance(store, InParts):
            return store.read_part(name, start=start, length=length)
        with store.open(name, "rb") as file:
            file.seek(start)
            return bytes(file.read(length))
    except FileNotFoundError as error:
        raise Missing from error


def delete(name: str) -> None:
    """Will delete a blob; absent is fine."""
    blob_store().delete(name)


def shards() -> list[str]:
    """Will return the folders that exist."""
    try:
        return sorted(blob_store().listdir("")[0])
    except FileNotFoundError:
        return []


def names_in(shard: str) -> set[str]:
    """Will return the names of the blobs in a folder."""
    try:
        return {f"{shard}/{name}" for name in blob_store().listdir(shard)[1]}
    except FileNotFoundError:
        return set()


def written_at(name: str) -> datetime | None:
    """Will return when a blob was written, or nothing when it is gone."""
    try:
        return blob_store().get_modified_time(name)
    except FileNotFoundError:
        return None


class BlobReader:
    """An opened blob as an iterator of encrypted chunks; closing it twice is fine."""

    def __init__(self, file: IO[bytes] | Any) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(CHUNK + TAG):
            yield piece

    def close(self) -> None:
        """Will release the file or the connection."""
        self._file.close()


class _Stream(File):  # type: ignore[type-arg]
    """What Django's storages save: the pieces as they come, never held together."""

    def __init__(self, source: Iterable[bytes]) -> None:
        super().__init__(None, name="")
        self._source = source

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield from self._source

    def __bool__(self) -> bool:
        return True


def _flushes(store: Storage, name: str) -> "list[Future[None]]":
    try:
        path = store.path(name)
    except NotImplementedError:  # a bucket answers when it is durable
        return []
    return [_flushers().submit(_flush, place) for place in (path, os.path.dirname(path))]


def _flush(place: str) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@cache
def _flushers() -> ThreadPoolExecutor:
    # A file and its folder are flushed together, beside the statements of whoever stores.
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="disque")
