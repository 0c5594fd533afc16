"""The wall of the module's table: the unit's files stay in their compartment.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [("records_office", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [*protect("records_office_documentaryfile", dossier="dossier_id")]
