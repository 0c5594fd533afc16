"""Nothing enters a destroyed dossier any more, whoever writes; the functions are in kernel/records/entering.py.

The triggers are put on each table of content after every migration (apps.py), so that none is forgotten.
"""

from django.db import migrations

from egide.kernel.records.entering import ENTERING_SQL, NOT_ENTERING_SQL


class Migration(migrations.Migration):
    """The functions that refuse, and the one that puts them on the tables."""

    dependencies = [("records", "0013_hold_of_a_document")]

    operations = [migrations.RunSQL(ENTERING_SQL, NOT_ENTERING_SQL)]
