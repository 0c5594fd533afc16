"""Several independent reads in one statement, written once: each comes back as a list, as it would alone.

A page that shows ten small things of one dossier asks once instead of ten times; policies apply as usual.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Lookup, QuerySet
from psycopg.types.numeric import Int8

from egide.platform.database.read_back import Build, Row, builder, built, only, reader, steadily

_PLACE = re.compile("%[s%]")
_SELECT = "select "
_MOST_FOLLOWED = 64

# Stands for an id while a statement is written; no row of the house bears it.
ANY = -7_654_321_012_345
A_DAY = date(1, 2, 3)  # stands for a day


class _Many(str):  # a value that no text of the house equals by chance
    """Stands for ids, see SOME."""

    __slots__ = ()


SOME = _Many("…des identifiants…")  # stands for any number of ids, in `Among`


def many(name: str) -> str:
    """Will return what stands for other ids or ranks, in a statement written by hand."""
    return _Many(f"…{name}…")


_CASTS: dict[type, str] = {str: "::text", date: "::date", _Many: "::bigint[]"}


class Among(Lookup):  # type: ignore[type-arg]
    """`Among(F("pk"), SOME)`: one of these ids, sent as one value whatever their number, or gathered as one."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Will write the comparison."""
        left, values = self.process_lhs(compiler, connection)
        right, others = self.process_rhs(compiler, connection)
        return f"{left} = any({right}::bigint[])", [*values, *others]


@dataclass(frozen=True)
class HowMany:
    """Asks how many rows there are instead of which; a slice bounds the count.

    `each`: how many of each value of their one column, as pairs.
    """

    rows: "QuerySet[Any, Any]"
    each: bool = False


@dataclass(frozen=True, eq=False)
class ByHand:
    """Asks for the rows of a statement written by hand, such as a window; `build` makes each from its columns."""

    sql: str
    values: tuple[Any, ...]
    build: Build


@dataclass(frozen=True, eq=False)
class Steady:
    """Asks for the rows of a `values_list` of words and numbers that hardly change, such as the names of the orders."""

    rows: "QuerySet[Any, Any]"


Asked = QuerySet[Any, Any] | HowMany | ByHand | Steady  # what one statement may read


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A statement that is written: its text, its values, and how each of its lists is built.

    Writing it costs several times its sending: whoever keeps it (functools.lru_cache, by what it depends on)
    pays once. It holds no row: what it reads is always of now.
    """

    using: str
    sql: str
    values: tuple[Any, ...]
    builders: tuple[Build, ...]
    # The text as the server keeps its plan of it, by what is told at each reading.
    _texts: dict[tuple[Any, ...], tuple[str, tuple[Any, ...]]] = field(default_factory=dict, compare=False)
    # The same statement followed by another one, by the other.
    _followed: dict[int, tuple["Prepared", "Prepared"]] = field(default_factory=dict, compare=False)

    def followed(self, other: "Prepared") -> "Prepared":
        """Will write both as one statement: the lists of the first, then those of the other."""
        known = self._followed.get(id(other))
        if known is None:
            both = Prepared(
                using=self.using,
                sql=f"{self.sql}, {other.sql.removeprefix(_SELECT)}",
                values=self.values + other.values,
                builders=self.builders + other.builders,
            )
            if len(self._followed) >= _MOST_FOLLOWED:
                self._followed.clear()
            # With the other one: its identity stays its own as long as it is kept here.
            known = self._followed[id(other)] = other, both
        return known[1]

    def read(self, known: Mapping[Any, Any] | None = None, *, planned: bool = True) -> tuple[list[Any], ...]:
        """Will send it, each value of `known` in the place of what stood for it (ANY, A_DAY, or what holds it).

        Not `planned`: the server plans it anew, when the best plan depends on what is told.
        """
        told = known or {}
        connection = connections[self.using]
        with _straight(connection) if planned else connection.cursor() as cursor:
            text, places = self._texts.get((planned, *told)) or self._text(told, connection, planned)
            cursor.execute(text, [_sent(place, told[place]) for place in places])
            found = cursor.fetchone() or ()
        return tuple([built(text, build) for text, build in zip(found, self.builders, strict=True)])

    def _text(self, told: Mapping[Any, Any], connection: Any, numbered: bool) -> tuple[str, tuple[Any, ...]]:
        """Will write into the text what never changes, and leave places for what is told."""
        values, places = iter(self.values), []

        def written(found: re.Match[str]) -> str:
            if found[0] == "%%":
                return "%" if numbered else "%%"
            value = next(values)
            if isinstance(value, int | str | date | _Many) and value in told:
                places.append(value)
                return f"{f'${len(places)}' if numbered else '%s'}{_CASTS.get(type(value), '')}"
            said = str(connection.ops.compose_sql("%s", [value]))
            return said if numbered else said.replace("%", "%%")

        text = _PLACE.sub(written, self.sql)
        return self._texts.setdefault((numbered, *told), (text, tuple(places)))


def _straight(connection: Any) -> Any:
    # Django's own cursor writes the values into the text: the server would never know it again. This one sends the
    # text as it is, its places numbered, without reading it each time.
    connection.ensure_connection()
    return connection._prepare_cursor(psycopg.RawCursor(connection.connection))


def _sent(place: Any, value: Any) -> Any:
    # One type whatever its size: the server keeps one plan by text and types. Ids are read by the server, as a list.
    if isinstance(place, _Many):
        return f"{{{','.join(map(str, value))}}}"
    return Int8(value) if isinstance(place, int) else value


def fetched(sql: str, values: Sequence[Any], *, using: str = DEFAULT_DB_ALIAS) -> list[Row]:
    """Will send a statement written by hand, whose plan the server keeps, and return its rows as they are."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.cursor = psycopg.Cursor(connection.connection)
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def together(*asked: Asked) -> tuple[list[Any], ...]:
    """Will run the query sets (of models, or of `values_list`) in one statement, and return their rows in order.

    :raises TypeError: a query set gives something else, or a column of bytes.
    """
    return prepare(*asked).read()


def prepare(*asked: Asked) -> Prepared:
    """Will write the statement that `together` sends.

    :raises TypeError: a query set gives something else, or a column of bytes.
    """
    parts: list[str] = []
    values: list[Any] = []
    builders: list[Build] = []
    using = DEFAULT_DB_ALIAS
    for one in asked:
        if isinstance(one, ByHand):
            parts.append(f"(select json_agg(t)::text from ({one.sql}) as t)")
            values += one.values
            builders.append(one.build)
            continue
        rows = one.rows if isinstance(one, HowMany | Steady) else one
        using = rows.db
        compiler = rows.query.get_compiler(using=rows.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            parts.append("'[{\"n\": 0}]'" if isinstance(one, HowMany) and not one.each else "null")
            builders.append(only)
            continue
        values += params
        if isinstance(one, HowMany) and one.each:
            parts.append(
                f"(select json_agg(t)::text from (select v, count(*) from ({sql}) as s(v) group by v) as t)"
            )
            builders.append(tuple)
            continue
        if isinstance(one, HowMany):
            parts.append(
                f"(select json_build_array(json_build_object('n', count(*)))::text from ({sql}) as t)"
            )
            builders.append(only)
            continue
        names = ", ".join(f"c{n}" for n in range(len(compiler.select)))
        parts.append(f"(select json_agg(t)::text from ({sql}) as t({names}))")
        builders.append(steadily(rows, compiler) if isinstance(one, Steady) else builder(rows, compiler))
    return Prepared(
        using=using,
        sql=f"{_SELECT}{', '.join(parts)}",
        values=tuple(values),
        builders=tuple(builders),
    )


def by_hand(rows: "QuerySet[Any, Any]") -> ByHand | None:
    """Will write a `values_list` as a part of a statement written by hand; nothing when it can have no row.

    :raises TypeError: a column of bytes.
    """
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    # Names of its own: two columns of one name would be one in JSON.
    names = ", ".join(f"b{n}" for n in range(len(compiler.select)))
    return ByHand(f"select * from ({sql}) as b({names})", tuple(params), reader(compiler.select))
