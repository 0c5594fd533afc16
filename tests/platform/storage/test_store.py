"""Put, open and read, in a folder and in a bucket: what is kept, what is refused, and who may open it.

Claire (Commissioner) and the Office are two compartments; neither opens the other's objects.
"""

import hashlib
import io
import os
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs
from egide.platform.storage.errors import (
    EmptyFile,
    Infected,
    KeyUnavailable,
    Missing,
    Quarantined,
    RefusedType,
    StorageProblem,
    Tampered,
    TooLarge,
)
from egide.platform.storage.models import CompartmentKey, ScanState, StoredObject, WrappedKey
from egide.platform.storage.scanning import rescan, rescan_quarantined
from egide.platform.storage.store import open_stream, put, read_all
from tests.database import as_owner
from tests.platform.storage.people import in_compartment
from tests.platform.storage.servers import EICAR, Clamd

MIB = 1024 * 1024
LETTER = "Madame, je porte plainte à l’été.".encode()


@pytest.fixture(autouse=True)
def _key(master: bytes) -> None:
    """Every test here has a master key."""


def stored(content: bytes, now: datetime, *, name: str = "avis.txt", code: str = "office") -> StoredObject:
    return put(
        stream=io.BytesIO(content),
        file_name=name,
        compartment=Compartment.objects.get(code=code),
        actor_code="staff:12",
        now=now,
    )


def blobs_kept() -> int:
    return sum(len(blobs.names_in(shard)) for shard in blobs.shards())


@pytest.mark.parametrize("size", [1, MIB, 3 * MIB + 17])
def test_it_gives_back_what_was_put_and_describes_it(db: None, place: str, now: datetime, size: int) -> None:
    content = os.urandom(size - 1) + b"\x00"

    with acting_as(in_compartment("office")):
        row = stored(content, now, name="été/avis.bin2")
        assert read_all(stored=StoredObject.objects.get(pk=row.pk)) == content

    assert (row.size, row.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert (row.file_name, row.stored_by, row.stored_at) == ("avis.bin2", "staff:12", now)
    assert (row.scan_state, row.scan_label) == (ScanState.NOT_SCANNED, "Non analysé")


def test_it_keeps_no_plain_byte_in_the_blob(db: None, folder: Path, now: datetime) -> None:
    with acting_as(in_compartment("office")):
        row = stored(LETTER * 100, now)

    assert b"plainte" not in (folder / row.blob).read_bytes()


def test_it_streams_after_the_transaction_without_the_database(db: None, folder: Path, now: datetime) -> None:
    with acting_as(in_compartment("office")):
        stream = open_stream(stored=stored(LETTER * 100_000, now))

    with connection.execute_wrapper(lambda *_: pytest.fail("a query while streaming")), stream:
        assert hashlib.sha256(b"".join(stream)).digest() == hashlib.sha256(LETTER * 100_000).digest()


def test_it_takes_any_iterable_of_bytes(db: None, folder: Path, now: datetime, office: Compartment) -> None:
    with acting_as(in_compartment("office")):
        row = put(stream=iter([b"ab", b"", b"c"]), file_name="a", compartment=office, actor_code="x", now=now)
        assert read_all(stored=row) == b"abc"


@pytest.mark.parametrize(
    ("content", "name", "refusal", "words"),
    [
        (b"", "vide.pdf", EmptyFile, "vide"),
        (b"MZ\x90\x00" + bytes(100), "avis.pdf", RefusedType, "programmes"),
        (b"alert(1)", "avis.js", RefusedType, "programmes"),
        (bytes(MIB + 1), "gros.dat", TooLarge, "limite de 1\u00a0Mo"),
    ],
)
def test_it_refuses_in_words_and_keeps_nothing(
    db: None,
    place: str,
    now: datetime,
    settings: Settings,
    content: bytes,
    name: str,
    refusal: type[StorageProblem],
    words: str,
) -> None:
    settings.UPLOAD_LIMIT_MB = 1

    with acting_as(in_compartment("office")), pytest.raises(refusal, match=words):
        stored(content, now, name=name)

    with as_owner():
        assert not StoredObject.objects.exists()
        assert not WrappedKey.objects.exists()
    assert blobs_kept() == 0


def test_it_stops_reading_at_the_limit(db: None, folder: Path, now: datetime, office: Compartment) -> None:
    read = 0

    def endless() -> io.RawIOBase:
        class Endless(io.RawIOBase):
            def read(self, size: int = -1, /) -> bytes:
                nonlocal read
                read += size
                return bytes(size)

        return Endless()

    with acting_as(in_compartment("office")), pytest.raises(TooLarge):
        put(
            stream=endless(),
            file_name="a",
            compartment=office,
            actor_code="x",
            now=now,
            limit_bytes=3 * MIB,
        )
    assert read <= 5 * MIB


def test_it_records_a_misleading_extension_without_refusing(db: None, folder: Path, now: datetime) -> None:
    with acting_as(in_compartment("office")):
        row = stored(b"<html><script>alert(1)</script>", now, name="avis.pdf")

    assert (row.media_type, row.type_mismatch) == ("text/html", True)


def test_it_makes_one_key_per_compartment_and_one_per_object(db: None, folder: Path, now: datetime) -> None:
    with acting_as(in_compartment("office")):
        first, second = stored(b"a", now), stored(b"a", now)
    with acting_as(in_compartment("commissioner")):
        stored(b"a", now, code="commissioner")

    assert (folder / first.blob).read_bytes() != (folder / second.blob).read_bytes()
    with as_owner():
        codes = CompartmentKey.objects.values_list("compartment_code", flat=True)
        assert sorted(codes) == ["commissioner", "office"]
        assert WrappedKey.objects.count() == 3


# --- Walls ----------------------------------------------------------------------------------------------
def test_it_opens_nothing_for_another_compartment_even_with_the_row_in_hand(
    db: None, folder: Path, now: datetime
) -> None:
    with acting_as(in_compartment("commissioner")):
        row = stored(LETTER, now, code="commissioner")
        assert read_all(stored=row) == LETTER

    with acting_as(in_compartment("office")):
        assert not StoredObject.objects.filter(pk=row.pk).exists()
        with pytest.raises(KeyUnavailable):
            open_stream(stored=row)


def test_it_opens_nothing_without_an_actor(db: None, folder: Path, now: datetime) -> None:
    with acting_as(in_compartment("office")):
        row = stored(LETTER, now)

    with pytest.raises(KeyUnavailable):
        open_stream(stored=row)


def test_it_puts_nothing_in_another_compartment(db: None, folder: Path, now: datetime) -> None:
    with pytest.raises(KeyUnavailable), acting_as(in_compartment("office")):
        stored(LETTER, now, code="commissioner")

    assert blobs_kept() == 0


# --- Tampering ------------------------------------------------------------------------------------------
@pytest.fixture
def letter(db: None, folder: Path, now: datetime) -> StoredObject:
    """Two chunks and a half, in the Office."""
    with acting_as(in_compartment("office")):
        return stored(LETTER * 80_000, now)


@pytest.mark.parametrize("place_in_file", [0, 9, MIB + 500, -1])
def test_it_refuses_an_altered_blob(letter: StoredObject, folder: Path, place_in_file: int) -> None:
    path = folder / letter.blob
    content = bytearray(path.read_bytes())
    content[place_in_file] ^= 1
    path.write_bytes(content)

    with acting_as(in_compartment("office")), pytest.raises(Tampered, match="altéré"):
        read_all(stored=letter)


def test_it_refuses_an_altered_beginning_before_any_byte_is_sent(letter: StoredObject, folder: Path) -> None:
    (folder / letter.blob).write_bytes(b"autre chose")

    with acting_as(in_compartment("office")), pytest.raises(Tampered):
        open_stream(stored=letter)


def test_it_refuses_a_blob_exchanged_with_another_objects(
    letter: StoredObject, folder: Path, now: datetime
) -> None:
    with acting_as(in_compartment("office")):
        other = stored(b"autre lettre", now)
        (folder / letter.blob).write_bytes((folder / other.blob).read_bytes())

        with pytest.raises(Tampered):
            open_stream(stored=letter)


def test_it_says_when_the_blob_is_gone(letter: StoredObject, folder: Path) -> None:
    (folder / letter.blob).unlink()

    with acting_as(in_compartment("office")), pytest.raises(Missing, match="introuvable"):
        open_stream(stored=letter)


def test_it_reads_at_once_only_what_is_small(letter: StoredObject) -> None:
    with acting_as(in_compartment("office")), pytest.raises(TooLarge):
        read_all(stored=letter, limit_bytes=MIB)


# --- Scanner --------------------------------------------------------------------------------------------
def test_it_opens_a_clean_object(
    db: None, folder: Path, now: datetime, clamd: Clamd, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = clamd.unix

    with acting_as(in_compartment("office")):
        row = stored(LETTER, now)
        assert (row.scan_state, row.scanned_at) == (ScanState.CLEAN, now)
        assert read_all(stored=row) == LETTER


def test_it_isolates_an_infected_object_and_names_the_threat(
    db: None, folder: Path, now: datetime, clamd: Clamd, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = clamd.unix

    with acting_as(in_compartment("office")):
        row = stored(EICAR, now)
        assert row.scan_state == ScanState.INFECTED
        with pytest.raises(Infected, match="Eicar-Test"):
            open_stream(stored=row)


@pytest.mark.parametrize(
    ("content", "after"), [(LETTER, ScanState.CLEAN), (EICAR, ScanState.INFECTED)], ids=["clean", "infected"]
)
def test_it_quarantines_while_the_scanner_is_down_and_decides_when_it_is_back(
    db: None, folder: Path, now: datetime, clamd: Clamd, settings: Settings, content: bytes, after: ScanState
) -> None:
    settings.CLAMD_ADDRESS = "unix:/nulle/part.sock"
    with acting_as(in_compartment("office")):
        row = stored(content, now)
        assert row.scan_state == ScanState.QUARANTINED
        with pytest.raises(Quarantined, match="quarantaine"):
            open_stream(stored=row)
        assert rescan_quarantined(now=now) == 0

        settings.CLAMD_ADDRESS = ""
        rescan(stored=row, now=now)
        row.refresh_from_db()
        assert row.scan_state == ScanState.QUARANTINED  # removing the scanner opens nothing

        settings.CLAMD_ADDRESS = clamd.tcp
        assert rescan_quarantined(now=now) == 1
        row.refresh_from_db()
        assert row.scan_state == after
