"""A stored object's facts never change, whoever asks; PostgreSQL keeps them, not the code."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.storage.destruction import destroy
from egide.platform.storage.models import StoredObject
from egide.platform.storage.store import put
from tests.database import as_owner
from tests.platform.storage.people import in_compartment


@pytest.fixture
def row(db: None, folder: Path, master: bytes, office: Compartment, now: datetime) -> StoredObject:
    """A letter of the Office."""
    with acting_as(in_compartment("office")):
        return put(
            stream=io.BytesIO(b"lettre"), file_name="a.txt", compartment=office, actor_code="staff:1", now=now
        )


@pytest.mark.parametrize(
    "change",
    [
        {"blob": "aa/autre"},
        {"size": 1},
        {"media_type": "text/html"},
        {"stored_by": "staff:99"},
        {"sha256": "0" * 64},
        {"file_name": "autre.txt"},
        {"compartment_id": 2},
    ],
)
def test_it_keeps_an_objects_facts_even_from_the_owner(row: StoredObject, change: dict[str, object]) -> None:
    with as_owner(), pytest.raises(DatabaseError), transaction.atomic():
        StoredObject.objects.filter(pk=row.pk).update(**change)


def test_it_never_brings_a_destroyed_object_back_to_life(row: StoredObject, now: datetime) -> None:
    with acting_as(in_compartment("office")):
        destroy(object_id=row.pk, decision="2026-014", now=now)

    with as_owner(), pytest.raises(DatabaseError), transaction.atomic():
        StoredObject.objects.filter(pk=row.pk).update(
            destroyed_at=None, destruction_decision="", sha256="0" * 64
        )


def test_it_lets_the_application_delete_no_row(row: StoredObject) -> None:
    with acting_as(in_compartment("office")), pytest.raises(DatabaseError), transaction.atomic():
        StoredObject.objects.filter(pk=row.pk).delete()
    with as_owner():
        assert StoredObject.objects.filter(pk=row.pk).exists()
