"""Taking a long list out: rows a second and memory, beside the bare cost of reading and writing the same cells.

The limit of a file: the same columns by one plain query as the owner, written by the bare csv module. The rows come
from the secretariat's list, which sees the whole compartment.
"""

import csv
import io
import resource
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from bench.readers import readers
from bench.report import rate
from bench.surroundings import Place
from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports.models import Format
from egide.kernel.exports.reading import keys_of, read, slices
from egide.kernel.exports.sources import ExportSource, source_of
from egide.kernel.exports.writing import write_table
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor

MOST = 100_000  # rows
FILTERS = {"dossiers": "any"}
COLUMNS = ("number", "title", "state", "next_due_on", "received_on", "channel", "unit__name", "closed_on")


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will write the same rows in both forms, and bare."""
    actor, source, now = readers()[-1].actor, source_of("list.interventions"), timezone.now()
    with acting_as(actor, read_only=True):
        keys = keys_of(source.rows(actor, FILTERS, now)[:MOST])
    bare = _seconds(lambda: _bare(keys, actor))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for form in (Format.CSV, Format.XLSX):
        spent, size = _written(form, source, keys, actor, now)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        yield rate(
            f"exportation {form.value}, {len(keys)} lignes, {size // 1024} Kio, mémoire +{grown} Mio",
            len(keys) / spent,
            unit="lignes/s",
            limit="une requête nue et le module csv",
            limit_value=len(keys) / bare,
        )


def _written(
    form: Format, source: ExportSource, keys: "array[int]", actor: Actor, now: datetime
) -> tuple[float, int]:
    def cells() -> Iterator[Sequence[object]]:
        for part in slices(keys):
            with acting_as(actor, read_only=True):
                _, written = read(source, FILTERS, part, actor=actor, now=now)
            yield from written

    with tempfile.TemporaryFile() as target:
        began = time.perf_counter()
        write_table(target, source=source, form=form, filters=FILTERS, rows=cells(), now=now)
        return time.perf_counter() - began, target.tell()


def _bare(keys: "array[int]", actor: Actor) -> None:
    with acting_as(actor, read_only=True):
        writer = csv.writer(io.StringIO())
        for part in slices(keys):
            writer.writerows(Dossier.objects.filter(pk__in=list(part)).values_list(*COLUMNS))


def _seconds(what: Callable[[], None]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began
