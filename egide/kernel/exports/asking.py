"""Asking for a file: a short list is made at once, a long one by a job, the bag of a dossier always by a job.

One file holds one compartment: what someone sees in two of them comes in two files, each under its own key.
"""

import tempfile
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING

from egide.kernel.exports.journaling import note_export
from egide.kernel.exports.models import BAG, UNDER_WAY, Export, ExportedDossier, Format
from egide.kernel.exports.reading import keys_of, read, slices
from egide.kernel.exports.sources import ExportSource, FigureSource, Filters, Table
from egide.kernel.exports.writing import file_name, write_table
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.jobs.app import enqueue

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier

AT_ONCE = 1_000  # rows; more are written by a job
UNDER_WAY_MOST = 5  # files in preparation for one person
IN_MEMORY = 4 * 1024 * 1024  # bytes of a file made at once, before it goes to the disk
BUSY = f"Vous avez déjà {UNDER_WAY_MOST} fichiers en préparation. Attendez que l’un d’eux soit prêt, ou annulez-en un."


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file made at once, to be read from its beginning."""

    name: str
    file: IO[bytes]
    size: int


def ask(*, actor: Actor, source: Table, form: Format, filters: Filters, now: datetime) -> Made | int:
    """Will return the file when the list is short, or of figures; else how many files are now in preparation.

    :raises Refused: the list is reserved to others, or too many files are already in preparation.
    """
    source.check(actor)
    if isinstance(source, FigureSource):
        return _figures(actor=actor, source=source, form=form, filters=filters, now=now)
    assert isinstance(source, ExportSource)
    rows = source.rows(actor, filters, now)
    few = keys_of(rows[: AT_ONCE + 1])
    if len(few) <= AT_ONCE:
        return _make(actor=actor, source=source, form=form, filters=filters, keys=few, now=now)
    places = sorted({held.compartment_id for held in actor.roles})
    wanted = [place for place in places if rows.order_by().filter(compartment_id=place).exists()]
    for place in wanted:
        _queue(actor=actor, source=source.code, form=form, filters=filters, place=place, now=now)
    return len(wanted)


def ask_for_bag(*, actor: Actor, dossier: "Dossier", now: datetime) -> Export:
    """Will have the dossier's bag made; the gate has already opened the dossier for « export ».

    :raises Refused: too many files are already in preparation.
    """
    export = _queue(
        actor=actor, source=BAG, form=Format.ZIP, filters={}, place=dossier.compartment_id, now=now
    )
    ExportedDossier.objects.create(export=export, dossier=dossier, compartment_id=dossier.compartment_id)
    return export


def _make(
    *, actor: Actor, source: ExportSource, form: Format, filters: Filters, keys: "array[int]", now: datetime
) -> Made:
    found, cells = [], []
    for part in slices(keys):
        rows, written = read(source, filters, part, actor=actor, now=now)
        found += rows
        cells += written
    by_place = Counter(row.compartment_id for row in found) or Counter({_home(actor): 0})
    return _written(source=source, form=form, filters=filters, cells=cells, by_place=by_place, now=now)


def _figures(*, actor: Actor, source: FigureSource, form: Format, filters: Filters, now: datetime) -> Made:
    lines = source.lines(actor, filters, now)
    by_place = Counter({_home(actor): len(lines)})
    return _written(source=source, form=form, filters=filters, cells=lines, by_place=by_place, now=now)


def _written(
    *,
    source: Table,
    form: Format,
    filters: Filters,
    cells: Sequence[Sequence[object]],
    by_place: Counter[int],
    now: datetime,
) -> Made:
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the answer closes it)
    write_table(target, source=source, form=form, filters=filters, rows=cells, now=now)  # type: ignore[arg-type]
    size = target.tell()
    target.seek(0)
    for place, count in sorted(by_place.items()):
        note_export(
            "export.made", compartment_id=place, source=source.code, form=form, rows=count,
            filters=filters, now=now,
        )  # fmt: skip
    return Made(name=file_name(source.code, form, now), file=target, size=size)


def _queue(*, actor: Actor, source: str, form: Format, filters: Filters, place: int, now: datetime) -> Export:
    from egide.kernel.exports.tasks import make_file

    if actor.user_id is None:
        raise Refused("Seule une personne peut demander un fichier.")
    if Export.objects.filter(user_id=actor.user_id, state__in=UNDER_WAY).count() >= UNDER_WAY_MOST:
        raise Refused(BUSY)
    export = Export.objects.create(
        compartment_id=place,
        user_id=actor.user_id,
        source=source,
        format=form,
        filters=dict(filters),
        asked_at=now,
    )
    note_export("export.asked", compartment_id=place, source=source, form=form, filters=filters, now=now)
    enqueue(make_file, actor=actor, lock=f"export:{export.public_id}", export=export.public_id)
    return export


def _home(actor: Actor) -> int:
    return min(held.compartment_id for held in actor.roles)
