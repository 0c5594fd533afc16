"""The walls of what the scanner brought; a piece that went to a dossier is walled like it.

Before it has one, the piece counts as dossier 0, which no conflict and no grant names.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, protect, tie

PIECE = (
    f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())\n"
    "  and exists (select from scans_scannedbatch p where p.id = scans_scannedpiece.batch_id)"
)
PIECE_SQL = f"""
drop policy walls on scans_scannedpiece;
create policy walls on scans_scannedpiece for all using ({PIECE}) with check ({PIECE});
"""
PIECE_BACK = f"""
drop policy walls on scans_scannedpiece;
create policy walls on scans_scannedpiece for all using ({predicate()}) with check ({predicate()});
"""


class Migration(migrations.Migration):
    """Will put both tables behind the walls."""

    dependencies = [("scans", "0001_initial"), ("dossiers", "0002_walls"), ("storage", "0003_anchor")]

    operations = [
        *protect("scans_scannedbatch"),
        tie("scans_scannedbatch", "stored_id", "storage_storedobject"),
        *protect("scans_scannedpiece", parent=("batch_id", "scans_scannedbatch", "id")),
        migrations.RunSQL(PIECE_SQL, PIECE_BACK),
        tie("scans_scannedpiece", "dossier_id", "dossiers_dossier"),
        tie("scans_scannedpiece", "stored_id", "storage_storedobject"),
        tie("scans_scannedpiece", "thumbnail_id", "storage_storedobject"),
    ]
