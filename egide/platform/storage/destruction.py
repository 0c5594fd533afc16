"""Lawful destruction: the key first, without which the bytes are noise, then the blob, and the register.

Serves the archivist's decision and every restore. Irrevocable: done only once the decision is committed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, connections, transaction

from egide.platform.storage import blobs
from egide.platform.storage.keys import compartments_held, key_room
from egide.platform.storage.models import DestructionEntry, HeldKey, StoredObject, WrappedKey
from egide.platform.storage.routers import KEYS
from egide.platform.storage.sight import require_full_sight

_BATCH = 500
_TOMBSTONES = """
update storage_storedobject set destroyed_at = %s, destruction_decision = %s, file_name = '', sha256 = ''
where id = any(%s::uuid[]) and destroyed_at is null
returning id, compartment_id, blob, old.sha256, size, media_type, stored_at
"""
_ENTER = """
insert into storage_destructionentry (object_id, compartment_id, destroyed_at, decision)
select u.key, u.place, %s, %s from unnest(%s::uuid[], %s::int[]) u(key, place) on conflict do nothing
"""
Item = TypeVar("Item")
Told = list[Any]  # [sha256, size in bytes, type] of a file, as a certificate names it


def destroy(*, object_id: UUID, decision: str, now: datetime) -> None:
    """Will destroy an object's content: the row keeps its size, type, dates and the decision's number.

    The name and the hash go with the transaction; key and blob go at its commit; a rollback keeps them
    whole. Should the process die between the two, the sweep finishes. Destroying twice changes nothing.

    :raises StoredObject.DoesNotExist: absent or behind a wall. :raises ValueError: no decision number.
    """
    if not decision.strip():
        raise ValueError("Une destruction porte le numéro de sa décision.")
    with transaction.atomic():
        stored = StoredObject.objects.select_for_update().get(pk=object_id)
        if stored.is_destroyed:
            return
        _leave_tombstone(stored, decision=decision, at=now)
        held = compartments_held()

        def shred_now() -> None:  # a failure is logged by its name: a partial has none
            _shred(stored, compartments=held)

        transaction.on_commit(shred_now, robust=True)


def destroy_all(*, object_ids: Iterable[UUID], decision: str, now: datetime) -> int:
    """Will destroy many objects as `destroy` does one, in few statements, and return how many there were.

    :raises ValueError: no decision number. :raises IntegrityError: a hold keeps one of them; nothing is destroyed.
    """
    return len(destroy_told(object_ids=object_ids, decision=decision, now=now))


def destroy_told(*, object_ids: Iterable[UUID], decision: str, now: datetime) -> list[Told]:
    """Will do the same, and tell what each was: hash, size and type, in the order in which they were stored.

    :raises ValueError: no decision number. :raises IntegrityError: a hold keeps one of them; nothing is destroyed.
    """
    if not decision.strip():
        raise ValueError("Une destruction porte le numéro de sa décision.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_TOMBSTONES, [now, decision, _array(object_ids)])
            rows = cursor.fetchall()
        gone, held = [row[:3] for row in rows], compartments_held()

        def shred_now() -> None:
            _shred_all(gone, decision=decision, at=now, compartments=held)

        transaction.on_commit(shred_now, robust=True)
    return [list(row[3:6]) for row in sorted(rows, key=lambda row: (row[6], row[0]))]


def finish_destructions() -> int:
    """Will shred, among the rows seen, what a dead process left after its commit, and return how many."""
    finished = 0
    for batch in _batches(StoredObject.objects.exclude(destroyed_at=None).order_by("pk").iterator()):
        ids = [stored.pk for stored in batch]
        with key_room():
            keyed = set(WrappedKey.objects.filter(pk__in=ids).values_list("pk", flat=True))
            entered = set(DestructionEntry.objects.filter(pk__in=ids).values_list("pk", flat=True))
        for stored in batch:
            if stored.pk in keyed or stored.pk not in entered:
                _shred(stored, compartments=compartments_held())
                finished += 1
    return finished


def replay_destructions() -> list[UUID]:
    """Will destroy again, after a restore, all that the register names, and return the objects concerned.

    Run before the service opens, with a full view. The caller erases what it derived from those objects
    (text, index, notes). The register is in the key database, which has its own, shorter-lived backup.

    :raises PartialSight: some compartment is out of sight; nothing was done.
    """
    require_full_sight()
    back: list[UUID] = []
    with key_room():
        entries = list(DestructionEntry.objects.order_by("destroyed_at", "pk"))
    for batch in _batches(entries):
        register = {entry.pk: entry for entry in batch}
        for stored in StoredObject.objects.filter(pk__in=register, destroyed_at=None).order_by("pk"):
            entry = register[stored.pk]
            with transaction.atomic():
                _leave_tombstone(stored, decision=entry.decision, at=entry.destroyed_at)
            _release(register, at=entry.destroyed_at)
            _shred(stored, compartments=compartments_held())
            back.append(stored.pk)
        _release(register, at=max(entry.destroyed_at for entry in register.values()))
        with key_room():  # an older copy of the keys may hold keys of rows that the main database never had
            WrappedKey.objects.filter(pk__in=register).delete()
    return back


def _leave_tombstone(stored: StoredObject, *, decision: str, at: datetime) -> None:
    stored.destroyed_at, stored.destruction_decision = at, decision
    stored.file_name = stored.sha256 = ""
    stored.save(update_fields=["destroyed_at", "destruction_decision", "file_name", "sha256"])


def _shred(stored: StoredObject, *, compartments: str) -> None:
    at = stored.destroyed_at
    assert at is not None  # only a tombstone is shredded
    with key_room(compartments=compartments):
        DestructionEntry.objects.bulk_create(
            [
                DestructionEntry(
                    object_id=stored.pk,
                    compartment_id=stored.compartment_id,
                    destroyed_at=at,
                    decision=stored.destruction_decision,
                )
            ],
            ignore_conflicts=True,
        )
        WrappedKey.objects.filter(pk=stored.pk).delete()
    blobs.delete(stored.blob)


def _shred_all(gone: list[tuple[UUID, int, str]], *, decision: str, at: datetime, compartments: str) -> None:
    keys, places = _array(key for key, _, _ in gone), _array(place for _, place, _ in gone)
    with key_room(compartments=compartments), connections[KEYS].cursor() as cursor:
        cursor.execute(_ENTER, [at, decision, keys, places])
        cursor.execute("delete from storage_wrappedkey where object_id = any(%s::uuid[])", [keys])
    for _, _, blob in gone:
        blobs.delete(blob)


def _array(values: Iterable[UUID | int]) -> str:
    # Spelled here: a hundred thousand values cost a tenth of what the driver takes to adapt them one by one.
    return "{" + ",".join(map(str, values)) + "}"


def _release(register: Iterable[UUID], *, at: datetime) -> None:
    # An older copy of the keys may still hold what was destroyed since: the register is the newer word.
    with key_room():
        HeldKey.objects.filter(object_id__in=list(register), released_at=None).update(
            released_at=at, released_by="register"
        )


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch
