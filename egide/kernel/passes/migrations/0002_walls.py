"""The walls of passes, and the few rows that the bearer of one may read: its dossier, its party, its letters.

A request not yet opened counts as dossier 0, which no conflict names. The bearer never sees another pass.
"""

from typing import Any

from django.db import migrations

from egide.platform.database.walls import SETTING_FUNCTIONS_SQL, anchor, predicate, tie

PASS, VERSIONS = "(select public.egide_pass())", "(select public.egide_pass_versions())::bigint[]"
INSIDE = f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())"
BEARERS = {
    "passes_pass": f"id = ({PASS})[1]",
    "dossiers_dossier": f"id = ({PASS})[2]",
    "parties_party": f"id = ({PASS})[3] and dossier_id = ({PASS})[2]",
    "letters_letter": f"version_id = any({VERSIONS}) and recipient_id = ({PASS})[3]",
    "documents_documentversion": f"id = any({VERSIONS})",
    "documents_document": (
        "exists (select from documents_documentversion v where v.document_id = documents_document.id)"
        f" and dossier_id = ({PASS})[2]"
    ),
    "storage_storedobject": (
        "exists (select from documents_documentversion v where v.stored_id = storage_storedobject.id)"
        f" and {PASS} is not null"
    ),
}
BEARERS_SQL = "".join(
    f"create policy bearers on {table} for select using ({predicate()} and {condition});\n"
    for table, condition in BEARERS.items()
)
NO_BEARERS_SQL = "".join(f"drop policy bearers on {table};\n" for table in BEARERS)
WALLS_SQL = f"""
alter table passes_pass enable row level security, force row level security;
create policy walls on passes_pass for all using ({INSIDE}) with check ({INSIDE});
alter table passes_pass add constraint passes_pass_dossier_wall
  foreign key (dossier_id, compartment_id) references dossiers_dossier (id, compartment_id);
"""
NO_WALLS_SQL = """
alter table passes_pass drop constraint passes_pass_dossier_wall;
drop policy walls on passes_pass;
alter table passes_pass disable row level security, no force row level security;
"""


def open_desk(apps: Any, schema_editor: Any) -> None:
    """Will make the service that looks a secret up and writes for its bearer, in every compartment."""
    desk, _ = apps.get_model("accounts", "ServiceActor").objects.get_or_create(
        code="pass_desk", defaults={"name": "Guichet des liens secrets"}
    )
    desk.compartments.set(apps.get_model("accounts", "Compartment").objects.all())


class Migration(migrations.Migration):
    """Will put the passes behind the walls, and open to their bearers what was released to them."""

    dependencies = [
        ("passes", "0001_initial"),
        ("gate", "0007_passes"),
        ("dossiers", "0002_walls"),
        ("parties", "0003_anchor"),
        ("documents", "0004_ties"),
        ("letters", "0002_walls"),
        ("storage", "0002_walls"),
        ("accounts", "0002_day_one"),
    ]

    operations = [
        migrations.RunSQL(SETTING_FUNCTIONS_SQL, migrations.RunSQL.noop),
        migrations.RunSQL(WALLS_SQL, NO_WALLS_SQL),
        anchor("passes_pass"),
        tie("passes_pass", "party_id", "parties_party"),
        tie("passes_pass", "document_id", "documents_document"),
        migrations.RunSQL(BEARERS_SQL, NO_BEARERS_SQL),
        migrations.RunPython(open_desk, migrations.RunPython.noop),
    ]
