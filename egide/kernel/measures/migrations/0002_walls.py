"""The walls of measures and of their steps: compartment, conflicts and grants, forced on every command.

A step stays in the dossier, the compartment and the measure to which it belongs; so does the piece that it names.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("measures", "0001_initial"), ("dossiers", "0002_walls"), ("documents", "0004_ties")]

    operations = [
        *protect("measures_measure", dossier="dossier_id"),
        anchor("measures_measure"),
        *protect("measures_step", dossier="dossier_id", parent=("measure_id", "measures_measure", "id")),
        tie("measures_step", "document_id", "documents_document"),
    ]
