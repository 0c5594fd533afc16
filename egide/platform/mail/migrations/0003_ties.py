"""A message and its bytes are of one compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, tie


class Migration(migrations.Migration):
    """Will hold references inside one compartment."""

    dependencies = [("mail", "0002_walls"), ("storage", "0003_anchor")]

    operations = [
        anchor("mail_message"),
        tie("mail_message", "stored_id", "storage_storedobject"),
    ]
