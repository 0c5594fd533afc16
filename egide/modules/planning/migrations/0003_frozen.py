"""Locks on what was presented and on what was published: figures, texts and bytes never change, whatever the code does.

An edition is set aside or approved, once; a publication is withdrawn. Nothing else of them moves, for the owner either.
"""

from django.db import migrations

LOCKS = """
create function public.planning_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - tg_argv) = (to_jsonb(old) - tg_argv) then
    return new;
  end if;
  raise exception 'what was frozen in % never changes', tg_table_name using errcode = 'check_violation';
end $$;
create trigger frozen before update or delete on planning_edition for each row
  execute function public.planning_frozen('set_aside_at', 'approved_at', 'approved_by_id', 'signed_as');
create trigger frozen before update or delete on planning_publication for each row
  execute function public.planning_frozen('withdrawn_at', 'withdrawn_reason');
"""
UNLOCKS = """
drop trigger frozen on planning_edition;
drop trigger frozen on planning_publication;
drop function public.planning_frozen();
"""


class Migration(migrations.Migration):
    """Will lock both tables."""

    dependencies = [("planning", "0002_walls")]

    operations = [migrations.RunSQL(LOCKS, UNLOCKS)]
