"""The mirror, in the key database, of the objects that are held there: their keys may not be deleted.

No transaction spans both databases, so the mirror errs on the safe side: a key is held before the hold commits
and released after its lifting did; whatever is held in excess is released by the nightly reconciliation.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from psycopg.types.numeric import Int8

from egide.kernel.records.models import Hold
from egide.platform.database.together import fetched
from egide.platform.storage.keys import compartments_held, key_room
from egide.platform.storage.models import HeldKey, StoredObject
from egide.platform.storage.sight import require_full_sight

_STANDING = (
    "select id from records_hold where dossier_id = any(%s::bigint[]) and lifted_at is null order by id"
)
_OBJECTS = "select dossier_id, object_id, document_id from records_objects_of(%s::bigint[], false)"
BATCH = 500  # holds whose files are listed at a time


def objects_held(hold: Hold) -> list[UUID]:
    """Will list the objects that the hold keeps, those of one document when it is about one."""
    return objects_of_holds([hold])[hold.pk]


def objects_of_holds(holds: Sequence[Hold]) -> dict[int, list[UUID]]:
    """Will list the same for several holds, in two questions."""
    with connection.cursor() as cursor:
        cursor.execute(_OBJECTS, [sorted({hold.dossier_id for hold in holds})])
        rows = cursor.fetchall()
    wanted: dict[int, set[tuple[UUID, int | None]]] = {}
    for dossier, key, document in rows:
        wanted.setdefault(dossier, set()).add((key, document))
    named = {key for _, key, _ in rows}
    live = set(StoredObject.objects.filter(pk__in=named, destroyed_at=None).values_list("pk", flat=True))
    return {
        hold.pk: sorted(
            {key for key, document in wanted.get(hold.dossier_id, ()) if hold.document_id in (None, document)}
            & live
        )
        for hold in holds
    }


def hold_keys(hold: Hold, *, now: datetime, objects: Iterable[UUID] | None = None) -> None:
    """Will hold the keys of what the hold keeps, at once: a rollback here leaves them held, which harms nothing."""
    wanted = objects_held(hold) if objects is None else list(objects)
    if not wanted:
        return
    with key_room():
        rows = [
            HeldKey(object_id=key, hold=hold.pk, compartment_id=hold.compartment_id, held_at=now)
            for key in wanted
        ]
        standing = set(
            HeldKey.objects.filter(hold=hold.pk, object_id__in=wanted, released_at=None).values_list(
                "object_id", flat=True
            )
        )
        HeldKey.objects.bulk_create([row for row in rows if row.object_id not in standing])


def release_keys(hold: Hold, *, entry: str, now: datetime) -> None:
    """Will release them once the lifting is committed; `entry` is the hash of its entry in the journal."""
    held, key = compartments_held(), hold.pk

    def release_now() -> None:
        _release(key, entry=entry, now=now, compartments=held)

    transaction.on_commit(release_now, robust=True)


def mirror_added(sender: type[Model], instance: Any, created: bool, **_: Any) -> None:
    """Will hold the key of what enters a dossier that is held; called for each row that names a file."""
    dossier = getattr(instance, "dossier_id", None)
    if not created or dossier is None:
        return
    for hold in Hold.objects.filter(dossier_id=dossier, lifted_at=None):
        hold_keys(hold, now=timezone.now())


def mirror_all(sender: type[Model], versions: Sequence[Any], **_: Any) -> None:
    """Will hold the keys of what enters several dossiers at once, where they are held: one statement when none is."""
    dossiers = sorted({version.dossier_id for version in versions})
    for (key,) in fetched(_STANDING, [[Int8(one) for one in dossiers]]):
        hold = Hold.objects.get(pk=key)
        hold_keys(hold, now=timezone.now())


def reconcile(*, now: datetime) -> tuple[int, int]:
    """Will hold what should be, release what should not, and return both counts. Needs a full view.

    :raises PartialSight: some compartment is out of sight; nothing was done.
    """
    require_full_sight()
    missing, spare = differences()
    for hold_id, keys in missing.items():
        hold_keys(Hold.objects.get(pk=hold_id), now=now, objects=keys)
    with key_room():
        for key in spare:
            HeldKey.objects.filter(pk=key, released_at=None).update(released_at=now, released_by="reconcile")
    return sum(map(len, missing.values())), len(spare)


def differences() -> tuple[dict[int, list[UUID]], list[int]]:
    """Will compare: for each standing hold the keys that are not held, and the mirror's rows that hold in excess."""
    with key_room():
        mirrored = {
            (row.hold, row.object_id): row.pk for row in HeldKey.objects.filter(released_at=None).iterator()
        }
    missing: dict[int, list[UUID]] = {}
    for holds in _standing_holds():
        for hold, wanted in objects_of_holds(holds).items():
            if lacking := [key for key in wanted if mirrored.pop((hold, key), None) is None]:
                missing[hold] = lacking
    return missing, sorted(mirrored.values())


def _standing_holds() -> Iterator[list[Hold]]:
    last, rows = 0, Hold.objects.filter(lifted_at=None).order_by("pk")
    while holds := list(rows.filter(pk__gt=last)[:BATCH]):
        yield holds
        last = holds[-1].pk


def mirror_problems() -> Iterator[str]:
    """Will say, for `egide verify`, which dossiers have keys that nothing holds although they are held."""
    missing, _ = differences()
    numbers = dict(Hold.objects.filter(pk__in=missing).values_list("pk", "dossier__number"))
    for hold, keys in missing.items():
        yield (
            f"{numbers[hold]}\u00a0: {len(keys)} clés de ce dossier gelé ne sont pas retenues dans la base des clés."
        )


def _release(hold: int, *, entry: str, now: datetime, compartments: str) -> None:
    with key_room(compartments=compartments):
        HeldKey.objects.filter(hold=hold, released_at=None).update(released_at=now, released_by=entry)
