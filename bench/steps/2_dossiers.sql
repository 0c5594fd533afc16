-- Numbers follow receipt, per compartment and year, after the model's own.
create temp table bench_number as
select i, extract(year from received_on)::int as year,
       row_number() over (partition by compartment_id, extract(year from received_on) order by received_on, i) + 1000 as rank
from bench_plan;

insert into dossiers_dossier
  (id, compartment_id, kind, number, year, title, title_key, state, entered_at, version, unit_id, assignee_id,
   confidentiality, channel, language, received_at, received_on, site_id, opened_at, closed_on, next_due_on,
   next_due_label, class_code, retention_series, disposition)
select p.id, p.compartment_id, 'intervention_request', format('INT-%s-%s', n.year, lpad(n.rank::text, greatest(5, length(n.rank::text)), '0')), n.year,
       p.title, p.title_key, p.state, p.received_at + interval '2 hours', 1, p.unit_id, p.assignee_id,
       'personal', (array['form', 'email', 'post', 'phone'])[1 + p.chance % 4], 'fr', p.received_at, p.received_on,
       p.site_id, p.received_at + interval '1 hour', p.closed_on,
       case when p.state = 'received' then p.acknowledged_on when p.is_open then p.reply_on end,
       case when p.state = 'received' then 'Accuser réception' when p.is_open then 'Répondre à la personne' else '' end,
       '6200', '6200', ''
from bench_plan p join bench_number n using (i) order by p.i;

insert into dossiers_numbercounter (compartment_id, prefix, year, last)
select compartment_id, 'INT', n.year, max(n.rank) from bench_plan join bench_number n using (i) group by 1, 2, 3
on conflict (compartment_id, prefix, year) do update set last = excluded.last;
select setval('dossiers_dossier_id_seq', (select max(id) from dossiers_dossier));
