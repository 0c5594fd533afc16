"""The walls of what was brought in; a line and an item that went to a dossier are walled like it.

Without one they count as dossier 0, which no conflict and no grant names.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, predicate, protect, tie


def _walled(table: str) -> migrations.RunSQL:
    condition = (
        f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())\n"
        f"  and exists (select from imports_importrun p where p.id = {table}.run_id)"
    )
    return migrations.RunSQL(
        f"drop policy walls on {table};\n"
        f"create policy walls on {table} for all using ({condition}) with check ({condition});",
        f"drop policy walls on {table};\n"
        f"create policy walls on {table} for all using ({predicate()}) with check ({predicate()});",
    )


class Migration(migrations.Migration):
    """Will put the three tables behind the walls."""

    dependencies = [("imports", "0001_initial"), ("dossiers", "0002_walls"), ("paper", "0002_walls")]

    operations = [
        *protect("imports_importrun"),
        anchor("imports_importrun"),
        *protect("imports_importline", parent=("run_id", "imports_importrun", "id")),
        _walled("imports_importline"),
        tie("imports_importline", "dossier_id", "dossiers_dossier"),
        *protect("imports_importeditem", parent=("run_id", "imports_importrun", "id")),
        _walled("imports_importeditem"),
        tie("imports_importeditem", "dossier_id", "dossiers_dossier"),
        tie("imports_importeditem", "box_id", "paper_box"),
    ]
