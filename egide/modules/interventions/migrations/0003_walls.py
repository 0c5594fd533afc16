"""The walls of requests for intervention: compartments, conflicts, grants, forced on every table with content.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("interventions", "0002_links"), ("dossiers", "0002_walls")]

    operations = [
        *protect("interventions_request"),
        *protect("interventions_requestfile", parent=("request_id", "interventions_request", "id")),
        *protect("interventions_interventiondetails", dossier="dossier_id"),
    ]
