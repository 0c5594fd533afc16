"""The walls of letters' words: each compartment reads its own, and none of the others'.

What is approved never changes, and nothing is erased.
"""

from django.db import migrations

from egide.platform.database.walls import protect

KEPT = """\
create or replace function public.wording_kept() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'Une version d''un texte de lettre ne s''efface pas.';
  end if;
  if old.state = 'approved' then
    raise exception 'Une version approuvée d''un texte de lettre ne change plus.';
  end if;
  return new;
end $$;
create trigger kept before update or delete on wordings_wordingversion
  for each row execute function public.wording_kept();
"""
LET_GO = "drop trigger kept on wordings_wordingversion; drop function public.wording_kept();"


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [("wordings", "0001_initial")]

    operations = [*protect("wordings_wordingversion"), migrations.RunSQL(KEPT, LET_GO)]
