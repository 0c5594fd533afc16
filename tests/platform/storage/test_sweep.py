"""The sweep: it removes what no committed row claims, a day later, and never what it cannot see."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment, ServiceActor
from egide.platform.storage import blobs
from egide.platform.storage.models import StoredObject, WrappedKey
from egide.platform.storage.sight import PartialSight
from egide.platform.storage.store import put, read_all
from egide.platform.storage.sweep import sweep_orphans
from tests.database import Pair, as_owner
from tests.platform.storage.people import everywhere, in_compartment


@pytest.fixture(autouse=True)
def _house(fresh: Pair, master: bytes) -> None:
    """Real commits, and a master key."""


@pytest.fixture
def today() -> datetime:
    """The sweep compares with the true dates of the blobs, which the storage's own clock wrote."""
    return datetime.now(UTC)


def stored(now: datetime, *, code: str = "office") -> StoredObject:
    return put(
        stream=io.BytesIO(b"lettre"),
        file_name="a.txt",
        compartment=Compartment.objects.get(code=code),
        actor_code="staff:1",
        now=now,
    )


def rolled_back(now: datetime) -> StoredObject:
    """Will put an object whose transaction is then rolled back."""
    with acting_as(in_compartment("office")):
        row = stored(now)
        transaction.set_rollback(True)
    return row


def has_key(row: StoredObject) -> bool:
    with as_owner():
        return WrappedKey.objects.filter(pk=row.pk).exists()


def test_it_removes_the_orphans_of_a_rolled_back_transaction_a_day_later(place: str, today: datetime) -> None:
    with acting_as(in_compartment("office")):
        kept = stored(today)
    orphan = rolled_back(today)
    assert blobs.written_at(orphan.blob)
    assert has_key(orphan)

    with acting_as(everywhere()):
        too_early = sweep_orphans(now=today + timedelta(hours=23))
        assert (too_early.blobs_removed, too_early.keys_removed) == (0, 0)
        in_time = sweep_orphans(now=today + timedelta(hours=25))
        assert (in_time.blobs_removed, in_time.keys_removed) == (1, 1)

    assert blobs.written_at(orphan.blob) is None
    assert not has_key(orphan)
    with acting_as(in_compartment("office")):
        assert read_all(stored=kept) == b"lettre"


def test_it_reports_a_row_without_blob_or_key_and_removes_nothing_else(folder: Path, today: datetime) -> None:
    with acting_as(in_compartment("office")):
        blobless, keyless, whole = stored(today), stored(today), stored(today)
    (folder / blobless.blob).unlink()
    with as_owner():
        WrappedKey.objects.filter(pk=keyless.pk).delete()

    with acting_as(everywhere()):
        report = sweep_orphans(now=today + timedelta(days=3))

    assert (report.without_blob, report.without_key) == ((blobless.pk,), (keyless.pk,))
    assert (report.blobs_removed, report.keys_removed) == (0, 0)
    with acting_as(in_compartment("office")):
        assert read_all(stored=whole) == b"lettre"


def test_it_refuses_when_a_compartment_is_out_of_its_sight(folder: Path, today: datetime) -> None:
    with acting_as(in_compartment("commissioner")):
        theirs = stored(today, code="commissioner")
    far = today + timedelta(days=3)

    with acting_as(in_compartment("office")), pytest.raises(PartialSight):
        sweep_orphans(now=far)
    with as_owner():
        scheduler = ServiceActor.objects.get(code="scheduler")
        scheduler.compartments.remove(Compartment.objects.get(code="discipline"))
    with acting_as(everywhere()), pytest.raises(PartialSight):
        sweep_orphans(now=far)
    with pytest.raises(PartialSight):
        sweep_orphans(now=far)

    assert blobs.written_at(theirs.blob)
    assert has_key(theirs)


def test_it_works_as_the_owner_too(folder: Path, today: datetime) -> None:
    with acting_as(in_compartment("office")):
        stored(today)
    rolled_back(today)

    with as_owner():
        report = sweep_orphans(now=today + timedelta(days=3))

    assert (report.blobs_removed, report.keys_removed, report.without_key) == (1, 1, ())


def test_it_finds_nothing_in_an_empty_house(settings: Settings, folder: Path, today: datetime) -> None:
    with acting_as(everywhere()):
        report = sweep_orphans(now=today + timedelta(days=3))

    assert (report.blobs_removed, report.keys_removed, report.destructions_finished) == (0, 0, 0)
    assert (report.without_blob, report.without_key) == ((), ())


def test_it_leaves_foreign_files_of_today_alone(folder: Path, today: datetime) -> None:
    stranger = folder / "zz" / "fichier"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(os.urandom(10))

    with acting_as(everywhere()):
        assert sweep_orphans(now=today).blobs_removed == 0
    assert stranger.exists()
