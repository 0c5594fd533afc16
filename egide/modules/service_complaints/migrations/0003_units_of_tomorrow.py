"""Who joins a unit that a complaint concerns is kept away from that complaint, from the same transaction on.

Whoever opens a membership does not see the complaint: a trigger, run by the schema's owner, adds the conflict.
"""

from django.db import migrations

JOIN_SQL = """
create or replace function public.complaints_keep_away() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $away$
begin
  insert into gate_conflict (user_id, dossier_id, compartment_id, declared_at, declared_by)
  select new.user_id, c.dossier_id, c.compartment_id, now(), 'unit'
    from service_complaints_concernedstaff c
   where c.unit_id = new.unit_id
  on conflict (user_id, dossier_id) do nothing;
  return null;
end $away$;
revoke all on function public.complaints_keep_away() from public;
create trigger complaints_keep_away after insert or update of unit_id on accounts_membership
  for each row execute function public.complaints_keep_away();
"""
UNDO_SQL = """
drop trigger complaints_keep_away on accounts_membership;
drop function public.complaints_keep_away();
"""


class Migration(migrations.Migration):
    """Will follow the memberships that open after a unit was named."""

    dependencies = [
        ("service_complaints", "0002_walls"),
        ("gate", "0003_enter"),
        ("accounts", "0002_day_one"),
    ]

    operations = [migrations.RunSQL(JOIN_SQL, UNDO_SQL)]
