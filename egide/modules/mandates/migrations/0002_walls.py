"""The walls of the mandates: each stays in its compartment; the calendar’s addresses hold no content.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.kernel.search.triggers import texts_declared
from egide.platform.database.walls import anchor, protect, tie

OF_DOSSIER = ("officemandate", "contributor", "approver", "opinion", "task", "progress", "revision")


class Migration(migrations.Migration):
    """Will put the tables behind the walls, and their texts in full text."""

    dependencies = [
        ("office_mandates", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("deadlines", "0004_ties"),
        ("search", "0008_read_once"),
    ]

    operations = [
        *(
            operation
            for name in OF_DOSSIER
            for operation in protect(f"office_mandates_{name}", dossier="dossier_id")
        ),
        anchor("office_mandates_approver"),
        tie("office_mandates_opinion", "approver_id", "office_mandates_approver"),
        tie("office_mandates_opinion", "delivery_id", "deadlines_factrecord"),
        *protect("office_mandates_monthlyreport"),
        *texts_declared(),
    ]
