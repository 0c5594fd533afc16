-- The fact of receipt and its two deadlines, with the proofs of the model dossier.
create temp table bench_fact as
select max(id) as id, (select code from deadlines_factrecord
  where dossier_id = current_setting('bench.model')::bigint order by id limit 1) as code from deadlines_factrecord;

insert into deadlines_factrecord (id, dossier_id, compartment_id, code, occurred_on, recorded_at, recorded_by)
select f.id + p.i, p.id, p.compartment_id, f.code, p.received_on, p.received_at, 'service:public_intake'
from bench_plan p cross join bench_fact f order by p.i;
select setval('deadlines_factrecord_id_seq', (select max(id) from deadlines_factrecord));

insert into deadlines_duedate
  (dossier_id, compartment_id, rank, rule, label, occurrence, fact_id, starts_on, raw_date, due_date, internal_target,
   measured_on, calendar_id, proof, extended, runs_against_other, status, settled_on)
select p.id, p.compartment_id, row_number() over (partition by p.i order by m.id), m.rule, m.label, 1, f.id + p.i,
       p.received_on, d.due, d.due, d.due - 2, d.due, m.calendar_id, m.proof, false, m.runs_against_other,
       case when d.running then 'open' when d.late then 'late' else 'met' end,
       case when d.running then null when d.late then d.due + 3 else least(d.due, current_setting('bench.today')::date) end
from bench_plan p cross join bench_fact f
join deadlines_duedate m on m.dossier_id = current_setting('bench.model')::bigint
cross join lateral (
  select case when m.rule like '%acknowledgment' then p.acknowledged_on
              else least(p.reply_on, coalesce(p.closed_on, p.reply_on)) end as due,
         case when m.rule like '%acknowledgment' then p.state = 'received' else p.is_open end as running,
         p.chance % 100 < 8 and p.closed_on is not null as late
) d
order by p.i, m.id;
