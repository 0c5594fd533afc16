-- One requester, one order; the requester's id is odd from the first free one. What is not told here is the model's.
create temp table bench_order as
select row_number() over (order by id) - 1 as n, id, name, name_key, email from parties_professionalorder;
create temp table bench_first as select max(id) as id from parties_party;
create temp table bench_party as
select p.i, p.id, p.compartment_id, p.chance, f.id as first, w.n as name_n, o.n as order_n
from bench_plan p cross join bench_first f
join bench_order o on o.n = p.chance % (select count(*) from bench_order)
join bench_name w on w.n = pg_temp.draw(p.i, 10, (select count(*)::int from bench_name));

insert into parties_party
select r.* from bench_party b join bench_name w on w.n = b.name_n
join parties_party m on m.dossier_id = current_setting('bench.model')::bigint and m.role = 'requester'
cross join lateral jsonb_populate_record(m, jsonb_build_object(
  'id', b.first + 2 * b.i - 1, 'dossier_id', b.id, 'compartment_id', b.compartment_id, 'rank', 1,
  'name', w.text, 'name_key', w.key, 'name_sorted', w.sorted, 'sound_sorted', w.sounds, 'sound_first', w.sound_first,
  'sound_last', w.sound_last, 'email', format('personne%s@courriel.example', b.i),
  'email_key', format('personne%s@courriel.example', b.i), 'phone', '', 'phone_key', '')) r
order by b.i;

insert into parties_party
select r.* from bench_party b join bench_order o on o.n = b.order_n
join parties_party m on m.dossier_id = current_setting('bench.model')::bigint and m.role = 'order'
join bench_order_key k on k.id = o.id
cross join lateral jsonb_populate_record(m, jsonb_build_object(
  'id', b.first + 2 * b.i, 'dossier_id', b.id, 'compartment_id', b.compartment_id, 'rank', 2, 'order_id', o.id,
  'name', o.name, 'name_key', o.name_key, 'name_sorted', k.sorted, 'sound_sorted', k.sounds,
  'sound_first', k.sound_first, 'sound_last', k.sound_last, 'email', o.email, 'email_key', o.email)) r
order by b.i;
select setval('parties_party_id_seq', (select max(id) from parties_party));

insert into interventions_interventiondetails
select r.* from bench_plan p join bench_order o on o.n = p.chance % (select count(*) from bench_order)
join interventions_interventiondetails m on m.dossier_id = current_setting('bench.model')::bigint
cross join lateral jsonb_populate_record(m, jsonb_build_object(
  'dossier_id', p.id, 'compartment_id', p.compartment_id, 'order_id', o.id,
  'inquiry_requested_on', p.received_on - 90,
  'summary', 'J’ai demandé une enquête au syndic il y a trois mois. Depuis, aucune nouvelle malgré deux rappels écrits.',
  'wish', 'Savoir où en est l’enquête.')) r
order by p.i;
