-- Letters that wait, on half of the open dossiers: the model's acknowledgment, addressed to the requester.
insert into letters_letter
  (dossier_id, compartment_id, rank, template, reference, title, recipient_id, subject, salutation, body, closing,
   enclosures, state, drafted_at, drafted_by, edited_at, sha256, channel)
select p.id, p.compartment_id, 1, m.template, format('%s/L1', d.number), m.title, f.id + 2 * p.i - 1, m.subject,
       m.salutation, m.body, m.closing, m.enclosures, case when p.chance % 4 = 0 then 'submitted' else 'draft' end,
       p.received_at, m.drafted_by, p.received_at, '', m.channel
from bench_plan p
join dossiers_dossier d on d.id = p.id
cross join bench_first f
join letters_letter m on m.dossier_id = current_setting('bench.model')::bigint
where p.is_open and p.chance % 2 = 1;
