-- The words under which each dossier is found: those of its title, of the person's name, of the order's.
insert into finding_word (dossier_id, compartment_id, source, party, word)
select p.id, p.compartment_id, 'title', 0, unnest(t.words) from bench_plan p
join bench_title t on t.n = pg_temp.draw(p.i, 9, 2000) order by p.i;
insert into finding_word (dossier_id, compartment_id, source, party, word)
select b.id, b.compartment_id, 'name', 1, unnest(w.words)
from bench_party b join bench_name w on w.n = b.name_n order by b.i;
insert into finding_word (dossier_id, compartment_id, source, party, word)
select b.id, b.compartment_id, 'name', 2, unnest(k.words)
from bench_party b join bench_order o on o.n = b.order_n join bench_order_key k on k.id = o.id order by b.i;
