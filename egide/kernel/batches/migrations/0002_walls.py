"""The walls of work on many dossiers: each row follows its dossier, what was asked follows its compartment.

A row whose dossier is no longer within reach is no longer there, for the screen and for the job alike.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("batches", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [
        *protect("batches_batch"),
        anchor("batches_batch"),
        *protect("batches_batchrow", dossier="dossier_id"),
        tie("batches_batchrow", "batch_id", "batches_batch"),
    ]
