"""The walls of links and merges; both ends of a link, and a merge and its party, are of one compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("joining", "0001_initial"), ("dossiers", "0002_walls"), ("parties", "0003_anchor")]

    operations = [
        *protect("joining_dossierlink", dossier="dossier_id"),
        tie("joining_dossierlink", "other_id", "dossiers_dossier"),
        *protect("joining_partymerge", dossier="dossier_id"),
        tie("joining_partymerge", "kept_id", "parties_party"),
    ]
