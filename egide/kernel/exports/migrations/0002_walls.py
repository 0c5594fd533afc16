"""The walls of exports: of their compartment, and, for each dossier told of, of that dossier's conflicts.

That a person reaches only one's own exports is the gate's (kernel/exports/keeping.py).
"""

from django.db import migrations

from egide.platform.database.walls import protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("exports", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("storage", "0003_anchor"),
    ]

    operations = [
        *protect("exports_export"),
        tie("exports_export", "stored_id", "storage_storedobject"),
        *protect("exports_exporteddossier", dossier="dossier_id"),
        tie("exports_exporteddossier", "export_id", "exports_export"),
    ]
