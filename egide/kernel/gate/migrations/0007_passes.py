"""`egide_enter()` learns a fifth kind of actor: the bearer of a secret link, who sees what was released to him.

A pass gets no grant: the walls of every table stay closed to it. `egide_pass()` and `egide_pass_versions()`, which
PostgreSQL computes here, open by name the few rows that a person may read (policies « bearers »).
"""

from importlib import import_module

from django.db import migrations

PASS_SQL = """
-- {pass, dossier, party, document}: 0 where there is none. Null: whoever acts bears no pass.
create or replace function public.egide_pass() returns bigint[] language sql stable parallel safe
  as $$ select nullif(pg_catalog.current_setting('egide.pass', true), '')::bigint[] $$;
-- The versions of documents that this pass may read: letters sent to its party, files released to it.
create or replace function public.egide_pass_versions() returns bigint[] language sql stable parallel safe
  as $$ select nullif(pg_catalog.current_setting('egide.pass_versions', true), '')::bigint[] $$;
"""

ENTER_SQL = """
create or replace function public.egide_enter(actor_kind text, actor_id bigint, only_compartment int default null)
returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $enter$
declare
  today date := (now() at time zone 'America/Toronto')::date;
  places int[] := '{}';
  conflicts bigint[] := '{}';
  grants bigint[] := '{}';
  bearer text := '';
  versions text := '';
  held record;
  label text := 'anonymous:0';
begin
  if actor_kind = 'staff' then
    select coalesce(array_agg(distinct u.compartment_id::int), '{}') into places
      from accounts_membership m
      join accounts_unit u on u.id = m.unit_id
      join accounts_user p on p.id = m.user_id
     where m.user_id = actor_id and p.is_active and not p.external
       and m.since <= today and (m.until is null or m.until > today)
       and (only_compartment is null or u.compartment_id = only_compartment);
    select coalesce(array_agg(c.dossier_id), '{}') into conflicts from gate_conflict c where c.user_id = actor_id;
    label := 'staff:' || actor_id;
  elsif actor_kind = 'service' then
    select coalesce(array_agg(c.compartment_id::int), '{}') into places
      from accounts_serviceactor_compartments c
     where c.serviceactor_id = actor_id and (only_compartment is null or c.compartment_id = only_compartment);
    select 'service:' || code into strict label from accounts_serviceactor where id = actor_id;
  elsif actor_kind = 'external' then
    select coalesce(array_agg(distinct g.compartment_id::int), '{}'), coalesce(array_agg(g.dossier_id), '{}')
      into places, grants
      from gate_grant g join accounts_user p on p.id = g.user_id
     where g.user_id = actor_id and p.is_active and p.external and g.revoked_at is null
       and (g.ends_at is null or g.ends_at > now())
       and (only_compartment is null or g.compartment_id = only_compartment);
    label := 'external:' || actor_id;
  elsif actor_kind = 'pass' then
    label := 'pass:' || actor_id;
    select * into held from passes_pass p
     where p.id = actor_id and p.revoked_at is null and p.ends_at > now()
       and (only_compartment is null or p.compartment_id = only_compartment);
    if found then
      places := array[held.compartment_id::int];
      bearer := array[held.id, coalesce(held.dossier_id, 0), coalesce(held.party_id, 0),
                      coalesce(held.document_id, 0)]::text;
      select coalesce(array_agg(distinct r.id), '{}')::text into versions from (
        select l.version_id as id from letters_letter l
         where held.document_id is null and l.dossier_id = held.dossier_id and l.recipient_id = held.party_id
           and l.state = 'sent' and l.version_id is not null
        union all
        select f.version_id from messages_file f join messages_message m on m.id = f.message_id
         where held.document_id is null and m.dossier_id = held.dossier_id
           and (m.party_id = held.party_id or (m.released_to_id = held.party_id and f.released))
        union all
        select v.id from documents_documentversion v
          join letters_letter l on l.version_id = v.id and l.recipient_id = held.party_id
         where v.document_id = held.document_id and v.dossier_id = held.dossier_id
           and l.state in ('queued', 'sending', 'sent', 'uncertain')
        union all
        select f.version_id from messages_file f join messages_message m on m.id = f.message_id
         where m.dossier_id = held.dossier_id and m.document_id = held.document_id and m.party_id = held.party_id
      ) r;
    end if;
  elsif actor_kind <> 'anonymous' then
    raise exception 'genre d’acteur inconnu' using errcode = 'invalid_parameter_value';
  end if;
  perform set_config('egide.actor', label, true),
          set_config('egide.compartments', places::text, true),
          set_config('egide.conflicts', conflicts::text, true),
          set_config('egide.external', case when actor_kind in ('staff', 'service') then '0' else '1' end, true),
          set_config('egide.grants', grants::text, true),
          set_config('egide.pass', bearer, true),
          set_config('egide.pass_versions', versions, true);
end $enter$;
revoke all on function public.egide_enter(text, bigint, int) from public;
grant execute on function public.egide_enter(text, bigint, int) to egide_app;
"""

ADMIT_SQL = """
create or replace function journal_admit(p_compartment bigint, p_dossier bigint) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := current_setting('egide.actor', true);
begin
  if coalesce(v_actor, '') !~ '^(staff|external|service|pass):[a-z0-9_-]+$' then
    raise exception 'journal: nobody acts, nothing is written' using errcode = 'insufficient_privilege';
  end if;
  if (p_compartment = any(egide_compartments())) is not true then
    raise exception 'journal: not a compartment of this actor' using errcode = 'insufficient_privilege';
  end if;
  if coalesce(p_dossier, 0) = any(coalesce(egide_conflicts(), '{}')) then
    raise exception 'journal: a dossier in conflict of interest' using errcode = 'insufficient_privilege';
  end if;
  if p_dossier is not null and egide_is_external() is not false
     and (p_dossier = any(egide_grants())) is not true and (p_dossier = (egide_pass())[2]) is not true then
    raise exception 'journal: a dossier not granted' using errcode = 'insufficient_privilege';
  end if;
  return v_actor;
end $$;
"""

_ENTER_BEFORE: str = import_module("egide.kernel.gate.migrations.0003_enter").ENTER_SQL
_ADMIT_BEFORE: str = import_module("egide.platform.journal.migrations.0003_append").ADMIT_SQL


class Migration(migrations.Migration):
    """Will open the door to the bearers of a pass, and let the journal name them."""

    dependencies = [("gate", "0006_windows_by_part"), ("journal", "0004_seal")]

    operations = [
        migrations.RunSQL(PASS_SQL, "drop function public.egide_pass(), public.egide_pass_versions();"),
        migrations.RunSQL(ADMIT_SQL, _ADMIT_BEFORE.replace("create function", "create or replace function")),
        migrations.RunSQL(ENTER_SQL, _ENTER_BEFORE),
    ]
