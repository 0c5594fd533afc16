"""The walls of documents: compartments, conflicts, grants, forced on every table with content.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("documents", "0002_links"), ("dossiers", "0002_walls")]

    operations = [
        *protect("documents_document", dossier="dossier_id"),
        *protect("documents_documentversion", dossier="dossier_id"),
    ]
