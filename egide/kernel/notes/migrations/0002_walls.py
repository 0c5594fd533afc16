"""The walls of notes and reminders: compartment, conflicts and grants, forced on every command.

A reminder may concern no dossier: it then counts as dossier 0, which no conflict and no grant names.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, protect

CONDITION = predicate(dossier="coalesce(dossier_id, 0)")
WALL_SQL = (
    "alter table notes_reminder enable row level security, force row level security;\n"
    f"create policy walls on notes_reminder for all using ({CONDITION}) with check ({CONDITION});\n"
    "alter table notes_reminder add constraint notes_reminder_dossier_wall "
    "foreign key (dossier_id, compartment_id) references dossiers_dossier (id, compartment_id);"
)
NO_WALL_SQL = (
    "alter table notes_reminder drop constraint notes_reminder_dossier_wall;\n"
    "drop policy walls on notes_reminder;\n"
    "alter table notes_reminder disable row level security, no force row level security;"
)


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("notes", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [
        *protect("notes_note", dossier="dossier_id"),
        migrations.RunSQL(WALL_SQL, NO_WALL_SQL),
    ]
