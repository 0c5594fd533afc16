"""Lets what refers to a stored object be held in the object's compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import anchor


class Migration(migrations.Migration):
    """Will hold references inside one compartment."""

    dependencies = [("storage", "0002_walls")]

    operations = [
        anchor("storage_storedobject"),
    ]
