"""The database refuses to destroy what is held; the functions are in kernel/records/guarding.py.

The triggers of rows are put on each table of content after every migration (apps.py), so that none is forgotten.
"""

from django.db import migrations

from egide.kernel.records.guarding import BACKWARD_SQL, FORWARD_SQL


class Migration(migrations.Migration):
    """Functions, and the triggers of holds, of stored objects and of the journal's notes."""

    dependencies = [
        ("records", "0010_hold_kinds"),
        ("storage", "0003_anchor"),
        ("journal", "0004_seal"),
        ("documents", "0004_ties"),
    ]

    operations = [migrations.RunSQL(FORWARD_SQL, BACKWARD_SQL)]
