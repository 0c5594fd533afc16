"""Walls around what a dossier keeps and what is filed elsewhere; locks on versions that left their author's hands.

A version of the scheme or of the schedule that is adopted never changes, whatever the code does: it is replaced.
"""

from django.db import migrations

from egide.platform.database.walls import protect, tie

LOCKS = """
create function public.records_version_locked() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' or (old.state = 'submitted' and new.state in ('draft', 'approved')) then
    return new;
  end if;
  -- What is left: an adopted version is replaced, which is said once.
  if old.state in ('in_force', 'approved') and new.state = 'replaced'
     and (to_jsonb(new) - 'state' - 'ended_on') = (to_jsonb(old) - 'state' - 'ended_on') then
    return new;
  end if;
  raise exception 'version % of % is no longer a draft', old.number, tg_table_name
    using errcode = 'check_violation';
end $$;
create function public.records_version_kept() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return old; end if;
  raise exception 'version % of % is kept', old.number, tg_table_name using errcode = 'check_violation';
end $$;
create function public.records_part_locked() returns trigger language plpgsql as $$
declare
  part jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  version bigint := (part ->> tg_argv[1])::bigint;
  found_state text;
begin
  execute format('select state from public.%I where id = $1', tg_argv[0]) into found_state using version;
  if found_state = 'draft' or found_state is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  raise exception 'a part of an adopted version never changes' using errcode = 'check_violation';
end $$;
"""
UNLOCKS = "drop function public.records_version_locked(), public.records_version_kept(), public.records_part_locked();"
VERSIONS = ("records_plan", "records_schedule")
PARTS = (
    ("records_planclass", "records_plan", "plan_id"),
    ("records_subdivision", "records_plan", "plan_id"),
    ("records_schedulerule", "records_schedule", "schedule_id"),
)
TRIGGERS = "".join(
    f"create trigger version_locked before update on {table} for each row "
    "execute function public.records_version_locked();\n"
    f"create trigger version_kept before delete on {table} for each row "
    "execute function public.records_version_kept();\n"
    for table in VERSIONS
) + "".join(
    f"create trigger part_locked before insert or update or delete on {table} for each row "
    f"execute function public.records_part_locked('{parent}', '{column}');\n"
    for table, parent, column in PARTS
)
NO_TRIGGERS = "".join(
    f"drop trigger version_locked on {table}; drop trigger version_kept on {table};\n" for table in VERSIONS
) + "".join(f"drop trigger part_locked on {table};\n" for table, _, _ in PARTS)


class Migration(migrations.Migration):
    """Will put the tables behind the walls and lock the adopted versions."""

    dependencies = [
        ("records", "0004_plan_and_schedule"),
        ("dossiers", "0004_class_code"),
        ("documents", "0004_ties"),
    ]

    operations = [
        *protect("records_keeping", dossier="dossier_id"),
        *protect("records_filing", dossier="dossier_id"),
        tie("records_filing", "document_id", "documents_document"),
        migrations.RunSQL(LOCKS, UNLOCKS),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
