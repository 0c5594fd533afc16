"""The register of dispositions with its certificate: documents a second, beside the same rows by bare statements.

What is measured: tombstones, register lines and keys of a batch, then the certificate with each hash. The bytes of
the files are apart: their deletion is the disk’s.
"""

import time
import uuid
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.db import connections, transaction
from django.utils import timezone

from bench.report import rate
from bench.surroundings import Place
from egide.kernel.disposal.certifying import canonical
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from egide.platform.storage import blobs, destruction
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import StoredObject, WrappedKey

COUNT = 100_000  # documents
AT_ONCE = 5_000
DECISION = "BANC-1"


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will destroy invented objects, whose files do not exist, and certify them."""
    yield rate(
        f"disposition inscrite et certifiée, {COUNT} documents",
        COUNT / measured(COUNT),
        unit="documents/s",
        limit="objectif de l’énoncé",
        limit_value=20_000,
    )


def measured(count: int) -> float:
    """Will return the seconds that the register and the certificate of `count` documents take."""
    office = Compartment.objects.get(code="office")
    now = timezone.now()
    with acting_as(service("scheduler")):
        keys = _made(office, count, now)
    original, blobs.delete = blobs.delete, lambda name: None
    try:
        began = time.perf_counter()
        with acting_as(service("scheduler")), transaction.atomic():
            told = destruction.destroy_told(object_ids=keys, decision=DECISION, now=now)
            lines = [{"sha256": digest, "size": size, "type": kind} for digest, size, kind in told]
        sha256(canonical({"dossiers": [{"objects": lines}]}).encode()).hexdigest()
        spent = time.perf_counter() - began
    finally:
        blobs.delete = original
    with key_room(), connections["keys"].cursor() as cursor:
        cursor.execute("select count(*) from storage_destructionentry where decision = %s", [DECISION])
    return spent


def _made(office: Compartment, count: int, now: datetime) -> list[uuid.UUID]:
    keys = [uuid.uuid4() for _ in range(count)]
    for start in range(0, count, AT_ONCE):
        part = keys[start : start + AT_ONCE]
        StoredObject.objects.bulk_create(
            StoredObject(
                id=key, compartment=office, blob=f"zz/{key}", size=1, sha256=sha256(key.bytes).hexdigest(),
                media_type="text/plain", file_name="a", scan_state="clean", stored_at=now, stored_by="service:x",
            )
            for key in part
        )  # fmt: skip
        with key_room():
            WrappedKey.objects.bulk_create(
                WrappedKey(object_id=key, compartment_id=office.pk, wrapped=b"x" * 60, made_at=now)
                for key in part
            )
    return keys
