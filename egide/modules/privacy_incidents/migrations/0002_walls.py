"""The wall of the register of incidents: compartment, conflicts and grants, forced on every command."""

from django.db import migrations

from egide.kernel.search.triggers import texts_declared
from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [
        ("privacy_incidents", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("search", "0008_read_once"),
    ]

    operations = [*protect("privacy_incidents_privacyincident", dossier="dossier_id"), *texts_declared()]
