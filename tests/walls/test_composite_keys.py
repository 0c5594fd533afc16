"""Every reference between two walled tables holds both rows in one compartment.

Read from the catalogue: a new foreign key without its composite twin fails here.
"""

from django.db import connection

WALLED = """
select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relkind = 'r' and c.relforcerowsecurity and a.attname = 'compartment_id' and not a.attisdropped
"""
REFERENCES = """
select child.relname, parent.relname, array_agg(a.attname::text order by a.attname)
from pg_constraint f
join pg_class child on child.oid = f.conrelid
join pg_class parent on parent.oid = f.confrelid
join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any(f.conkey)
where f.contype = 'f'
group by f.oid, child.relname, parent.relname
"""
# The journal's own tables are written by its functions only, which check the compartment themselves.
BY_FUNCTIONS = "journal_"


def test_a_reference_between_walled_tables_carries_the_compartment(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WALLED)
        walled = {name for (name,) in cursor.fetchall()}
        cursor.execute(REFERENCES)
        rows = cursor.fetchall()
    between = [(child, parent, set(columns)) for child, parent, columns in rows if {child, parent} <= walled]
    held = {
        (child, parent, column)
        for child, parent, columns in between
        if len(columns) == 2
        for column in columns
    }

    loose = {
        (child, parent, next(iter(columns)))
        for child, parent, columns in between
        if len(columns) == 1 and not child.startswith(BY_FUNCTIONS)
    }

    assert len(held) > 20
    assert {reference for reference in loose if reference not in held} == set()
