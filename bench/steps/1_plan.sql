-- One row per dossier to come: place, person, words, dates and state, all drawn from its rank.
create temp table bench_unit as
select row_number() over (order by u.code = 'interventions' desc, u.id) - 1 as n, u.id, u.compartment_id, u.site_id,
       array(select m.user_id from accounts_membership m
              where m.unit_id = u.id and m.role = 'analyst' order by m.user_id) as workers
from accounts_unit u;

create function pg_temp.draw(i bigint, salt int, below int) returns int language sql immutable parallel safe
as $$ select ((hashint8extended(i, salt) & 9223372036854775807) % below)::int $$;

create temp table bench_plan as
with drawn as (
  select i,
         -- four in ten are the interventions', the rest is spread over the other eleven units
         case when pg_temp.draw(i, 1, 10) < 4 then 0 else 1 + pg_temp.draw(i, 2, 11) end as unit_n,
         pg_temp.draw(i, 3, 100) < 12 as is_open,
         pg_temp.draw(i, 4, 100) as step,
         pg_temp.draw(i, 5, 1000000) as chance
  from generate_series(1, current_setting('bench.dossiers')::bigint) as g(i)
), placed as (
  select d.*,
         case when not is_open then 'closed'
              when step < 12 then 'received' when step < 30 then 'triage'
              when step < 36 then 'awaiting_particulars' when step < 50 then 'admissible'
              when step < 80 then 'in_progress' when step < 94 then 'reply_review'
              else 'replied' end as state,
         current_setting('bench.today')::date as today
  from drawn d
), dated as (
  select p.*,
         case when state = 'received' then today - pg_temp.draw(i, 6, 12)
              when is_open then today - 3 - pg_temp.draw(i, 6, 127)
              else today - 130 - pg_temp.draw(i, 6, 2800) end as received_on
  from placed p
)
select d.i, (select max(id) from dossiers_dossier) + d.i as id,
       u.compartment_id, u.id as unit_id, u.site_id,
       -- a dossier just received may still be nobody's
       case when d.state = 'received' and d.chance % 2 = 0 then null
            else u.workers[1 + d.chance % cardinality(u.workers)] end as assignee_id,
       t.text as title, t.key as title_key,
       d.state, d.is_open, d.received_on, d.chance,
       d.received_on + time '09:00' at time zone 'America/Toronto' as received_at,
       case when d.is_open then null else d.received_on + 20 + pg_temp.draw(d.i, 7, 100) end as closed_on,
       d.received_on + 100 as reply_on, d.received_on + 7 as acknowledged_on,
       d.is_open or pg_temp.draw(d.i, 8, 20) = 0 as is_journaled
from dated d
join bench_unit u on u.n = d.unit_n
join bench_title t on t.n = pg_temp.draw(d.i, 9, 2000);
alter table bench_plan add primary key (i);
analyze bench_plan;
