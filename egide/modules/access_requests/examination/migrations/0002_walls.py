"""The walls of the examination: all of it belongs to the access request, its compartment and its conflicts.

What a line points to (a document, a consultation, a redaction) stays in the same compartment.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie

FOUND = "access_examination_founddocument"


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("access_examination", "0001_initial"),
        ("consulting", "0002_walls"),
        ("dossiers", "0002_walls"),
        ("documents", "0004_ties"),
        ("redaction", "0002_walls"),
    ]

    operations = [
        *protect(FOUND, dossier="dossier_id"),
        anchor(FOUND),
        tie(FOUND, "version_id", "documents_documentversion"),
        tie(FOUND, "released_id", "documents_documentversion"),
        tie(FOUND, "consultation_id", "consulting_consultation"),
        tie(FOUND, "redaction_id", "redaction_redaction"),
        *protect("access_examination_foundpage", dossier="dossier_id", parent=("found_id", FOUND, "id")),
        *protect("access_examination_thirdperson", dossier="dossier_id"),
        *protect("access_examination_feeestimate", dossier="dossier_id"),
    ]
