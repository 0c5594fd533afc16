"""The walls of dossiers: compartments, conflicts, grants, forced on every table with content.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("dossiers", "0001_initial")]

    operations = [
        *protect("dossiers_dossier", dossier="id"),
        *protect("dossiers_numbercounter"),
    ]
