"""A part of a recording, given without opening the rest: any part, in a folder and in a bucket, never an altered one.

The walls and the scanner decide as for the whole object.
"""

import io
import os
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs
from egide.platform.storage.errors import KeyUnavailable, Missing, Quarantined, Tampered
from egide.platform.storage.models import StoredObject
from egide.platform.storage.ranges import LONGEST_PART, Span, asked_span, read_span
from egide.platform.storage.store import put
from tests.platform.storage.people import in_compartment

MIB = 1024 * 1024
SIZE = 3 * MIB + 17


@pytest.fixture(autouse=True)
def _key(master: bytes) -> None:
    """Every test here has a master key."""


def kept(content: bytes, now: datetime) -> StoredObject:
    return put(
        stream=io.BytesIO(content),
        file_name="reunion.txt",
        compartment=Compartment.objects.get(code="office"),
        actor_code="staff:12",
        now=now,
    )


def test_any_part_is_the_same_as_in_the_whole(place: str, office: Compartment, now: datetime) -> None:
    content = os.urandom(SIZE)
    with acting_as(in_compartment("office")):
        stored = kept(content, now)

        for first, last in (
            (0, 0),
            (0, MIB - 1),
            (MIB - 1, MIB),
            (MIB, 2 * MIB - 1),
            (2 * MIB + 5, SIZE - 1),
            (SIZE - 1, SIZE - 1),
        ):
            assert read_span(stored=stored, span=Span(first, last)) == content[first : last + 1], (
                first,
                last,
            )


def test_an_object_of_whole_chunks_ends_with_its_last_one(
    folder: Path, office: Compartment, now: datetime
) -> None:
    content = os.urandom(2 * MIB)
    with acting_as(in_compartment("office")):
        stored = kept(content, now)

        assert read_span(stored=stored, span=Span(MIB - 1, 2 * MIB - 1)) == content[MIB - 1 :]


def test_an_altered_or_shortened_part_is_never_given(
    folder: Path, office: Compartment, now: datetime
) -> None:
    with acting_as(in_compartment("office")):
        stored = kept(os.urandom(SIZE), now)
        file = folder / stored.blob
        raw = bytearray(file.read_bytes())
        raw[2 * MIB] ^= 1
        file.write_bytes(raw)

        assert len(read_span(stored=stored, span=Span(0, 10))) == 11
        with pytest.raises(Tampered):
            read_span(stored=stored, span=Span(MIB + 5, MIB + 9))

        file.write_bytes(raw[: 2 * MIB])
        with pytest.raises(Tampered):
            read_span(stored=stored, span=Span(SIZE - 4, SIZE - 1))
        blobs.delete(stored.blob)
        with pytest.raises(Missing):
            read_span(stored=stored, span=Span(0, 10))


def test_the_walls_and_the_scanner_hold_for_a_part(
    folder: Path, office: Compartment, now: datetime, settings: Settings
) -> None:
    with acting_as(in_compartment("office")):
        stored = kept(b"a" * 100, now)
        settings.CLAMD_ADDRESS = "127.0.0.1:1"
        silent = kept(b"b" * 100, now)
        with pytest.raises(Quarantined):
            read_span(stored=silent, span=Span(0, 9))
        assert read_span(stored=stored, span=Span(0, 9)) == b"a" * 10

    with acting_as(in_compartment("commissioner")), pytest.raises(KeyUnavailable):
        read_span(stored=stored, span=Span(0, 9))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-", Span(0, LONGEST_PART - 1)),
        ("bytes=0-0", Span(0, 0)),
        ("Bytes = 5-9", None),
        (f"bytes=5-{10**17}", Span(5, 4 + LONGEST_PART)),
        ("bytes=-10", Span(SIZE - 10, SIZE - 1)),
        (f"bytes={SIZE - 1}-", Span(SIZE - 1, SIZE - 1)),
    ],
)
def test_a_range_is_read_and_shortened(header: str, expected: Span | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="range"):
            asked_span(header, size=SIZE)
    else:
        assert asked_span(header, size=SIZE) == expected


@pytest.mark.parametrize(
    "header", ["", "bytes=", "bytes=-", "bytes=a-b", "bytes=1-2,4-5", "items=0-1", "bytes=9-2"]
)
def test_what_is_no_range_is_told_apart(header: str) -> None:
    with pytest.raises(ValueError, match="range"):
        asked_span(header, size=SIZE)


@pytest.mark.parametrize("header", [f"bytes={SIZE}-", "bytes=-0"])
def test_a_range_outside_the_object_is_none(header: str) -> None:
    assert asked_span(header, size=SIZE) is None
