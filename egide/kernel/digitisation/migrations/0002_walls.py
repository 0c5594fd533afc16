"""The walls of digitisation: compartment, conflicts and grants, forced on every command.

A lot, its steps and its items stay in one compartment; an item, in its dossier's, with its part and its document.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("digitisation", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("paper", "0002_walls"),
        ("documents", "0004_ties"),
        ("storage", "0003_anchor"),
    ]

    operations = [
        *protect("digitisation_lot"),
        anchor("digitisation_lot"),
        tie("digitisation_lot", "declaration_id", "storage_storedobject"),
        *protect("digitisation_item", dossier="dossier_id", parent=("lot_id", "digitisation_lot", "id")),
        tie("digitisation_item", "part_id", "paper_part"),
        tie("digitisation_item", "version_id", "documents_documentversion"),
        *protect("digitisation_step", parent=("lot_id", "digitisation_lot", "id")),
    ]
