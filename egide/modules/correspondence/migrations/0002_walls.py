"""The walls of the mail register; a piece that became a dossier is walled like it.

Before it has one, the piece counts as dossier 0, which no conflict and no grant names. A sealed piece is shown to
the Office's register and to the compartment it is addressed to, to nobody else.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, protect, tie

PIECE = f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())"
PIECE_SQL = f"""
drop policy walls on correspondence_mailpiece;
create policy walls on correspondence_mailpiece for all using ({PIECE}) with check ({PIECE});
alter table correspondence_mailpiece add constraint correspondence_mailpiece_dossier_wall
  foreign key (dossier_id, compartment_id) references dossiers_dossier (id, compartment_id);
"""
PIECE_BACK = f"""
alter table correspondence_mailpiece drop constraint correspondence_mailpiece_dossier_wall;
drop policy walls on correspondence_mailpiece;
create policy walls on correspondence_mailpiece for all using ({predicate()}) with check ({predicate()});
"""
# No column compartment_id: the row belongs to two compartments, and holds no content.
SEALED = """exists (select from accounts_compartment c
  where c.code in ('office', addressed_to) and c.id = any((select public.egide_compartments())::int[]))
  and not (select public.egide_is_external())"""
SEALED_SQL = f"""
alter table correspondence_sealedpiece enable row level security;
create policy walls on correspondence_sealedpiece for all using ({SEALED}) with check ({SEALED});
"""
SEALED_BACK = """
drop policy walls on correspondence_sealedpiece;
alter table correspondence_sealedpiece disable row level security;
"""


class Migration(migrations.Migration):
    """Will put the register behind the walls."""

    dependencies = [
        ("correspondence", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("storage", "0003_anchor"),
        ("accounts", "0002_day_one"),
    ]

    operations = [
        *protect("correspondence_mailpiece"),
        migrations.RunSQL(PIECE_SQL, PIECE_BACK),
        *protect("correspondence_mailfile", parent=("piece_id", "correspondence_mailpiece", "id")),
        tie("correspondence_mailfile", "stored_id", "storage_storedobject"),
        migrations.RunSQL(SEALED_SQL, SEALED_BACK),
    ]
