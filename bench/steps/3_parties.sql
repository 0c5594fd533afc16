-- One requester, one order; the requester's id is odd from the first free one.
create temp table bench_order as
select row_number() over (order by id) - 1 as n, id, name, name_key, email from parties_professionalorder;
create temp table bench_first as select max(id) as id from parties_party;

insert into parties_party
  (id, dossier_id, compartment_id, rank, role, order_id, name, name_key, email, email_key, phone, address, language,
   preferred_channel)
select f.id + 2 * p.i - 1, p.id, p.compartment_id, 1, 'requester', null, w.text, w.key,
       format('personne%s@courriel.example', p.i), format('personne%s@courriel.example', p.i),
       '418 555-0142', '', 'fr', 'email'
from bench_plan p cross join bench_first f
join bench_name w on w.n = pg_temp.draw(p.i, 10, (select count(*)::int from bench_name))
order by p.i;

insert into parties_party
  (id, dossier_id, compartment_id, rank, role, order_id, name, name_key, email, email_key, phone, address, language,
   preferred_channel)
select f.id + 2 * p.i, p.id, p.compartment_id, 2, 'order', o.id, o.name, o.name_key, o.email, o.email,
       '', '', 'fr', 'email'
from bench_plan p cross join bench_first f
join bench_order o on o.n = p.chance % (select count(*) from bench_order)
order by p.i;
select setval('parties_party_id_seq', (select max(id) from parties_party));

insert into interventions_interventiondetails
  (dossier_id, compartment_id, order_id, mechanism, situation, inquiry_requested_on, summary, wish)
select p.id, p.compartment_id, o.id, 'syndic', 'no_news', p.received_on - 90,
       'J’ai demandé une enquête au syndic il y a trois mois. Depuis, aucune nouvelle malgré deux rappels écrits.',
       'Savoir où en est l’enquête.'
from bench_plan p join bench_order o on o.n = p.chance % (select count(*) from bench_order) order by p.i;
