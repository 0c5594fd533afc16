"""The daily sweep: blobs and keys that no committed row claims are removed, rows without a blob are reported.

Orphans come from rolled-back transactions and dead processes; a day's delay protects what is being written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from egide.platform.storage import blobs
from egide.platform.storage.destruction import finish_destructions
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import HeldKey, StoredObject, WrappedKey
from egide.platform.storage.sight import require_full_sight

DELAY = timedelta(hours=24)
_BATCH = 1000


@dataclass(frozen=True)
class SweepReport:
    """What was removed, and what is missing: ids only, never a name."""

    blobs_removed: int
    keys_removed: int
    destructions_finished: int
    without_blob: tuple[UUID, ...]
    without_key: tuple[UUID, ...]


def sweep_orphans(*, now: datetime) -> SweepReport:
    """Will remove blobs and keys older than 24 hours that no row claims, and finish interrupted destructions.

    Run it inside `acting_as` the scheduler, which holds every compartment, or as the owner. A row whose blob
    or key is missing is only reported: that is a loss to restore from a backup, not something to tidy.

    :raises PartialSight: some compartment is out of sight; nothing was removed.
    """
    require_full_sight()
    finished = finish_destructions()
    removed, without_blob = _sweep_blobs(before=now - DELAY)
    keys_removed, without_key = _sweep_keys(before=now - DELAY)
    return SweepReport(removed, keys_removed, finished, tuple(without_blob), tuple(without_key))


def _sweep_blobs(*, before: datetime) -> tuple[int, list[UUID]]:
    removed, missing = 0, list[UUID]()
    # Blobs are listed before the rows are read: what is put meanwhile cannot look like an orphan.
    present = set(blobs.shards())
    for shard in sorted(present | {f"{number:02x}" for number in range(256)}):
        kept = blobs.names_in(shard) if shard in present else set[str]()
        claimed = dict(
            StoredObject.objects.filter(
                destroyed_at=None, blob__gte=f"{shard}/", blob__lt=f"{shard}0"
            ).values_list("blob", "pk")
        )
        removed += sum(_removed_if_old(name, before) for name in sorted(kept - claimed.keys()))
        missing += [claimed[name] for name in sorted(claimed.keys() - kept) if blobs.written_at(name) is None]
    return removed, missing


def _removed_if_old(name: str, before: datetime) -> bool:
    written = blobs.written_at(name)
    if written is None or written >= before:
        return False
    blobs.delete(name)
    return True


def _sweep_keys(*, before: datetime) -> tuple[int, list[UUID]]:
    with key_room():
        keyed = dict(WrappedKey.objects.order_by("pk").values_list("pk", "made_at"))
        held = set(HeldKey.objects.filter(released_at=None).values_list("object_id", flat=True))
    live = set(StoredObject.objects.filter(destroyed_at=None).order_by("pk").values_list("pk", flat=True))
    # A held key whose row was rolled back waits for the holds’ own nightly work, which releases it first.
    orphans = [pk for pk, made_at in keyed.items() if made_at < before and pk not in live | held]
    for batch in _slices(orphans):
        with key_room():
            WrappedKey.objects.filter(pk__in=batch).delete()
    suspects = live - keyed.keys()
    if suspects:  # those put since the keys were read have theirs by now
        with key_room():
            suspects -= set(WrappedKey.objects.filter(pk__in=suspects).values_list("pk", flat=True))
    return len(orphans), sorted(suspects)


def _slices(items: list[UUID]) -> Iterable[list[UUID]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))
