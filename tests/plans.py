"""Tables whose plans are asked for: what the planner knows of them is what the test wrote, and nothing else.

A test that is rolled back leaves its dead rows in the tables and indexes of its process: after some thousands of
tests, a table of six rows weighs megabytes, and the planner takes other roads.
"""

from django.db import connection
from psycopg import sql

from egide.platform.database import roles
from tests.database import become

_KEYS = """
select c.relname, k.relname from pg_index join pg_class c on c.oid = indrelid join pg_class k on k.oid = indexrelid
where indisprimary and c.relname = any(%s)
"""


def weigh(*tables: str) -> None:
    """Will write these tables and their indexes anew, as if nothing else had ever been there, and count them.

    For a test in `db`, whose rollback undoes it.
    """
    with connection.cursor() as cursor:
        cursor.execute("reset role; set constraints all immediate")
        cursor.execute(_KEYS, [list(tables)])
        keys = cursor.fetchall()
        assert len(keys) == len(tables)
        for table, key in keys:
            written = sql.SQL("cluster {0} using {1}; analyze {0}")
            cursor.execute(written.format(sql.Identifier(table), sql.Identifier(key)).as_string(None))
    become(roles.APP)
