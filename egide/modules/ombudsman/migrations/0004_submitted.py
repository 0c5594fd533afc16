"""What is submitted to the president: PostgreSQL opens those dossiers to her, one by one, and nothing beside them.

She has no place behind the ombudsman's wall. As for a grant to someone outside, the walls of every table then show
the granted dossiers only; she enters as herself, while she holds the presidency and declared no conflict.
"""

from django.db import migrations

ENTER_SQL = """
create function public.ombudsman_enter_submitted(reader bigint)
returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $enter$
declare
  today date := (now() at time zone 'America/Toronto')::date;
  places int[];
  granted bigint[];
  versions bigint[];
begin
  if current_setting('egide.actor', true) is distinct from 'staff:' || reader then
    raise exception 'la personne qui lit n’est pas celle qui agit' using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(distinct s.compartment_id::int), '{}'), coalesce(array_agg(s.dossier_id), '{}')
    into places, granted
    from ombudsman_submission s join accounts_user p on p.id = s.user_id
   where s.user_id = reader and s.withdrawn_at is null and p.is_active and not p.external
     and exists (select from accounts_membership m where m.user_id = reader and m.role = 'president'
                    and m.since <= today and (m.until is null or m.until > today))
     and not exists (select from gate_conflict c where c.user_id = reader and c.dossier_id = s.dossier_id);
  -- The bytes of a document have no dossier of their own: they open by its versions, as for the bearer of a link (of no
  -- pass, no dossier, no party: only the versions count).
  select coalesce(array_agg(v.id), '{}') into versions
    from documents_documentversion v where v.dossier_id = any(granted);
  perform set_config('egide.compartments', places::text, true),
          set_config('egide.pass', '{0,0,0,0}', true),
          set_config('egide.pass_versions', versions::text, true),
          set_config('egide.external', '1', true),
          set_config('egide.grants', granted::text, true);
end $enter$;
revoke all on function public.ombudsman_enter_submitted(bigint) from public;
grant execute on function public.ombudsman_enter_submitted(bigint) to egide_app;
"""


class Migration(migrations.Migration):
    """Will create the door of what is submitted."""

    dependencies = [("ombudsman", "0003_walls"), ("gate", "0007_passes"), ("passes", "0002_walls")]

    operations = [
        migrations.RunSQL(ENTER_SQL, "drop function public.ombudsman_enter_submitted(bigint);"),
    ]
