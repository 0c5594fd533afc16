"""Making a file that was asked for: as the person who asked, slice by slice, then into the encrypted store.

Each slice is a transaction of its own, so that the progress shows and a conflict counts from the next one on.
An attempt that was killed, cancelled or overtaken leaves nothing: the file exists once, at the end.
"""

import shutil
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID, uuid4

from django.utils import timezone

from egide.kernel.exports.bag.packing import pack
from egide.kernel.exports.journaling import note_export
from egide.kernel.exports.keeping import end_of
from egide.kernel.exports.models import BAG, UNDER_WAY, Export, ExportedDossier, State
from egide.kernel.exports.reading import keys_of, read, slices
from egide.kernel.exports.sources import source_of
from egide.kernel.exports.writing import file_name, write_table
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage import store
from egide.platform.storage.errors import MIB

KEPT_FOR = timedelta(days=7)
LARGEST = 4_096 * MIB  # bytes of one file


class Overtaken(Exception):
    """The export was cancelled, or another attempt took it over: this one stops and leaves nothing."""


def make(*, export: str, actor: Actor, now: datetime) -> None:
    """Will make the file and tell its owner; a refusal or a failure is told too.

    :raises Exception: whatever stopped it, once the export says that it was interrupted.
    """
    run = uuid4()
    with acting_as(actor):
        row = _begin(export, actor, run)
    if row is None:
        return
    try:
        with tempfile.TemporaryFile() as target:
            name = _bag(row, actor, target, now) if row.source == BAG else _table(row, actor, target, now)
            target.seek(0)
            _finish(row, actor, target, name)
    except Overtaken:
        return
    except (Refused, NotVisible):
        _end(row, actor, State.REFUSED)
    except Exception:
        _end(row, actor, State.FAILED)
        raise


def _begin(export: str, actor: Actor, run: UUID) -> Export | None:
    """Will take the export over for this attempt; nothing when it is not to be made any more."""
    own = Export.objects.select_for_update().filter(public_id=export, user_id=actor.user_id or 0)
    row = own.filter(state__in=UNDER_WAY).first()
    if row is None:
        return None
    row.state, row.run, row.done, row.total, row.alone = State.MAKING, run, 0, 0, []
    row.save(update_fields=["state", "run", "done", "total"])
    if row.source != BAG:
        ExportedDossier.objects.filter(export=row).delete()
    return row


def _table(row: Export, actor: Actor, target: IO[bytes], now: datetime) -> str:
    source = source_of(row.source)
    source.check(actor)
    with acting_as(actor):
        wanted = source.rows(actor, row.filters, now).filter(compartment_id=row.compartment_id)
        keys = keys_of(wanted)
        _progress(row, done=0, total=len(keys))
    write_table(
        target,  # type: ignore[arg-type]
        source=source,
        form=row.format,
        filters=row.filters,
        rows=_rows(row, actor, keys, now),
        now=now,
    )
    return file_name(row.source, row.format, now)


def _rows(row: Export, actor: Actor, keys: "array[int]", now: datetime) -> Iterator[Sequence[object]]:
    source, done = source_of(row.source), 0
    for part in slices(keys):
        with acting_as(actor):
            found, cells = read(source, row.filters, part, actor=actor, now=now)
            told = {key for one in found if (key := source.dossier(one)) is not None}
            row.alone += [one.pk for one in found if source.dossier(one) is None]
            ExportedDossier.objects.bulk_create(
                [
                    ExportedDossier(export=row, dossier_id=key, compartment_id=row.compartment_id)
                    for key in sorted(told)
                ],
                ignore_conflicts=True,
            )
            done += len(part)
            _progress(row, done=done, total=len(keys))
        row.total = row.total + len(cells)  # rows really written; the screen's total is in the database
        yield from cells


def _bag(row: Export, actor: Actor, target: IO[bytes], now: datetime) -> str:
    with acting_as(actor):
        told = ExportedDossier.objects.filter(export=row).select_related("dossier").first()
        if told is None:  # a conflict since it was asked
            raise Refused
        number = told.dossier.number
    with _folder() as folder:
        packed = pack(number=number, actor=actor, folder=folder, now=now, policy=True)
        with acting_as(actor):
            _progress(row, done=packed.files, total=packed.files)
        row.total = packed.files
        packed.zip_to(target, now=now)
        return f"{packed.name}.zip"


@contextmanager
def _folder() -> Iterator[str]:
    folder = tempfile.mkdtemp(prefix="egide-sac-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _progress(row: Export, *, done: int, total: int) -> None:
    mine = Export.objects.filter(pk=row.pk, run=row.run, state=State.MAKING)
    if not mine.update(done=done, total=total):
        raise Overtaken


def _finish(row: Export, actor: Actor, target: IO[bytes], name: str) -> None:
    """Will keep the file and tell its owner, in one transaction."""
    now = timezone.now()  # a long file ends later than it began
    with acting_as(actor):
        mine = Export.objects.select_for_update().filter(pk=row.pk, run=row.run, state=State.MAKING).first()
        if mine is None:
            raise Overtaken
        mine.stored = store.put(
            stream=target,
            file_name=name,
            compartment=mine.compartment,
            actor_code=actor.code,
            now=now,
            limit_bytes=LARGEST,
        )
        mine.state, mine.finished_at = State.READY, now
        mine.expires_at = end_of(timezone.localtime(now + KEPT_FOR).date())
        mine.done = mine.total = row.total
        mine.alone = row.alone
        mine.dossiers = ExportedDossier.objects.filter(export=mine).count()
        mine.save()
        note_export(
            "export.made",
            compartment_id=mine.compartment_id,
            source=mine.source,
            form=mine.format,
            rows=row.total,
            filters=mine.filters,
            now=now,
        )


def _end(row: Export, actor: Actor, state: State) -> None:
    now = timezone.now()
    with acting_as(actor):
        mine = Export.objects.filter(pk=row.pk, run=row.run, state=State.MAKING)
        if mine.update(state=state, finished_at=now):
            note_export(
                "export.refused",
                compartment_id=row.compartment_id,
                source=row.source,
                form=row.format,
                now=now,
            )
