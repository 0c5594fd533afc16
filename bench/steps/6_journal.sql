-- Whole chains, with the very bytes of journal_append(): opening, assignment, one entry per move.
create temp table bench_link as
select p.id, p.compartment_id, s.seq, p.received_at + s.seq * interval '2 hours' as at,
       'staff:' || coalesce(p.assignee_id, (select min(id) from accounts_user)) as actor, s.code, s.data
from bench_plan p
cross join lateral (
  select 1 as seq, 'dossier.opened' as code, '{"kind":"intervention_request"}' as data
  union all
  select 2, 'dossier.assigned', format('{"to":"staff:%s"}', p.assignee_id) where p.assignee_id is not null
  union all
  select 2 + w.step, 'lifecycle.moved', w.data from bench_path w
   where w.state = p.state and p.assignee_id is not null
) s
where p.is_journaled;
create index on bench_link (seq);
analyze bench_link;

do $chain$
declare
  link int;
begin
  create temp table bench_head (id bigint primary key, hash bytea);
  for link in select distinct seq from bench_link order by seq loop
    create temp table bench_next as
    select l.id, l.compartment_id, l.seq, l.at, l.actor, l.code, coalesce(h.hash, decode(repeat('00', 32), 'hex')) as previous,
           concat_ws(E'\n', 'egide-journal-1', coalesce(encode(h.hash, 'hex'), repeat('0', 64)), 'dossier:' || l.id,
             l.seq, l.compartment_id, l.id, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
             l.actor, l.code, '-', l.data) as body
    from bench_link l left join bench_head h using (id) where l.seq = link;
    insert into journal_event
      (chain, seq, compartment_id, dossier_id, recorded_at, actor, code, body, previous, hash)
    select 'dossier:' || id, seq, compartment_id, id, at, actor, code, body, previous, sha256(convert_to(body, 'UTF8'))
    from bench_next order by id;
    truncate bench_head;
    insert into bench_head select id, sha256(convert_to(body, 'UTF8')) from bench_next;
    drop table bench_next;
  end loop;
end $chain$;

insert into journal_head (chain, compartment_id, dossier_id, seq, hash, sealed_seq)
select distinct on (chain) chain, compartment_id, dossier_id, seq, hash, 0 from journal_event e
where chain like 'dossier:%' and not exists (select from journal_head h where h.chain = e.chain)
order by chain, seq desc;
