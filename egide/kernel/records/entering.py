"""The SQL by which the database itself lets nothing enter a dossier that was destroyed, whoever writes.

What entered would follow no rule, be on no list, and stay for ever. The gate says it in words first (ended.py); here
are the doors that no page keeps: a job, an import, a hand with SQL. Tables are found in the catalogue, new ones too.
"""

# What is still written of a destroyed dossier: none of it says what the dossier was about.
STILL_WRITTEN = (
    "batches_batchrow",  # a bulk act that names it is answered row by row, here by a refusal
    "deadlines_duedate",
    "deadlines_factrecord",
    "disposal_listitem",
    "exports_exporteddossier",  # a list that is taken out names it with its shell
    "gate_conflict",
    "gate_grant",
    "imports_importeditem",  # digests: the same source does not enter twice
    "journal_event",
    "journal_head",
    "journal_leaf",
    "journal_note",
    "notices_notice",
    "paper_loan",  # the paper is destroyed by people, afterwards
    "paper_partmove",
    "records_disposed",
    "records_keeping",
    "search_entry",
)
_NAMES = ", ".join(f"'{name}'" for name in STILL_WRITTEN)
_FUNCTION = "language plpgsql security definer set search_path = pg_catalog, public, pg_temp"
_RAISE = "raise exception 'ended: nothing enters a destroyed dossier' using errcode = 'restrict_violation'"

# After the statement, hence after the foreign key that waits for whoever is destroying the dossier at that moment:
# its end is then visible. One look for all the rows of a statement.
ENTERING_SQL = f"""
create function public.records_refuse_entry() returns trigger {_FUNCTION} as $$
begin
  if exists (select from entered e join records_disposed g on g.dossier_id = e.dossier_id
             where g.fate = 'destroyed') then {_RAISE}; end if;
  return null;
end $$;
create function public.records_refuse_entry_below() returns trigger {_FUNCTION} as $$
declare v_ended boolean;
begin
  execute format('select exists (select from entered e join %s p on p.id = e.%I '
    'join records_disposed g on g.dossier_id = p.dossier_id where g.fate = ''destroyed'')', tg_argv[0], tg_argv[1])
    into v_ended;
  if v_ended then {_RAISE}; end if;
  return null;
end $$;
create function public.records_refuse_arrival() returns trigger {_FUNCTION} as $$
begin
  if exists (select from records_disposed g where g.dossier_id = new.dossier_id and g.fate = 'destroyed')
  then {_RAISE}; end if;
  return null;
end $$;

create function public.records_end_tables() returns int language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  r record;
  v_count int := 0;
begin
  for r in
    select c.oid::regclass as name, p.parent, p.link
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    left join pg_attribute d on d.attrelid = c.oid and d.attname = 'dossier_id' and not d.attisdropped
    left join lateral (
      select o.parent, o.parent_link as link from records_object_places() o
      where o.place = c.oid and o.parent is not null and d.attnum is null order by o.parent::text limit 1
    ) p on true
    where c.relkind = 'r' and c.relforcerowsecurity and (d.attnum is not null or p.parent is not null)
      and c.relname <> all(array[{_NAMES}])
  loop
    if r.parent is null then
      execute format('create or replace trigger ended_entry after insert on %s referencing new table as entered '
        'for each statement execute function public.records_refuse_entry()', r.name);
      execute format('create or replace trigger ended_arrival after update on %s for each row '
        'when (new.dossier_id is distinct from old.dossier_id) '
        'execute function public.records_refuse_arrival()', r.name);
    else
      execute format('create or replace trigger ended_entry after insert on %s referencing new table as entered '
        'for each statement execute function public.records_refuse_entry_below(%L, %L)',
        r.name, r.parent::text, r.link);
    end if;
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
revoke all on function public.records_end_tables() from public, egide_app;
"""
NOT_ENTERING_SQL = """
drop function public.records_end_tables();
drop function public.records_refuse_entry() cascade;
drop function public.records_refuse_entry_below() cascade;
drop function public.records_refuse_arrival() cascade;
"""
