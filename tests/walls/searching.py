"""Looking for words in every column of a database that may hold text: varchar, text, arrays, json, bytea.

From pg_catalog: a new table or column is searched without an edit here.
"""

from typing import Any

import psycopg
from psycopg import sql

_COLUMNS = """
select c.oid::regclass::text, a.attname, t.typname from pg_class c
join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
where c.relkind in ('r', 'm') and (t.typname in ('bytea', 'json', 'jsonb', 'tsvector', 'hstore', 'name')
  or t.typcategory in ('S', 'A'))
order by 1, 2
"""


def columns_with(connection: "psycopg.Connection[Any]", word: str) -> set[str]:
    """Will name, as « table.column », what still holds the word, whatever its case."""
    found = set()
    for table, column, kind in connection.execute(_COLUMNS).fetchall():
        name = sql.Identifier(column)
        held = (
            sql.SQL("position(convert_to(%s, 'UTF8') in {}) > 0").format(name)
            if kind == "bytea"
            else sql.SQL("position(%s in lower({}::text)) > 0").format(name)
        )
        statement = sql.SQL("select exists (select from {} where {})").format(sql.SQL(table), held)
        row = connection.execute(statement, [word.lower()]).fetchone()
        if row and row[0]:
            found.add(f"{table}.{column}")
    return found
