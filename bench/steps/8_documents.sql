-- A document on half of the Office's dossiers, and on a quarter of the closed ones the letter that left, with its bytes:
-- all of them the model's, one object of the store.
create temp table bench_document as
select p.i, p.id, p.compartment_id, p.received_at, p.closed_on, d.number,
       row_number() over (order by p.i) as n,
       p.closed_on is not null and p.chance % 4 = 1 as answered
from bench_plan p join dossiers_dossier d on d.id = p.id
where p.chance % 2 = 1
  and p.compartment_id = (select compartment_id from dossiers_dossier where id = current_setting('bench.model')::bigint);
create temp table bench_free as
select (select max(id) from documents_document) as document, (select max(id) from documents_documentversion) as version;

insert into documents_document
select r.* from bench_document b cross join bench_free f
join documents_document m on m.dossier_id = current_setting('bench.model')::bigint and m.rank = 1
cross join lateral jsonb_populate_record(m, jsonb_build_object(
  'id', f.document + b.n, 'dossier_id', b.id, 'compartment_id', b.compartment_id, 'added_at', b.received_at)) r;
insert into documents_documentversion
select r.* from bench_document b cross join bench_free f
join documents_document d on d.dossier_id = current_setting('bench.model')::bigint and d.rank = 1
join documents_documentversion m on m.document_id = d.id and m.number = 1
cross join lateral jsonb_populate_record(m, jsonb_build_object(
  'id', f.version + b.n, 'document_id', f.document + b.n, 'dossier_id', b.id, 'compartment_id', b.compartment_id,
  'added_at', b.received_at)) r;
select setval('documents_document_id_seq', (select max(id) from documents_document)),
       setval('documents_documentversion_id_seq', (select max(id) from documents_documentversion));

insert into letters_letter
select r.* from bench_document b cross join bench_free f cross join bench_first p
join letters_letter m on m.dossier_id = current_setting('bench.model')::bigint
join documents_documentversion v on v.id = f.version + b.n
cross join lateral jsonb_populate_record(m, jsonb_build_object(
  'id', nextval('letters_letter_id_seq'), 'dossier_id', b.id, 'compartment_id', b.compartment_id, 'rank', 1,
  'reference', format('%s/L1', b.number), 'recipient_id', p.id + 2 * b.i - 1, 'state', 'sent',
  'drafted_at', b.received_at, 'edited_at', b.received_at, 'approved_at', b.received_at,
  'letter_date', b.received_at::date, 'sent_on', b.received_at::date, 'version_id', v.id, 'sha256', v.sha256)) r
where b.answered;
