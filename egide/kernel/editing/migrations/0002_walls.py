"""The walls of editing: compartment, conflicts and grants; and only the person whose address it is writes there.

The desk of secrets finds whose address it is, the night task sweeps, a destruction erases: they pass. None of this
is a record: a hold does not keep it.
"""

from django.db import migrations

from egide.kernel.records.guarding import DERIVED
from egide.platform.database.walls import anchor, protect

PERSONAL = ("editing_access", "editing_entry", "editing_property", "editing_lock")
OWN = """
  'staff:' || user_id = (select nullif(pg_catalog.current_setting('egide.actor', true), ''))
  or (select nullif(pg_catalog.current_setting('egide.actor', true), '')) like 'service:%'
"""
OWN_SQL = "".join(
    f"create policy own_new on {table} as restrictive for insert with check ({OWN});\n"
    f"create policy own_change on {table} as restrictive for update using ({OWN}) with check ({OWN});\n"
    for table in PERSONAL
)
NOT_OWN_SQL = "".join(
    f"drop policy own_change on {table};\ndrop policy own_new on {table};\n" for table in PERSONAL
)
_NAMES = ", ".join(f"'{name}'" for name in dict.fromkeys((*DERIVED, *PERSONAL)))
DERIVED_SQL = f"""
create or replace function public.records_is_derived(p_table text) returns boolean
  language sql immutable parallel safe as $$ select p_table = any(array[{_NAMES}]) $$;
"""


class Migration(migrations.Migration):
    """Will put the four tables behind their walls."""

    dependencies = [
        ("editing", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("storage", "0003_anchor"),
        ("records", "0011_hold_guards"),
    ]

    operations = [
        *protect("editing_access", dossier="dossier_id"),
        anchor("editing_access"),
        *protect("editing_entry", dossier="dossier_id", parent=("access_id", "editing_access", "id")),
        *protect("editing_property", dossier="dossier_id", parent=("access_id", "editing_access", "id")),
        *protect("editing_lock", dossier="dossier_id", parent=("access_id", "editing_access", "id")),
        migrations.RunSQL(OWN_SQL, NOT_OWN_SQL),
        migrations.RunSQL(DERIVED_SQL, migrations.RunSQL.noop),
    ]
