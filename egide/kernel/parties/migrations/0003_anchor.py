"""Lets what refers to a party be held in the party's compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import anchor


class Migration(migrations.Migration):
    """Will hold references inside one compartment."""

    dependencies = [("parties", "0002_walls")]

    operations = [
        anchor("parties_party"),
    ]
