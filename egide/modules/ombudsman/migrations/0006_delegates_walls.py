"""The walls of delegates; and the one door of their accounts: PostgreSQL opens one exchange, to whom it was given.

An account of theirs holds no grant and no pass. Inside the door it sees what the bearer of a secret link of the same
party would: the policies « bearers » of every table, and nothing else.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie

ENTER_SQL = """
create function public.ombudsman_enter_delegate(reader bigint, wanted bigint)
returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $enter$
declare
  held record;
  places int[] := '{}';
  bearer text := '';
  versions text := '';
begin
  if current_setting('egide.actor', true) is distinct from 'external:' || reader then
    raise exception 'la personne qui lit n’est pas celle qui agit' using errcode = 'insufficient_privilege';
  end if;
  select x.compartment_id, x.dossier_id, x.party_id into held
    from ombudsman_delegateexchange x
    join ombudsman_delegate d on d.id = x.delegate_id
    join accounts_user p on p.id = d.user_id
   where d.user_id = reader and x.dossier_id = wanted and x.ended_at is null and d.closed_at is null
     and p.is_active and p.external;
  if found then
    places := array[held.compartment_id::int];
    -- Of no pass and of no letter: the file of this party.
    bearer := array[0, held.dossier_id, held.party_id, 0]::text;
    select coalesce(array_agg(distinct r.id), '{}')::text into versions from (
      select l.version_id as id from letters_letter l
       where l.dossier_id = held.dossier_id and l.recipient_id = held.party_id
         and l.state = 'sent' and l.version_id is not null
      union all
      select f.version_id from messages_file f join messages_message m on m.id = f.message_id
       where m.dossier_id = held.dossier_id
         and (m.party_id = held.party_id or (m.released_to_id = held.party_id and f.released))
    ) r;
  end if;
  perform set_config('egide.compartments', places::text, true),
          set_config('egide.pass', bearer, true),
          set_config('egide.pass_versions', versions, true),
          set_config('egide.external', '1', true),
          set_config('egide.grants', '{}', true);
end $enter$;
revoke all on function public.ombudsman_enter_delegate(bigint, bigint) from public;
grant execute on function public.ombudsman_enter_delegate(bigint, bigint) to egide_app;
"""


class Migration(migrations.Migration):
    """Will put both tables behind the walls, and make the door."""

    dependencies = [
        ("ombudsman", "0005_delegates"),
        ("dossiers", "0002_walls"),
        ("parties", "0003_anchor"),
        ("gate", "0007_passes"),
        ("exchanges", "0002_walls"),
    ]

    operations = [
        *protect("ombudsman_delegate"),
        anchor("ombudsman_delegate"),
        *protect("ombudsman_delegateexchange", dossier="dossier_id"),
        tie("ombudsman_delegateexchange", "delegate_id", "ombudsman_delegate"),
        tie("ombudsman_delegateexchange", "party_id", "parties_party"),
        migrations.RunSQL(ENTER_SQL, "drop function public.ombudsman_enter_delegate(bigint, bigint);"),
    ]
