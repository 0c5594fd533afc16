"""Destruction: once committed nothing opens the object again, not even a restored backup.

Before the commit nothing is lost. These run on clones, where transactions really commit.
"""

import io
import os
import uuid
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs, destruction
from egide.platform.storage.destruction import destroy, replay_destructions
from egide.platform.storage.errors import Destroyed
from egide.platform.storage.models import DestructionEntry, StoredObject, WrappedKey
from egide.platform.storage.sight import PartialSight
from egide.platform.storage.store import open_stream, put, read_all
from egide.platform.storage.sweep import sweep_orphans
from tests.database import Pair, as_owner
from tests.platform.storage.people import everywhere, in_compartment

DECISION = "2026-014"


@pytest.fixture(autouse=True)
def _house(fresh: Pair, master: bytes) -> None:
    """Real commits, and a master key."""


def stored(now: datetime, *, code: str = "office") -> StoredObject:
    with acting_as(in_compartment(code)):
        return put(
            stream=io.BytesIO(b"un secret"),
            file_name="Nom de la personne.txt",
            compartment=Compartment.objects.get(code=code),
            actor_code="staff:1",
            now=now,
        )


def traces(row: StoredObject) -> tuple[bool, bool, bool]:
    """Will say whether key, blob and register's line exist."""
    with as_owner():
        return (
            WrappedKey.objects.filter(pk=row.pk).exists(),
            blobs.written_at(row.blob) is not None,
            DestructionEntry.objects.filter(pk=row.pk, decision=DECISION).exists(),
        )


WHOLE, GONE = (True, True, False), (False, False, True)


def test_it_removes_key_blob_name_and_hash_and_keeps_the_decision(place: str, now: datetime) -> None:
    row = stored(now)

    with acting_as(in_compartment("office")):
        destroy(object_id=row.pk, decision=DECISION, now=now)

    assert traces(row) == GONE
    with acting_as(in_compartment("office")):
        left = StoredObject.objects.get(pk=row.pk)
        assert (left.file_name, left.sha256, left.size) == ("", "", 9)
        assert (left.destroyed_at, left.destruction_decision) == (now, DECISION)
        with pytest.raises(Destroyed, match=DECISION):
            open_stream(stored=left)
        with pytest.raises(Exception, match="compartiment"):
            open_stream(stored=row)  # the row as it was before opens nothing either


def test_it_loses_nothing_when_the_transaction_is_rolled_back(folder: Path, now: datetime) -> None:
    row = stored(now)

    with acting_as(in_compartment("office")):
        destroy(object_id=row.pk, decision=DECISION, now=now)
        transaction.set_rollback(True)

    assert traces(row) == WHOLE
    with acting_as(in_compartment("office")):
        assert read_all(stored=StoredObject.objects.get(pk=row.pk)) == b"un secret"


def test_it_is_finished_by_the_sweep_when_the_process_dies_after_the_commit(
    folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = stored(now)
    monkeypatch.setattr(destruction, "_shred", lambda *_, **__: None)  # the process dies here
    with acting_as(in_compartment("office")):
        destroy(object_id=row.pk, decision=DECISION, now=now)
    assert traces(row) == WHOLE
    monkeypatch.undo()

    with acting_as(everywhere()):
        assert sweep_orphans(now=now).destructions_finished == 1

    assert traces(row) == GONE


def test_it_may_be_asked_twice(folder: Path, now: datetime) -> None:
    row = stored(now)

    for decision in (DECISION, "2027-001"):
        with acting_as(in_compartment("office")):
            destroy(object_id=row.pk, decision=decision, now=now)

    assert traces(row) == GONE


def test_it_refuses_an_object_behind_a_wall_and_a_missing_decision(folder: Path, now: datetime) -> None:
    row = stored(now, code="commissioner")

    with acting_as(in_compartment("office")), pytest.raises(StoredObject.DoesNotExist):
        destroy(object_id=row.pk, decision=DECISION, now=now)
    with acting_as(in_compartment("commissioner")), pytest.raises(ValueError, match="décision"):
        destroy(object_id=row.pk, decision="  ", now=now)
    assert traces(row) == WHOLE


# --- After a restore ------------------------------------------------------------------------------------
@pytest.fixture
def come_back(folder: Path, now: datetime) -> StoredObject:
    """An object of the register that an older backup of rows, keys and blobs brought back whole."""
    row = stored(now)
    content = (folder / row.blob).read_bytes()
    with as_owner():
        key = WrappedKey.objects.get(pk=row.pk)
        DestructionEntry.objects.create(
            object_id=row.pk, compartment_id=row.compartment_id, destroyed_at=now, decision=DECISION
        )
        assert bytes(key.wrapped)
    assert content
    return row


def test_it_destroys_again_what_a_restore_brought_back(come_back: StoredObject, now: datetime) -> None:
    kept = stored(now)

    with as_owner():
        assert replay_destructions() == [come_back.pk]
        assert replay_destructions() == []

    assert traces(come_back) == GONE
    assert traces(kept) == WHOLE
    with acting_as(in_compartment("office")):
        assert StoredObject.objects.get(pk=come_back.pk).is_destroyed


def test_it_removes_a_restored_key_whose_row_is_unknown(folder: Path, now: datetime) -> None:
    lost = uuid.uuid4()
    with as_owner():
        WrappedKey.objects.create(object_id=lost, compartment_id=1, wrapped=os.urandom(61), made_at=now)
        DestructionEntry.objects.create(object_id=lost, compartment_id=1, destroyed_at=now, decision=DECISION)

        assert replay_destructions() == []

        assert not WrappedKey.objects.filter(pk=lost).exists()


def test_it_refuses_to_replay_with_a_compartment_out_of_sight(come_back: StoredObject) -> None:
    with acting_as(in_compartment("office")), pytest.raises(PartialSight, match="tous les compartiments"):
        replay_destructions()

    with acting_as(everywhere()):
        assert replay_destructions() == [come_back.pk]
