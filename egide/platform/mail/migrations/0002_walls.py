"""The walls of the outgoing messages: compartment, conflicts and grants, forced on every command.

A message may concern no dossier (a notice to staff): it then counts as dossier 0, which no conflict and no
grant names. What left, or may have left, is never rewritten: only its state moves.
"""

from django.db import migrations

from egide.platform.database.roles import APP
from egide.platform.database.walls import predicate

CONDITION = predicate(dossier="coalesce(dossier_id, 0)")
WALLS_SQL = (
    "alter table mail_message enable row level security, force row level security;\n"
    f"create policy walls on mail_message for all using ({CONDITION}) with check ({CONDITION});"
)
NO_WALLS_SQL = (
    "drop policy walls on mail_message;\n"
    "alter table mail_message disable row level security, no force row level security;"
)

FROZEN_SQL = f"""\
create function public.mail_keep_bytes() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.compartment_id, new.message_id, new.sender, new.recipients, new.subject, new.stored_id, new.queued_at)
     is distinct from
     (old.compartment_id, old.message_id, old.sender, old.recipients, old.subject, old.stored_id, old.queued_at)
     or new.dossier_id is distinct from old.dossier_id
  then raise exception 'a queued message is immutable' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_bytes before update on mail_message
  for each row execute function public.mail_keep_bytes();
revoke delete, truncate on mail_message from {APP};
"""
MELTED_SQL = f"""\
grant delete on mail_message to {APP};
drop trigger keep_bytes on mail_message;
drop function public.mail_keep_bytes();
"""


class Migration(migrations.Migration):
    # journal 0002 creates the functions that read the settings.
    dependencies = [("mail", "0001_initial"), ("journal", "0002_walls")]
    operations = [
        migrations.RunSQL(WALLS_SQL, NO_WALLS_SQL),
        migrations.RunSQL(FROZEN_SQL, MELTED_SQL),
    ]
