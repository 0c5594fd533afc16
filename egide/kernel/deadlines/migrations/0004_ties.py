"""A deadline and the fact that started it are of one compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, tie


class Migration(migrations.Migration):
    """Will hold references inside one compartment."""

    dependencies = [("deadlines", "0003_walls")]

    operations = [
        anchor("deadlines_factrecord"),
        tie("deadlines_duedate", "fact_id", "deadlines_factrecord"),
    ]
