"""The document that a hold names is of the hold's own compartment, as every reference between two walled tables.

Without it, a reference could point at a row that its writer does not see.
"""

from django.db import migrations

from egide.platform.database.walls import tie


class Migration(migrations.Migration):
    """Will tie the two."""

    dependencies = [("records", "0012_version_hands"), ("documents", "0004_ties")]

    operations = [tie("records_hold", "document_id", "documents_document")]
