"""The walls of the Commissioner's complaints, and their texts for the search.

The service that brings in what his public form sends is named with the form, in admission_work.
"""

from django.db import migrations

from egide.kernel.search.triggers import texts_declared
from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("admission_complaints", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("handover", "0002_walls"),
        ("search", "0008_read_once"),
    ]

    operations = [
        *protect("admission_complaints_admissioncomplaint", dossier="dossier_id"),
        *protect("admission_complaints_recommendation", dossier="dossier_id"),
        *protect("admission_complaints_delegation"),
        *texts_declared(),
    ]
