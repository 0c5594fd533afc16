"""Blobs in a folder and in a bucket of a real S3 server: same behaviour, constant memory.

A failed write leaves nothing behind, in either place.
"""

import os
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from egide.platform.storage import blobs
from egide.platform.storage.backends import PART
from egide.platform.storage.cipher import CHUNK, decrypt, encrypt
from egide.platform.storage.errors import Missing
from egide.platform.storage.intake import Intake
from tests.platform.storage.memory import extra_memory
from tests.platform.storage.servers import S3Server

MIB = 1024 * 1024
KEY, OBJECT = bytes(32), uuid.UUID(int=3)


def everything() -> set[str]:
    return {name for shard in blobs.shards() for name in blobs.names_in(shard)}


def pieces(size: int) -> Iterator[bytes]:
    block = random.Random(1).randbytes(min(size, MIB))
    for _ in range(size // len(block)):
        yield block


@pytest.mark.parametrize("size", [1, 1000, PART - 1, PART, PART + 1, 2 * PART, 12 * MIB + 5])
def test_it_gives_back_the_bytes(place: str, size: int) -> None:
    content = os.urandom(size)

    name = blobs.write(content[start : start + MIB] for start in range(0, size, MIB))

    with_reader = blobs.read(name)
    assert b"".join(with_reader) == content
    with_reader.close()
    assert everything() == {name}
    assert blobs.written_at(name) is not None


def test_it_forgets_a_deleted_blob(place: str) -> None:
    name = blobs.write([b"x"])

    blobs.delete(name)
    blobs.delete(name)

    assert everything() == set()
    assert blobs.written_at(name) is None
    with pytest.raises(Missing):
        blobs.read(name)


@pytest.mark.parametrize("size", [10, 2 * MIB, 12 * MIB])
def test_it_leaves_nothing_of_a_failed_write(place: str, size: int) -> None:
    def broken() -> Iterator[bytes]:
        for start in range(0, size, MIB):
            yield bytes(min(MIB, size - start))
        raise ConnectionError("le navigateur est parti")

    with pytest.raises(ConnectionError):
        blobs.write(broken())
    assert everything() == set()


def test_it_leaves_no_unfinished_parts_in_the_bucket(bucket: S3Server) -> None:
    def broken() -> Iterator[bytes]:
        yield from [bytes(MIB)] * 12
        raise ConnectionError("le navigateur est parti")

    with pytest.raises(ConnectionError):
        blobs.write(broken())

    name = blobs.blob_store().bucket_name  # type: ignore[attr-defined]
    assert not bucket.client().list_multipart_uploads(Bucket=name).get("Uploads")


def test_it_writes_private_files_under_random_names(folder: Path) -> None:
    first, second = blobs.write([b"x"]), blobs.write([b"x"])

    assert first != second
    assert len(first) == 65
    assert (folder / first).stat().st_mode & 0o077 == 0


def test_it_has_no_shard_in_an_empty_place(place: str) -> None:
    assert blobs.shards() == []


def test_it_keeps_two_hundred_megabytes_within_sixteen_of_memory(place: str) -> None:
    size = 200 * MIB
    written: list[str] = []

    def write() -> None:
        intake = Intake(pieces(size), file_name="gros.dat", limit_bytes=size)
        written.append(blobs.write(encrypt(intake, key=KEY, object_id=OBJECT)))

    def read() -> None:
        reader = blobs.read(written[0])
        assert sum(len(chunk) for chunk in decrypt(reader, key=KEY, object_id=OBJECT)) == size
        reader.close()

    blobs.delete(blobs.write([bytes(CHUNK)]))  # connections and code are loaded once, whatever the file

    assert extra_memory(write) <= 16 * MIB
    assert extra_memory(read) <= 16 * MIB
    blobs.delete(written[0])
