-- Letters that wait, on half of the open dossiers: the model's acknowledgment, addressed to the requester.
insert into letters_letter
select r.* from bench_plan p
join dossiers_dossier d on d.id = p.id
cross join bench_first f
join letters_letter m on m.dossier_id = current_setting('bench.model')::bigint
cross join lateral jsonb_populate_record(m, jsonb_build_object(
  'id', nextval('letters_letter_id_seq'), 'dossier_id', p.id, 'compartment_id', p.compartment_id, 'rank', 1,
  'reference', format('%s/L1', d.number), 'recipient_id', f.id + 2 * p.i - 1,
  'state', case when p.chance % 4 = 0 then 'submitted' else 'draft' end,
  'drafted_at', p.received_at, 'edited_at', p.received_at)) r
where p.is_open and p.chance % 2 = 1;
