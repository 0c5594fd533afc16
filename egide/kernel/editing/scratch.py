"""The scratch room of an address: what a program writes beside the document, bounded, encrypted, swept.

Word and LibreOffice leave owner files and temporary copies, and some save by renaming; none of it is a document.
Two entries may share one object of the store: it goes with the last of them.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from egide.kernel.editing.failures import NoRoom
from egide.kernel.editing.models import LONGEST_PATH, Access, Entry, Lock, Property
from egide.platform.storage import blobs, store
from egide.platform.storage.errors import MIB, Infected
from egide.platform.storage.intake import Source
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import ScanState, StoredObject, WrappedKey

MOST_ENTRIES = 400
MOST_BYTES = 200 * MIB
DEEPEST = 16
FULL = "L’espace temporaire de ce document est plein\u00a0: retirez l’adresse, puis ouvrez le document de nouveau."


def entries_of(access: Access) -> dict[str, Entry]:
    """Will return all that the room holds, by path."""
    return {
        entry.path: entry
        for entry in Entry.objects.filter(access=access).select_related("stored").order_by("path")
    }


def make(*, access: Access, path: str, is_folder: bool, among: dict[str, Entry], now: datetime) -> Entry:
    """Will make an empty file or a folder.

    :raises NoRoom: the room, or the depth of its folders, is exhausted.
    """
    if len(among) >= MOST_ENTRIES or len(path) > LONGEST_PATH or path.count("/") > DEEPEST:
        raise NoRoom(FULL)
    entry = Entry.objects.create(
        dossier_id=access.dossier_id,
        compartment_id=access.compartment_id,
        access=access,
        user_id=access.user_id,
        path=path,
        is_folder=is_folder,
        made_at=now,
        changed_at=now,
    )
    among[path] = entry
    return entry


def fill(
    *, entry: Entry, access: Access, stream: Source, size: int, among: dict[str, Entry], now: datetime
) -> None:
    """Will give a file these bytes.

    :raises NoRoom: the room is full. :raises StorageProblem: a program, an infected file…
    """
    if sum(other.size for other in among.values() if other is not entry) + size > MOST_BYTES:
        raise NoRoom(FULL)
    former, stored = entry.stored, None
    if size:
        stored = store.put(
            stream=stream,
            file_name=entry.path.rpartition("/")[2],
            compartment=access.compartment,
            actor_code=f"staff:{access.user_id}",
            now=now,
        )
        if stored.scan_state == ScanState.INFECTED:
            raise Infected(stored.scan_detail)
    _point(entry, stored, now)
    _let_go([former])


def share(*, entry: Entry, source: Entry, now: datetime) -> None:
    """Will give a file the bytes of another, without a copy of them."""
    former = entry.stored
    _point(entry, source.stored, now)
    _let_go([former])


def drop(*, entries: Iterable[Entry], among: dict[str, Entry]) -> None:
    """Will remove entries with what they hold."""
    gone = list(entries)
    Entry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    for entry in gone:
        among.pop(entry.path, None)
    _let_go(entry.stored for entry in gone)


def forget(access: Access) -> None:
    """Will empty the room of an address, and lift its locks."""
    drop(entries=Entry.objects.filter(access=access).select_related("stored"), among={})
    Property.objects.filter(access=access).delete()
    Lock.objects.filter(access=access).delete()


def _point(entry: Entry, stored: StoredObject | None, now: datetime) -> None:
    entry.stored, entry.size, entry.changed_at = stored, stored.size if stored else 0, now
    entry.save(update_fields=["stored", "size", "changed_at"])


def _let_go(objects: Iterable[StoredObject | None]) -> None:
    # Temporary bytes are no record: neither a decision nor a tombstone, the row, the key and the blob go.
    wanted = {stored.pk: stored for stored in objects if stored is not None}
    kept = set(Entry.objects.filter(stored__in=wanted).values_list("stored_id", flat=True))
    gone = [stored for key, stored in wanted.items() if key not in kept]
    if not gone:
        return
    StoredObject.objects.filter(pk__in=[stored.pk for stored in gone]).delete()
    with key_room():
        WrappedKey.objects.filter(pk__in=[stored.pk for stored in gone]).delete()
    for stored in gone:
        transaction.on_commit(lambda blob=stored.blob: blobs.delete(blob), robust=True)  # type: ignore[misc]
