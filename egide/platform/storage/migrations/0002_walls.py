"""The walls of the store, in both databases, and what may never be changed: an object's facts, the register.

The key database gets the same wall as the documents, over settings that each key operation copies into it.
"""

from django.db import migrations

from egide.platform.database.roles import APP
from egide.platform.database.walls import (
    SETTING_FUNCTIONS_REVERSE_SQL,
    SETTING_FUNCTIONS_SQL,
    predicate,
    protect,
)
from egide.platform.storage.routers import KEYS

OBJECT = "storage_storedobject"
KEY_TABLES = ("storage_compartmentkey", "storage_wrappedkey", "storage_destructionentry")
IN_KEYS = {"alias": KEYS}

FROZEN_SQL = f"""\
create function public.storage_keep_object_facts() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.id, new.compartment_id, new.blob, new.size, new.media_type, new.type_mismatch, new.stored_at,
      new.stored_by)
     is distinct from
     (old.id, old.compartment_id, old.blob, old.size, old.media_type, old.type_mismatch, old.stored_at,
      old.stored_by)
  then raise exception 'a stored object is immutable' using errcode = 'restrict_violation';
  end if;
  if old.destroyed_at is not null and new is distinct from old
  then raise exception 'a destroyed object stays destroyed' using errcode = 'restrict_violation';
  end if;
  if new.destroyed_at is null and (new.sha256, new.file_name) is distinct from (old.sha256, old.file_name)
  then raise exception 'name and hash only go with a destruction' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_facts before update on {OBJECT}
  for each row execute function public.storage_keep_object_facts();
revoke delete, truncate on {OBJECT} from {APP};
"""
MELTED_SQL = f"""\
grant delete on {OBJECT} to {APP};
drop trigger keep_facts on {OBJECT};
drop function public.storage_keep_object_facts();
"""

CONDITION = predicate()
KEY_WALLS_SQL = "".join(
    f"alter table {table} enable row level security, force row level security;\n"
    f"create policy walls on {table} for all using ({CONDITION}) with check ({CONDITION});\n"
    for table in KEY_TABLES
)
NO_KEY_WALLS_SQL = "".join(
    f"drop policy walls on {table};\n"
    f"alter table {table} disable row level security, no force row level security;\n"
    for table in KEY_TABLES
)

REGISTER_SQL = f"""\
revoke update, delete, truncate on storage_destructionentry from {APP};
revoke update, delete, truncate on storage_compartmentkey from {APP};
revoke update, truncate on storage_wrappedkey from {APP};
create function public.storage_refuse() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'the register of destructions is append-only' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on storage_destructionentry
  for each row execute function public.storage_refuse();
create trigger never_truncated before truncate on storage_destructionentry
  for each statement execute function public.storage_refuse();
"""
NO_REGISTER_SQL = f"""\
drop trigger never_truncated on storage_destructionentry;
drop trigger append_only on storage_destructionentry;
drop function public.storage_refuse();
grant update, delete on storage_destructionentry, storage_compartmentkey to {APP};
grant update on storage_wrappedkey to {APP};
"""


class Migration(migrations.Migration):
    # journal 0002 creates the functions that read the settings, in the main database.
    dependencies = [("storage", "0001_initial"), ("journal", "0002_walls")]
    operations = [
        *protect(OBJECT),
        migrations.RunSQL(FROZEN_SQL, MELTED_SQL),
        migrations.RunSQL(SETTING_FUNCTIONS_SQL, SETTING_FUNCTIONS_REVERSE_SQL, hints=IN_KEYS),
        migrations.RunSQL(KEY_WALLS_SQL, NO_KEY_WALLS_SQL, hints=IN_KEYS),
        migrations.RunSQL(REGISTER_SQL, NO_REGISTER_SQL, hints=IN_KEYS),
    ]
