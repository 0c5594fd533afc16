"""Rows that pages count are known settled after two hundred changes, where it took a thousand.

Just under a thousand changed dossiers, the most pressing ones of a unit, had a list read nine hundred pages more to
count a thousand. A vacuum reads the pages that changed alone: some ten of them in a day of letters.
"""

from django.db import migrations

TABLES = ("dossiers_dossier", "parties_concernedorder")


def _after(changes: int, table: str) -> str:
    """Will say after how many changes to vacuum a table."""
    names = ("autovacuum_vacuum_max_threshold", "autovacuum_vacuum_insert_threshold")
    return f"alter table {table} set ({', '.join(f'{name} = {changes}' for name in names)});"


class Migration(migrations.Migration):
    """Will have them vacuumed sooner."""

    dependencies = [("dossiers", "0010_settled_soon")]

    operations = [migrations.RunSQL(_after(200, table), _after(1_000, table)) for table in TABLES]
