"""What a destruction may do that nothing else may: empty the messages that left, once their bytes are destroyed.

And the question that keeps a file shared by two dossiers until the last of them goes.
"""

from django.db import migrations

MAIL_SQL = """\
create or replace function public.mail_keep_bytes() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Once its bytes are destroyed by a decision, a message may be emptied; it is never rewritten.
  if new.sender = '' and cardinality(new.recipients) = 0 and new.subject = ''
     and exists (select from storage_storedobject s where s.id = old.stored_id and s.destroyed_at is not null)
  then
    new.sender := old.sender; new.recipients := old.recipients; new.subject := old.subject;
    if (new.compartment_id, new.message_id, new.stored_id, new.queued_at, new.dossier_id) is distinct from
       (old.compartment_id, old.message_id, old.stored_id, old.queued_at, old.dossier_id)
    then raise exception 'a queued message is immutable' using errcode = 'restrict_violation'; end if;
    new.sender := ''; new.recipients := '{}'; new.subject := '';
    return new;
  end if;
  if (new.compartment_id, new.message_id, new.sender, new.recipients, new.subject, new.stored_id, new.queued_at)
     is distinct from
     (old.compartment_id, old.message_id, old.sender, old.recipients, old.subject, old.stored_id, old.queued_at)
     or new.dossier_id is distinct from old.dossier_id
  then raise exception 'a queued message is immutable' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function public.disposal_forget_mail(p_dossier bigint, p_decision text) returns int language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare v_count int;
begin
  update mail_message m set sender = '', recipients = '{}', subject = '', last_error = '', sent_response = '',
    bounce_words = '' where m.dossier_id = p_dossier
    and exists (select from storage_storedobject s where s.id = m.stored_id and s.destroyed_at is not null);
  get diagnostics v_count = row_count;
  return v_count;
end $$;
"""
BEFORE_SQL = """\
drop function public.disposal_forget_mail(bigint, text);
create or replace function public.mail_keep_bytes() returns trigger language plpgsql
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
"""
SHARED_SQL = """\
create function public.disposal_shared_objects(p_objects uuid[], p_dossier bigint) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare r record;
begin
  for r in select * from records_object_places() loop
    if r.parent is null then
      return query execute format(
        'select distinct t.%1$I from %2$s t where t.%1$I = any($1) and t.dossier_id is distinct from $2 '
        'and not exists (select from records_disposed g where g.dossier_id = t.dossier_id and g.fate = ''destroyed'')',
        r.link, r.place) using p_objects, p_dossier;
    else
      return query execute format(
        'select distinct t.%1$I from %2$s t join %3$s p on p.id = t.%4$I where t.%1$I = any($1) '
        'and p.dossier_id is distinct from $2 and not exists '
        '(select from records_disposed g where g.dossier_id = p.dossier_id and g.fate = ''destroyed'')',
        r.link, r.place, r.parent, r.parent_link) using p_objects, p_dossier;
    end if;
  end loop;
end $$;
"""


class Migration(migrations.Migration):
    """Two functions, and one door in the messages' own trigger."""

    dependencies = [("disposal", "0002_walls"), ("mail", "0002_walls")]

    operations = [
        migrations.RunSQL(MAIL_SQL, BEFORE_SQL),
        migrations.RunSQL(SHARED_SQL, "drop function public.disposal_shared_objects(uuid[], bigint);"),
    ]
