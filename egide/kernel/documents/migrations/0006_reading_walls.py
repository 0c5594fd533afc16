"""What was read of a document is behind the same walls as the document.

And of the same compartment: page, text, picture and step point only at a version that their reader may see.
"""

from django.db import migrations

from egide.platform.database.walls import protect, tie

_TABLES = ("documents_step", "documents_page", "documents_textblock", "documents_rendition")


class Migration(migrations.Migration):
    """Will put the new tables behind the walls."""

    dependencies = [("documents", "0005_reading")]

    operations = [
        *(operation for table in _TABLES for operation in protect(table, dossier="dossier_id")),
        *(tie(table, "version_id", "documents_documentversion") for table in _TABLES),
        tie("documents_rendition", "stored_id", "storage_storedobject"),
        tie("documents_document", "container_id", "documents_document"),
    ]
