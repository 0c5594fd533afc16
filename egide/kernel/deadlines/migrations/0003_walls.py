"""The walls of deadlines: compartments, conflicts, grants, forced on every table with content.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("deadlines", "0002_links"), ("dossiers", "0002_walls")]

    operations = [
        *protect("deadlines_factrecord", dossier="dossier_id"),
        *protect("deadlines_duedate", dossier="dossier_id"),
    ]
