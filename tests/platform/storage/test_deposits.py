"""A deposit: the key goes to its database while the bytes are made, and nothing ends before both are durable.

On a clone, where transactions commit: inside one, the key is kept at once (test_keys.py, test_store.py).
"""

import io
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connections

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs
from egide.platform.storage.errors import KeyUnavailable, RefusedType
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import StoredObject, WrappedKey
from egide.platform.storage.store import depositing, put, read_all
from tests.database import Pair
from tests.platform.storage.people import everywhere, in_compartment


@pytest.fixture
def office(fresh: Pair, folder: Path, master: bytes, now: datetime) -> Compartment:
    """The Office's compartment, whose key exists, as the Commissioner's does."""
    found = {one.code: one for one in Compartment.objects.filter(code__in=("office", "commissioner"))}
    for code, one in found.items():
        with acting_as(in_compartment(code)):
            put(stream=io.BytesIO(b"x"), file_name="x.txt", compartment=one, actor_code="staff:1", now=now)
    return found["office"]


def kept() -> int:
    with acting_as(everywhere()), key_room():
        return WrappedKey.objects.count()


def on_disk() -> int:
    return sum(len(blobs.names_in(shard)) for shard in blobs.shards())


def test_the_key_is_on_its_way_before_the_bytes_are_made_and_opens_them_afterwards(
    office: Compartment, now: datetime
) -> None:
    with acting_as(in_compartment("office")), depositing(compartment=office, now=now, ahead=True) as deposit:
        assert connections["keys"].connection.pgconn.transaction_status  # under way, not waited for
        row = deposit.take(stream=io.BytesIO(b"lettre"), file_name="a.txt", actor_code="staff:1")
        row.save(force_insert=True)

    assert not connections["keys"].connection.pgconn.transaction_status
    with acting_as(in_compartment("office")):
        assert read_all(stored=StoredObject.objects.get(pk=row.pk)) == b"lettre"
    assert (kept(), on_disk()) == (3, 3)


def test_what_is_asked_of_the_keys_meanwhile_waits_for_it(office: Compartment, now: datetime) -> None:
    with acting_as(in_compartment("office")), depositing(compartment=office, now=now, ahead=True), key_room():
        assert WrappedKey.objects.count() == 2  # the one of the fixture, and this one


def test_a_block_that_fails_leaves_no_bytes_and_the_next_deposit_is_kept(
    office: Compartment, now: datetime
) -> None:
    def fail() -> None:
        with (
            acting_as(in_compartment("office")),
            depositing(compartment=office, now=now, ahead=True) as deposit,
        ):
            deposit.take(stream=io.BytesIO(b"lettre"), file_name="a.txt", actor_code="staff:1")
            raise RuntimeError("panne")

    with pytest.raises(RuntimeError, match="panne"):
        fail()
    assert on_disk() == 2

    with acting_as(in_compartment("office")):
        row = put(
            stream=io.BytesIO(b"suite"), file_name="b.txt", compartment=office, actor_code="staff:1", now=now
        )
        assert read_all(stored=row) == b"suite"


def test_another_compartment_is_refused_and_what_is_refused_leaves_neither_key_nor_bytes(
    office: Compartment, now: datetime
) -> None:
    def keep(name: str, content: bytes) -> None:
        with acting_as(in_compartment("commissioner" if name == "a.txt" else "office")):
            put(
                stream=io.BytesIO(content),
                file_name=name,
                compartment=office,
                actor_code="staff:1",
                now=now,
            )

    with pytest.raises(KeyUnavailable):
        keep("a.txt", b"lettre")
    with pytest.raises(RefusedType):
        keep("b.exe", b"MZ\x00")
    assert (kept(), on_disk()) == (2, 2)

    keep("c.txt", b"lettre")
    assert (kept(), on_disk()) == (3, 3)
