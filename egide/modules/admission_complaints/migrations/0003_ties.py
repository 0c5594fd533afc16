"""A recommendation is addressed to a party of its own compartment.

A reference between two walled tables carries the compartment of both.
"""

from django.db import migrations

from egide.platform.database.walls import tie


class Migration(migrations.Migration):
    """Will hold the recommendation and its party behind one wall."""

    dependencies = [
        ("admission_complaints", "0002_walls"),
        ("parties", "0003_anchor"),
    ]

    operations = [tie("admission_complaints_recommendation", "party_id", "parties_party")]
