"""The walls of questions: each side in its own compartment, tied by a key that PostgreSQL never follows.

A file picked in a dossier disappears for whoever is in conflict with that dossier; an uploaded one counts as
dossier 0, which no conflict names.
"""

from django.db import migrations

from egide.platform.database.walls import SETTING_FUNCTIONS_SQL, anchor, predicate, protect, tie

FILE = "consulting_questionfile"
CONDITION = f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())"
FORWARD_SQL = f"""
alter table {FILE} enable row level security, force row level security;
create policy walls on {FILE} for all using ({CONDITION}) with check ({CONDITION});
"""
BACK_SQL = f"""
drop policy walls on {FILE};
alter table {FILE} disable row level security, no force row level security;
"""


class Migration(migrations.Migration):
    """Will put both sides behind the walls."""

    dependencies = [
        ("consulting", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("documents", "0004_ties"),
        ("handover", "0002_walls"),
    ]

    operations = [
        *protect("consulting_consultation", dossier="dossier_id"),
        anchor("consulting_consultation"),
        *protect(
            "consulting_consultationdocument",
            dossier="dossier_id",
            parent=("consultation_id", "consulting_consultation", "id"),
        ),
        tie("consulting_consultationdocument", "version_id", "documents_documentversion"),
        *protect("consulting_question"),
        anchor("consulting_question"),
        migrations.RunSQL(SETTING_FUNCTIONS_SQL, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD_SQL, BACK_SQL),
        tie(FILE, "question_id", "consulting_question"),
        tie(FILE, "stored_id", "storage_storedobject"),
        tie(FILE, "dossier_id", "dossiers_dossier"),
        tie(FILE, "version_id", "documents_documentversion"),
    ]
