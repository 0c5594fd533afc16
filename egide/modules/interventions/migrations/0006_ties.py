"""A request's file and its bytes are of one compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import tie


class Migration(migrations.Migration):
    """Will hold references inside one compartment."""

    dependencies = [("interventions", "0005_request_walls"), ("storage", "0003_anchor")]

    operations = [
        tie("interventions_requestfile", "stored_id", "storage_storedobject"),
    ]
