"""The walls of the journal: the application reads within its compartments, and never writes.

Two locks: no privilege but SELECT, and triggers that refuse whoever holds more. Verification is the third.
"""

from django.db import migrations

from egide.platform.database.roles import APP
from egide.platform.database.walls import SETTING_FUNCTIONS_SQL, predicate

TABLES = ("event", "note", "head", "seal", "leaf")
WALLED = ("event", "note", "head", "leaf")  # a seal holds counts and digests only

# Entries of the access chains may name no dossier: no dossier is 0, which no conflict and no grant names.
CONDITION = predicate(dossier="coalesce(dossier_id, 0)")

WALLS_SQL = "".join(
    f"alter table journal_{table} enable row level security, force row level security;\n"
    f"create policy walls on journal_{table} for all using ({CONDITION}) with check ({CONDITION});\n"
    for table in WALLED
)
NO_WALLS_SQL = "".join(
    f"drop policy walls on journal_{table};\n"
    f"alter table journal_{table} disable row level security, no force row level security;\n"
    for table in WALLED
)

PRIVILEGES_SQL = "".join(
    f"revoke all on journal_{table} from public, {APP};\ngrant select on journal_{table} to {APP};\n"
    for table in TABLES
) + "".join(
    f"revoke all on sequence journal_{table}_id_seq from public, {APP};\n"
    for table in ("event", "note", "leaf")
)

REFUSALS_SQL = """
create function journal_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'journal: % on % is refused, for ever', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- The only change a note may know: its text and its salt go, by virtue of a numbered decision.
create function journal_only_forget() returns trigger language plpgsql as $$
begin
  if old.text is not null and new.text is null and new.salt is null and new.forgotten_by <> ''
     and (new.id, new.event_id, new.key, new.compartment_id, new.digest)
         = (old.id, old.event_id, old.key, old.compartment_id, old.digest)
     and new.dossier_id is not distinct from old.dossier_id then
    return new;
  end if;
  raise exception 'journal: a note is never edited' using errcode = 'insufficient_privilege';
end $$;

-- A head moves one entry forward, or is sealed where it stands.
create function journal_only_forward() returns trigger language plpgsql as $$
begin
  if (new.chain, new.compartment_id) = (old.chain, old.compartment_id)
     and new.dossier_id is not distinct from old.dossier_id
     and ((new.seq = old.seq + 1 and new.sealed_seq = old.sealed_seq)
          or (new.seq = old.seq and new.hash = old.hash
              and new.sealed_seq between old.sealed_seq and new.seq)) then
    return new;
  end if;
  raise exception 'journal: a head only moves forward' using errcode = 'insufficient_privilege';
end $$;

create trigger refuse before update or delete on journal_event for each row execute function journal_refuse();
create trigger refuse before update or delete on journal_seal for each row execute function journal_refuse();
create trigger refuse before update or delete on journal_leaf for each row execute function journal_refuse();
create trigger refuse before delete on journal_note for each row execute function journal_refuse();
create trigger refuse before delete on journal_head for each row execute function journal_refuse();
create trigger only_forget before update on journal_note
  for each row execute function journal_only_forget();
create trigger only_forward before update on journal_head
  for each row execute function journal_only_forward();
""" + "".join(
    f"create trigger refuse_truncate before truncate on journal_{table} "
    "for each statement execute function journal_refuse();\n"
    for table in TABLES
)
NO_REFUSALS_SQL = (
    "".join(f"drop trigger refuse_truncate on journal_{table};\n" for table in TABLES)
    + "".join(f"drop trigger refuse on journal_{table};\n" for table in TABLES)
    + "drop trigger only_forget on journal_note;\ndrop trigger only_forward on journal_head;\n"
    + "drop function journal_refuse(), journal_only_forget(), journal_only_forward();"
)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunSQL(SETTING_FUNCTIONS_SQL, migrations.RunSQL.noop),
        migrations.RunSQL(WALLS_SQL, NO_WALLS_SQL),
        migrations.RunSQL(PRIVILEGES_SQL, migrations.RunSQL.noop),
        migrations.RunSQL(REFUSALS_SQL, NO_REFUSALS_SQL),
        # Each entry rewrites its chain's head: room is left on the page for the new version.
        migrations.RunSQL(
            "alter table journal_head set (fillfactor = 70)", "alter table journal_head reset (fillfactor)"
        ),
    ]
