"""The key database: its walls, its first use, the master key's rotation, and what the application may not do.

What needs real commits (a race of first uses, settings that end with their transaction) runs on a clone.
"""

import base64
import io
import os
import threading
from datetime import datetime
from pathlib import Path

import pytest
from django.db import ProgrammingError, connections, transaction
from django.db.utils import IntegrityError
from pytest_django import Settings

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.storage.errors import KeyUnavailable
from egide.platform.storage.keys import key_room, open_object_key, rotate_master_key
from egide.platform.storage.master import MasterKeyProblem
from egide.platform.storage.models import CompartmentKey, DestructionEntry, StoredObject, WrappedKey
from egide.platform.storage.store import put, read_all
from tests.database import Pair, as_owner
from tests.patience import SECONDS
from tests.platform.storage.people import everywhere, in_compartment

KEY_TABLES = ("storage_compartmentkey", "storage_wrappedkey", "storage_destructionentry")


def stored(now: datetime, *, code: str = "office", content: bytes = b"lettre") -> StoredObject:
    with acting_as(in_compartment(code)):
        return put(
            stream=io.BytesIO(content),
            file_name="a.txt",
            compartment=Compartment.objects.get(code=code),
            actor_code="staff:1",
            now=now,
        )


def in_keys(statement: str) -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def two(db: None, folder: Path, master: bytes, now: datetime) -> tuple[StoredObject, StoredObject]:
    """One object of the Office, one of the Commissioner."""
    return stored(now), stored(now, code="commissioner")


def test_it_shows_only_the_keys_of_the_compartments_held(two: tuple[StoredObject, StoredObject]) -> None:
    mine, theirs = two

    with acting_as(in_compartment("office")), key_room():
        assert list(WrappedKey.objects.values_list("pk", flat=True)) == [mine.pk]
        assert list(CompartmentKey.objects.values_list("compartment_code", flat=True)) == ["office"]
    with acting_as(everywhere()), key_room():
        assert set(WrappedKey.objects.values_list("pk", flat=True)) == {mine.pk, theirs.pk}


def test_it_shows_no_key_without_actor_and_forgets_the_last_one(
    fresh: Pair, folder: Path, master: bytes, now: datetime
) -> None:
    row = stored(now)
    with acting_as(in_compartment("office")):
        open_object_key(object_id=row.pk, compartment_id=row.compartment_id)

    assert not WrappedKey.objects.exists()
    with key_room():
        assert not CompartmentKey.objects.exists()


def test_it_gives_back_the_previous_sight_when_rooms_are_nested(
    two: tuple[StoredObject, StoredObject],
) -> None:
    with acting_as(in_compartment("office")), key_room():
        with key_room(compartments="{}"):
            assert not WrappedKey.objects.exists()
        assert WrappedKey.objects.count() == 1


def test_it_refuses_to_write_a_key_into_another_compartment(two: tuple[StoredObject, StoredObject]) -> None:
    with acting_as(in_compartment("office")), pytest.raises(KeyUnavailable), key_room():
        WrappedKey.objects.create(
            object_id=os.urandom(16).hex(),
            compartment_id=two[1].compartment_id,
            wrapped=b"x",
            made_at=two[1].stored_at,
        )


@pytest.mark.parametrize("table", KEY_TABLES)
def test_it_forces_the_wall_on_every_key_table(db: None, table: str) -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute("select relrowsecurity, relforcerowsecurity from pg_class where relname = %s", [table])
        assert cursor.fetchone() == (True, True)


@pytest.mark.parametrize(
    "statement",
    [
        "update storage_compartmentkey set wrapped = ''",
        "delete from storage_compartmentkey",
        "update storage_wrappedkey set wrapped = ''",
        "truncate storage_wrappedkey",
        "update storage_destructionentry set decision = 'autre'",
        "delete from storage_destructionentry",
        "truncate storage_destructionentry",
    ],
)
def test_it_lets_the_application_rewrite_nothing(
    two: tuple[StoredObject, StoredObject], statement: str
) -> None:
    # 42501, permission denied, comes out of the key room as KeyUnavailable.
    with acting_as(everywhere()), pytest.raises(KeyUnavailable), key_room():
        in_keys(statement)


@pytest.mark.parametrize(
    "verb", ["update storage_destructionentry set decision = 'x'", "delete from storage_destructionentry"]
)
def test_it_keeps_the_register_even_from_the_owner(db: None, now: datetime, verb: str) -> None:
    with as_owner():
        DestructionEntry.objects.create(
            object_id=os.urandom(16).hex(), compartment_id=1, destroyed_at=now, decision="2026-001"
        )
        with pytest.raises(IntegrityError), transaction.atomic(using="keys"):
            in_keys(verb)


def test_it_holds_the_keys_in_their_own_database_only(db: None) -> None:
    for alias, present in (("keys", True), ("default", False)):
        with connections[alias].cursor() as cursor:
            tables = set(connections[alias].introspection.table_names(cursor))
        assert (set(KEY_TABLES) <= tables) is present
        assert ("storage_storedobject" in tables) is not present


def test_it_makes_one_compartment_key_when_two_first_uses_race(
    fresh: Pair, folder: Path, master: bytes, now: datetime
) -> None:
    barrier, rows, failures = threading.Barrier(4), list[StoredObject](), list[BaseException]()

    def work() -> None:
        try:
            barrier.wait(timeout=SECONDS)
            rows.append(stored(now))
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)

    assert failures == []
    with acting_as(in_compartment("office")):
        assert [read_all(stored=row) for row in rows] == [b"lettre"] * 4
    with as_owner():
        assert CompartmentKey.objects.count() == 1


# --- The master key -------------------------------------------------------------------------------------
def test_it_rotates_the_master_key_without_touching_the_objects(
    two: tuple[StoredObject, StoredObject], master: bytes, settings: Settings, folder: Path
) -> None:
    before = {row.pk: (folder / row.blob).read_bytes() for row in two}
    new = os.urandom(32)
    told: list[str] = []

    with as_owner():
        assert rotate_master_key(old=master, new=new, progress=told.append) == 2

    assert sorted(told) == ["commissioner", "office"]
    with acting_as(everywhere()):
        with pytest.raises(MasterKeyProblem, match="n’est pas celle"):
            read_all(stored=two[0])
        settings.MASTER_KEY = base64.b64encode(new).decode()
        assert [read_all(stored=row) for row in two] == [b"lettre"] * 2
    assert before == {row.pk: (folder / row.blob).read_bytes() for row in two}


def test_it_rotates_all_or_nothing(two: tuple[StoredObject, StoredObject], master: bytes) -> None:
    with as_owner():
        holder = CompartmentKey.objects.get(compartment_code="office")
        rotate_master_key(old=master, new=master)
        CompartmentKey.objects.filter(pk=holder.pk).update(master_mark="deadbeef", wrapped=b"\x01" * 61)
        untouched = CompartmentKey.objects.get(compartment_code="commissioner").wrapped

        with pytest.raises(MasterKeyProblem):
            rotate_master_key(old=master, new=os.urandom(32))

        assert CompartmentKey.objects.get(compartment_code="commissioner").wrapped == untouched


def test_it_refuses_a_rotation_that_would_not_see_every_key(
    two: tuple[StoredObject, StoredObject], master: bytes
) -> None:
    with acting_as(in_compartment("office")), pytest.raises(ProgrammingError):
        rotate_master_key(old=master, new=os.urandom(32))
