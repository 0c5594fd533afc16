"""A document, its versions and their bytes are of one compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, tie


class Migration(migrations.Migration):
    """Will hold references inside one compartment."""

    dependencies = [("documents", "0003_walls"), ("storage", "0003_anchor")]

    operations = [
        anchor("documents_document"),
        anchor("documents_documentversion"),
        tie("documents_documentversion", "document_id", "documents_document"),
        tie("documents_documentversion", "stored_id", "storage_storedobject"),
    ]
