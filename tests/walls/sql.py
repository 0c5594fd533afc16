"""The attacks' own look at the schema, from pg_catalog: a new table is attacked without an edit here.

Plain SQL over psycopg; a refused statement rolls back to its savepoint, so that the attack goes on.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

Connection = psycopg.Connection[Any]

_WALLED = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity and c.relforcerowsecurity
order by 1
"""
_HANGING = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'dossier_id' and not a.attisdropped and a.attgenerated = ''
where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity and c.relforcerowsecurity
order by 1
"""
_COLUMNS = """
select attname from pg_attribute
where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''
"""


def walled(connection: Connection) -> list[str]:
    """Will return every table behind a forced wall."""
    return [row[0] for row in connection.execute(_WALLED)]


def columns(connection: Connection, table: str) -> set[str]:
    """Will return the columns of a table."""
    return {row[0] for row in connection.execute(_COLUMNS, [table])}


def hanging(connection: Connection) -> list[str]:
    """Will return the walled tables whose rows name a dossier, the dossiers' own apart."""
    return [row[0] for row in connection.execute(_HANGING)]


def enter(connection: Connection, kind: str, who: int) -> None:
    """Will enter as `page()` does."""
    connection.execute("select egide_enter(%s, %s, null)", [kind, who])


def seen(connection: Connection, table: str, where: str = "true") -> int:
    """Will count the rows of a table that this connection sees."""
    row = connection.execute(f"select count(*) from {table} where {where}").fetchone()
    return int(row[0]) if row else 0


def sample(owner: Connection, table: str, where: str) -> dict[str, Any] | None:
    """Will return one row of a table, as the owner sees it."""
    row = owner.execute(f"select to_jsonb(t) from {table} t where {where} limit 1").fetchone()
    return dict(row[0]) if row else None


def insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    """Will insert a row given as JSON."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in row)
    statement = sql.SQL(
        "insert into {t} ({names}) overriding system value select {names} from jsonb_populate_record(null::{t}, %s)"
    )
    connection.execute(statement.format(t=sql.Identifier(table), names=names), [Jsonb(row)])


@contextlib.contextmanager
def attempt(connection: Connection) -> Iterator[None]:
    """Will undo whatever the block does, and let its error out."""
    connection.execute("savepoint attempt")
    try:
        yield
    finally:
        connection.execute("rollback to savepoint attempt")


def outcome(connection: Connection, statement: str, values: Any = ()) -> str:
    """Will run a statement, undo it, and return the SQLSTATE of its refusal or how many rows it touched."""
    try:
        with attempt(connection):
            return str(connection.execute(statement, values).rowcount)
    except psycopg.Error as error:
        return error.sqlstate or "?"
