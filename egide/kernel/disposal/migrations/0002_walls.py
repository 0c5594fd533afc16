"""The walls of dispositions: the lists and their papers by compartment, the items by their dossier as well."""

from django.db import migrations

from egide.platform.database.walls import protect, tie

LIST = "disposal_dispositionlist"
TABLES = ("disposal_certificate", "disposal_slip", "disposal_setting")
APPROVED_SQL = """\
create function public.disposal_keep_approved() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.approved_at is not null and new.approved_at is not null and
     (new.number, new.fate, new.unit_id, new.series, new.rule, new.digest, new.made_by_id, new.approved_by_id,
      new.approved_at, new.objections_until, new.seed, new.sample_percent)
     is distinct from
     (old.number, old.fate, old.unit_id, old.series, old.rule, old.digest, old.made_by_id, old.approved_by_id,
      old.approved_at, old.objections_until, old.seed, old.sample_percent)
  then raise exception 'an approved list is frozen' using errcode = 'restrict_violation'; end if;
  if old.state in ('closed', 'cancelled') and new is distinct from old
  then raise exception 'an ended list stays as it ended' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger keep_approved before update on disposal_dispositionlist
  for each row execute function public.disposal_keep_approved();
create function public.disposal_keep_certificate() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'a certificate is never changed' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on disposal_certificate
  for each row execute function public.disposal_keep_certificate();
"""
REVERSE_SQL = """\
drop function public.disposal_keep_approved() cascade;
drop function public.disposal_keep_certificate() cascade;
"""


class Migration(migrations.Migration):
    """Will put the tables behind the walls, and freeze what was approved or certified."""

    dependencies = [("disposal", "0001_initial"), ("dossiers", "0002_walls"), ("records", "0011_hold_guards")]

    operations = [
        *protect(LIST),
        *protect("disposal_listitem", dossier="dossier_id", parent=("disposition_list_id", LIST, "id")),
        *(operation for table in TABLES for operation in protect(table)),
        tie("disposal_certificate", "disposition_list_id", LIST),
        tie("disposal_slip", "disposition_list_id", LIST),
        migrations.RunSQL(APPROVED_SQL, REVERSE_SQL),
    ]
