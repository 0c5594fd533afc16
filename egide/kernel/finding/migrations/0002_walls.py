"""The walls of words and outside numbers: a word of a hidden title is content like the title itself.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("finding", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [
        *protect("finding_word", dossier="dossier_id"),
        *protect("finding_dossierreference", dossier="dossier_id"),
    ]
