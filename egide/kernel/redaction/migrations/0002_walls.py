"""The walls of redactions, of their zones, of what was done to them and of who looked: compartment and conflicts.

A zone stays in the dossier, the compartment and the redaction to which it belongs; so does the piece that is named.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("redaction", "0001_initial"), ("dossiers", "0002_walls"), ("documents", "0004_ties")]

    operations = [
        *protect("redaction_redaction", dossier="dossier_id"),
        anchor("redaction_redaction"),
        tie("redaction_redaction", "document_id", "documents_document"),
        tie("redaction_redaction", "version_id", "documents_documentversion"),
        tie("redaction_redaction", "output_id", "documents_documentversion"),
        *protect("redaction_box", dossier="dossier_id", parent=("redaction_id", "redaction_redaction", "id")),
        *protect(
            "redaction_stroke", dossier="dossier_id", parent=("redaction_id", "redaction_redaction", "id")
        ),
        *protect(
            "redaction_pagelook", dossier="dossier_id", parent=("redaction_id", "redaction_redaction", "id")
        ),
    ]
