"""`egide_enter()`: tells the transaction who acts; compartments, conflicts and grants are read here, once.

The application gives an identity, never a list of compartments: the database looks them up itself.
"""

from django.db import migrations

ENTER_SQL = """
create or replace function public.egide_enter(actor_kind text, actor_id bigint, only_compartment int default null)
returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $enter$
declare
  today date := (now() at time zone 'America/Toronto')::date;
  places int[] := '{}';
  conflicts bigint[] := '{}';
  grants bigint[] := '{}';
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
    select coalesce(array_agg(dossier_id), '{}') into conflicts from gate_conflict where user_id = actor_id;
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
  elsif actor_kind <> 'anonymous' then
    raise exception 'genre d’acteur inconnu' using errcode = 'invalid_parameter_value';
  end if;
  perform set_config('egide.actor', label, true),
          set_config('egide.compartments', places::text, true),
          set_config('egide.conflicts', conflicts::text, true),
          set_config('egide.external', case when actor_kind in ('staff', 'service') then '0' else '1' end, true),
          set_config('egide.grants', grants::text, true);
end $enter$;
revoke all on function public.egide_enter(text, bigint, int) from public;
grant execute on function public.egide_enter(text, bigint, int) to egide_app;
"""


class Migration(migrations.Migration):
    """Will create the only door through which a transaction gets its compartments."""

    dependencies = [("gate", "0002_walls"), ("accounts", "0002_day_one")]

    operations = [migrations.RunSQL(ENTER_SQL, "drop function public.egide_enter(text, bigint, int);")]
