"""The rows of a source, read in slices: each slice passes the gate again, and the memory does not grow.

The order is that of the screen when the reading began; a row that is no longer readable is left out.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from egide.kernel.exports.sources import ExportSource, Filters
from egide.platform.accounts.actors import Actor

SLICE = 500  # rows


def keys_of(rows: "QuerySet[Any]") -> "array[int]":
    """Will return the keys of the rows in their order: eight bytes for each."""
    return array("q", rows.values_list("pk", flat=True).iterator(chunk_size=5_000))


def slices(keys: "array[int]") -> Iterator["array[int]"]:
    """Will cut the keys."""
    return (keys[start : start + SLICE] for start in range(0, len(keys), SLICE))


def read(
    source: ExportSource, filters: Filters, keys: Sequence[int], *, actor: Actor, now: datetime
) -> tuple[list[Any], list[Sequence[object]]]:
    """Will return the rows of these keys that the actor may still see, and their cells, in the same order."""
    found = {row.pk: row for row in source.rows(actor, filters, now).order_by().filter(pk__in=list(keys))}
    rows = [found[key] for key in keys if key in found]
    return rows, list(source.cells(rows, actor, now))
