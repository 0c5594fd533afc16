"""The scratch room of an address: what a program writes beside the document, bounded, encrypted, swept.

Word and LibreOffice leave owner files and temporary copies, and some save by renaming; none of it is a document.
Two entries may share one object of the store: it goes with the last of them.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.failures import NoRoom
from egide.kernel.editing.models import LONGEST_PATH, Access, Entry, Lock, Property
from egide.platform.storage import blobs, wrapping
from egide.platform.storage.cipher import encrypt
from egide.platform.storage.errors import MIB, Infected, Quarantined
from egide.platform.storage.intake import Intake, Source
from egide.platform.storage.keys import keep_object_key, key_room, open_object_key
from egide.platform.storage.models import ScanState, WrappedKey
from egide.platform.storage.store import PlainStream

MOST_ENTRIES = 400
MOST_BYTES = 200 * MIB
DEEPEST = 16
BYTES = ("kept", "blob", "sha256", "media_type", "size")
Kept = tuple[UUID | None, str]
FULL = "L’espace temporaire de ce document est plein\u00a0: retirez l’adresse, puis ouvrez le document de nouveau."


class Nothing(list[bytes]):
    """The bytes of an empty file."""

    def close(self) -> None:
        """Will do nothing."""


def entries_of(access: Access) -> dict[str, Entry]:
    """Will return all that the room holds, by path."""
    return {entry.path: entry for entry in Entry.objects.filter(access=access).order_by("path")}


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
    former = (entry.kept, entry.blob)
    if size:
        _write(entry, access, stream, now)
    else:
        entry.kept, entry.blob, entry.sha256, entry.media_type, entry.size = None, "", "", "", 0
    _changed(entry, former, now)


def share(*, entry: Entry, source: Entry, now: datetime) -> None:
    """Will give a file the bytes of another, without a copy of them."""
    former = (entry.kept, entry.blob)
    for name in BYTES:
        setattr(entry, name, getattr(source, name))
    _changed(entry, former, now)


def read(entry: Entry) -> PlainStream | Nothing:
    """Will open a file for streaming: all database work is done when this returns; nothing when it is empty.

    :raises StorageProblem: behind another wall, or altered.
    """
    if entry.kept is None:
        return Nothing()
    key = open_object_key(object_id=entry.kept, compartment_id=entry.compartment_id)
    return PlainStream(blobs.read(entry.blob), key=key, object_id=entry.kept, size=entry.size)


def drop(*, entries: Iterable[Entry], among: dict[str, Entry]) -> None:
    """Will remove entries with what they hold."""
    gone = list(entries)
    Entry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    for entry in gone:
        among.pop(entry.path, None)
    _let_go((entry.kept, entry.blob) for entry in gone)


def forget(access: Access) -> None:
    """Will empty the room of an address, and lift its locks."""
    drop(entries=Entry.objects.filter(access=access), among={})
    Property.objects.filter(access=access).delete()
    Lock.objects.filter(access=access).delete()


def forget_dossier(*, dossier: Dossier) -> None:
    """Will end every address to a dossier emptied here, with all that programs had left beside its documents."""
    for access in Access.objects.filter(dossier_id=dossier.pk):
        forget(access)
        access.delete()


def _write(entry: Entry, access: Access, stream: Source, now: datetime) -> None:
    name = entry.path.rpartition("/")[2]
    intake = Intake(stream, file_name=name, limit_bytes=settings.UPLOAD_LIMIT_MB * MIB)
    object_id, key = uuid4(), wrapping.new_key()
    blob = blobs.write(encrypt(intake, key=key, object_id=object_id))
    try:
        if intake.verdict.state == ScanState.INFECTED:
            raise Infected(intake.verdict.detail)
        if intake.verdict.state == ScanState.QUARANTINED:
            raise Quarantined
        keep_object_key(object_id=object_id, key=key, compartment=access.compartment, now=now)
    except BaseException:
        blobs.delete(blob)
        raise
    entry.kept, entry.blob, entry.size = object_id, blob, intake.size
    entry.sha256, entry.media_type = intake.sha256, intake.media_type


def _changed(entry: Entry, former: Kept, now: datetime) -> None:
    entry.changed_at = now
    entry.save(update_fields=[*BYTES, "changed_at"])
    _let_go([former])


def _let_go(pairs: Iterable[Kept]) -> None:
    # What a dead process leaves, the store's daily sweep removes: no row of the store claims it.
    wanted = {kept: blob for kept, blob in pairs if kept is not None}
    still = set(Entry.objects.filter(kept__in=wanted).values_list("kept", flat=True))
    gone = {kept: blob for kept, blob in wanted.items() if kept not in still}
    if not gone:
        return
    with key_room():
        WrappedKey.objects.filter(pk__in=gone).delete()
    for blob in gone.values():
        transaction.on_commit(lambda blob=blob: blobs.delete(blob), robust=True)  # type: ignore[misc]
