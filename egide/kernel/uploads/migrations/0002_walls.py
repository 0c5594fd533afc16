"""The walls of what is on its way: compartment, conflicts and grants, forced on every command."""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [("uploads", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [*protect("uploads_upload", dossier="dossier_id")]
