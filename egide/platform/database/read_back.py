"""Rows out of the JSON that one statement gives for several reads: as each query set would have made them alone.

Serves together.py, which writes and sends the statement.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db.models import (
    BinaryField,
    DateField,
    DateTimeField,
    DecimalField,
    QuerySet,
    TimeField,
    UUIDField,
)
from django.db.models.query import (  # type: ignore[attr-defined]  # its stubs leave the last one out
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from egide.platform.database.instances import joiner, maker

Row = tuple[Any, ...]
Build = Callable[[Row], Any]

# What JSON does not keep is read back from its text.
_WRITTEN = (DecimalField, TimeField, UUIDField)


def built(text: str | None, build: Build) -> list[Any]:
    """Will make the rows of a list out of what the server wrote; nothing was written: no row."""
    if not text:
        return []
    if build is _as_before:
        return list(_kept(text))
    return [build(tuple(row.values())) for row in json.loads(text)]


def _as_before(row: Row) -> Row:
    """Stands for the reading of what hardly changes."""
    return row


def steadily(rows: "QuerySet[Any, Any]", compiler: Any) -> Build:
    """Will say that these rows are kept as they were read.

    :raises TypeError: anything but words and numbers.
    """
    if rows._iterable_class is not ValuesListIterable or any(
        _converter(column[0].output_field) for column in compiler.select
    ):
        raise TypeError("Only words and numbers of values_list() are kept as they were read.")
    return _as_before


@lru_cache(maxsize=64)
def _kept(text: str) -> tuple[Row, ...]:
    """The server has been asked, and has answered in these very words: what they say depends on them alone."""
    return tuple([tuple(row.values()) for row in json.loads(text)])


def only(row: Row) -> Any:
    """Will give the value of the one column."""
    return row[0]


def builder(rows: "QuerySet[Any, Any]", compiler: Any) -> Build:
    """Will say how a row of this query set is made: an instance with what is joined to it, values, one value.

    :raises TypeError: a query set gives something else, or a column of bytes.
    """
    read = reader(compiler.select)
    if rows._iterable_class is FlatValuesListIterable:
        return lambda row: only(read(row))
    if rows._iterable_class is ValuesListIterable:
        return read
    if rows._iterable_class is not ModelIterable:
        raise TypeError("Only models and values_list() can be read together.")
    klass, using = compiler.klass_info, rows.db
    model, columns = klass["model"], klass["select_fields"]
    first, last = columns[0], columns[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    annotated = compiler.annotation_col_map or {}
    make = maker(model, names, using, beside=tuple(annotated))
    related = [joiner(one) for one in get_related_populators(klass, compiler.select, using)]
    its_own = [*range(first, last), *annotated.values()]
    # Of one column, `itemgetter` would give the value alone.
    chosen: Callable[[Row], Row] = itemgetter(*its_own) if len(its_own) > 1 else lambda row: row[first:last]

    def build(row: Row) -> Any:
        known = read(row)
        instance = make(chosen(known))
        for join in related:
            join(known, instance)
        return instance

    return build


def reader(select: Sequence[Any]) -> Build:
    """Will give back dates and the like to the columns that JSON wrote as text.

    :raises TypeError: a column of bytes.
    """
    fields = [column[0].output_field for column in select]
    if any(isinstance(field, BinaryField) for field in fields):
        raise TypeError("Bytes do not travel in JSON: read them alone.")
    written = [(n, convert) for n, field in enumerate(fields) if (convert := _converter(field))]

    def read(row: Row) -> Row:
        if not written:
            return row
        known = list(row)
        for n, convert in written:
            if known[n] is not None:
                known[n] = convert(known[n])
        return tuple(known)

    return read


def _converter(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, DateTimeField):
        return datetime.fromisoformat
    if isinstance(field, DateField):
        return date.fromisoformat
    return field.to_python if isinstance(field, _WRITTEN) else None
