"""The wall of receipts, and the service that carries across: it acts for one hand-over, in one compartment.

A receipt without a dossier counts as dossier 0, which no conflict and no grant names.
"""

from typing import Any

from django.db import migrations

from egide.platform.database.walls import SETTING_FUNCTIONS_SQL, predicate

TABLE = "handover_receipt"
CONDITION = f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())"
FORWARD_SQL = f"""
alter table {TABLE} enable row level security, force row level security;
create policy walls on {TABLE} for all using ({CONDITION}) with check ({CONDITION});
alter table {TABLE} add constraint {TABLE}_dossier_wall
  foreign key (dossier_id, compartment_id) references dossiers_dossier (id, compartment_id);
"""
BACK_SQL = f"""
alter table {TABLE} drop constraint {TABLE}_dossier_wall;
drop policy walls on {TABLE};
alter table {TABLE} disable row level security, no force row level security;
"""
CODE, NAME = "handover", "Remise entre compartiments"
EVERYWHERE = ("office", "presidency", "commissioner", "discipline")


def enter(apps: Any, schema_editor: Any) -> None:
    """Will let the carrier act in each compartment; `hand_over()` narrows it to one."""
    actor, _ = apps.get_model("accounts", "ServiceActor").objects.get_or_create(
        code=CODE, defaults={"name": NAME}
    )
    actor.compartments.add(*apps.get_model("accounts", "Compartment").objects.filter(code__in=EVERYWHERE))


class Migration(migrations.Migration):
    """Will put receipts behind the walls, and name the carrier."""

    dependencies = [
        ("handover", "0001_initial"),
        ("accounts", "0002_day_one"),
        ("dossiers", "0002_walls"),
    ]

    operations = [
        migrations.RunSQL(SETTING_FUNCTIONS_SQL, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD_SQL, BACK_SQL),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
