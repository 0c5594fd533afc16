"""The spool alone: whatever the cuts, the bytes come back; changed, moved or missing, they do not.

No database; the protocol over it is in tests/interfaces/staff/sending/.
"""

import os
import secrets
import tempfile
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from egide.kernel.uploads import spool
from egide.platform.storage.errors import Missing, Tampered

KEY = secrets.token_bytes(32)


@pytest.fixture(autouse=True)
def own_spool(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_SPOOL = str(tmp_path)


def sent(upload: UUID, parts: list[bytes]) -> int:
    start = 0
    for part in parts:
        spool.write(upload=upload, key=KEY, start=start, pieces=[part]).keep()
        start += len(part)
    return start


def read(upload: UUID, length: int) -> bytes:
    return b"".join(spool.read(upload=upload, key=KEY, length=length))


@examples(max_examples=20, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=3000), min_size=1, max_size=6))
def test_whatever_the_cuts_the_bytes_come_back(parts: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as home:
        before, settings.UPLOAD_SPOOL = settings.UPLOAD_SPOOL, home
        try:
            upload = uuid4()
            assert read(upload, sent(upload, parts)) == b"".join(parts)
        finally:
            settings.UPLOAD_SPOOL = before


def files(home: str) -> list[Path]:
    return sorted(path for path in Path(home).rglob("*") if path.is_file())


def test_a_part_that_was_changed_moved_or_lost_is_noticed() -> None:
    upload, other = uuid4(), uuid4()
    length = sent(upload, [b"un" * 50, b"deux" * 25])
    sent(other, [b"autre" * 20])
    first, second = (path for path in files(settings.UPLOAD_SPOOL) if path.parent.name == upload.hex)
    kept = first.read_bytes()

    first.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(Tampered):
        read(upload, length)
    first.write_bytes(second.read_bytes())  # a part read at another place
    with pytest.raises(Tampered):
        read(upload, length)
    first.write_bytes(
        next(path for path in files(settings.UPLOAD_SPOOL) if path.parent.name == other.hex).read_bytes()
    )
    with pytest.raises(Tampered):
        read(upload, length)
    os.unlink(first)
    with pytest.raises(Missing):
        read(upload, length)


def test_the_same_part_written_twice_is_two_different_files() -> None:
    upload = uuid4()
    sent(upload, [b"le meme texte"])
    (path,) = files(settings.UPLOAD_SPOOL)
    once = path.read_bytes()
    sent(upload, [b"le meme texte"])

    assert path.read_bytes() != once


def test_a_write_that_fails_leaves_nothing() -> None:
    def broken() -> object:
        yield b"debut"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        spool.write(upload=uuid4(), key=KEY, start=0, pieces=broken())  # type: ignore[arg-type]

    assert files(settings.UPLOAD_SPOOL) == []
