"""« Tous les états » of a unit, counted up to a thousand, is read from an index alone: the walls’ columns stand beside.

At a million dossiers those thousand rows were five hundred pages of 8 kB on every first page of a list.
"""

from django.db import migrations

COLUMNS = "dossiers_dossier (unit_id, received_on desc, id desc)"


class Migration(migrations.Migration):
    """Will write the index of a unit’s newest again, under its name (gate, 0005)."""

    dependencies = [("dossiers", "0007_nobody")]

    operations = [
        migrations.RunSQL(
            "drop index dossiers_unit_newest;"
            f" create index dossiers_unit_newest on {COLUMNS} include (kind, compartment_id);",
            f"drop index dossiers_unit_newest; create index dossiers_unit_newest on {COLUMNS};",
        )
    ]
