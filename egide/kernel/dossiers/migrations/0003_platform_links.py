"""Ties the journal's entries and the outgoing messages to their dossier, in one compartment.

Both tables live in a layer that knows no dossier: the kernel, above, adds the link. A row without a dossier
(an access entry, a notice) is left alone: the foreign key is MATCH SIMPLE.
"""

from django.db import migrations

LINKED = ("journal_event", "mail_message")
LINK_SQL = "".join(
    f"alter table {table} add constraint {table}_dossier_wall foreign key (dossier_id, compartment_id) "
    "references dossiers_dossier (id, compartment_id);\n"
    for table in LINKED
)
UNLINK_SQL = "".join(f"alter table {table} drop constraint {table}_dossier_wall;\n" for table in LINKED)


class Migration(migrations.Migration):
    """Will refuse an entry or a message that names a dossier of another compartment, or of none."""

    dependencies = [("dossiers", "0002_walls"), ("journal", "0004_seal"), ("mail", "0002_walls")]

    operations = [migrations.RunSQL(LINK_SQL, UNLINK_SQL)]
