"""The SQL by which the database itself refuses to destroy what is held, whoever asks, the owner included.

Serves point 6 of the records office. Tables are found in the catalogue, so that a new table is guarded from its
first migration; what the house makes again from the rest (indexes, typing, copies) is named here and left out.
"""

# Made again from the rest, or personal to someone of the staff: may go while the dossier is held.
DERIVED = (
    "search_entry",
    "finding_word",
    "finding_dossierreference",
    "notices_notice",
    "notes_reminder",
    "exports_exporteddossier",
    "batches_batchrow",
    "letters_typing",
    "planning_sectiontyping",
    "documents_step",
    "documents_page",
    "documents_textblock",
    "documents_rendition",
    "uploads_upload",
    "editing_access",
    "editing_entry",
    "editing_property",
    "editing_lock",
    "redaction_box",
    "redaction_stroke",
    "redaction_pagelook",
    "disposal_listitem",
    "statistics_deadlinetally",
    "statistics_opentally",
    "journal_event",
    "journal_note",
    "journal_head",
    "journal_leaf",
    "gate_conflict",
    "gate_grant",
    "records_hold",
    "records_keeping",
)
_NAMES = ", ".join(f"'{name}'" for name in DERIVED)
_FUNCTION = "language plpgsql security definer set search_path = pg_catalog, public, pg_temp"

# Where files hang: each table that refers to a stored object, and how it reaches its dossier.
PLACES_SQL = """
create function public.records_object_places(out place regclass, out link name, out parent regclass,
  out parent_link name, out by_document boolean) returns setof record language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with direct as (
    select attrelid from pg_attribute where attname = 'dossier_id' and not attisdropped
  ), links as (
    select c.conrelid, a.attname, c.confrelid from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and cardinality(c.conkey) = 1
  )
  select l.conrelid::regclass, l.attname, null::regclass, null::name,
    l.conrelid = 'public.documents_documentversion'::regclass
    from links l where l.confrelid = 'public.storage_storedobject'::regclass
      and l.conrelid in (select attrelid from direct)
  union all
  select l.conrelid::regclass, l.attname, p.confrelid::regclass, p.attname, false
    from links l join links p on p.conrelid = l.conrelid
    where l.confrelid = 'public.storage_storedobject'::regclass
      and l.conrelid not in (select attrelid from direct) and p.confrelid in (select attrelid from direct)
$$;
"""

# The objects of some dossiers, as the caller's walls show them.
OBJECTS_SQL = """
create function public.records_objects_of(p_dossiers bigint[], p_derived boolean,
  out object_id uuid, out dossier_id bigint, out document_id bigint) returns setof record
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare r record;
begin
  for r in select * from records_object_places() loop
    if not p_derived and records_is_derived(r.place::text) then continue; end if;
    if r.parent is null then
      return query execute format(
        'select distinct t.%1$I, t.dossier_id, %2$s from %3$s t where t.dossier_id = any($1) and t.%1$I is not null',
        r.link, case when r.by_document then 't.document_id' else 'null::bigint' end, r.place) using p_dossiers;
    else
      return query execute format(
        'select distinct t.%1$I, p.dossier_id, null::bigint from %2$s t join %3$s p on p.id = t.%4$I '
        'where p.dossier_id = any($1) and t.%1$I is not null',
        r.link, r.place, r.parent, r.parent_link) using p_dossiers;
    end if;
  end loop;
end $$;
"""

_DERIVED_SQL = f"""
create function public.records_is_derived(p_table text) returns boolean language sql immutable parallel safe
  as $$ select p_table = any(array[{_NAMES}]) $$;
"""

# Of these objects, one that a standing hold protects; null when none is.
HELD_OBJECT_SQL = f"""
create function public.records_held_object(p_objects uuid[]) returns uuid
  {_FUNCTION} stable as $$
declare
  r record;
  v_found uuid;
begin
  if not exists (select from records_hold where lifted_at is null) then return null; end if;
  for r in select * from records_object_places() loop
    if records_is_derived(r.place::text) then continue; end if;
    if r.parent is null then
      execute format(
        'select t.%1$I from %2$s t join records_hold h on h.dossier_id = t.dossier_id and h.lifted_at is null '
        '%3$s where t.%1$I = any($1) limit 1', r.link, r.place,
        case when r.by_document then 'and (h.document_id is null or h.document_id = t.document_id)'
             else 'and h.document_id is null' end) into v_found using p_objects;
    else
      execute format(
        'select t.%1$I from %2$s t join %3$s p on p.id = t.%4$I '
        'join records_hold h on h.dossier_id = p.dossier_id and h.lifted_at is null and h.document_id is null '
        'where t.%1$I = any($1) limit 1', r.link, r.place, r.parent, r.parent_link)
        into v_found using p_objects;
    end if;
    if v_found is not null then return v_found; end if;
  end loop;
  return null;
end $$;
"""

_RAISE = "raise exception 'held: nothing of it may be destroyed' using errcode = 'restrict_violation'"
OBJECT_TRIGGERS_SQL = f"""
create function public.records_keep_objects() returns trigger {_FUNCTION} as $$
declare v_gone uuid[];
begin
  if tg_op = 'DELETE' then
    select array_agg(w.id) into v_gone from was w;
  else
    select array_agg(w.id) into v_gone from was w left join became n on n.id = w.id
      where n.id is null or (n.destroyed_at, n.sha256, n.file_name)
        is distinct from (w.destroyed_at, w.sha256, w.file_name);
  end if;
  if v_gone is not null and records_held_object(v_gone) is not null then {_RAISE}; end if;
  return null;
end $$;
create trigger held_update after update on storage_storedobject referencing old table as was new table as became
  for each statement execute function public.records_keep_objects();
create trigger held_delete after delete on storage_storedobject referencing old table as was
  for each statement execute function public.records_keep_objects();
alter table storage_storedobject enable always trigger held_update, enable always trigger held_delete;

create function public.records_keep_notes() returns trigger {_FUNCTION} as $$
begin
  if exists (select from was w join became n on n.id = w.id join records_hold h on h.dossier_id = w.dossier_id
             where h.lifted_at is null and (n.text, n.salt) is distinct from (w.text, w.salt)) then {_RAISE}; end if;
  return null;
end $$;
create trigger held_update after update on journal_note referencing old table as was new table as became
  for each statement execute function public.records_keep_notes();
alter table journal_note enable always trigger held_update;
"""

# Rows of a held dossier: not deleted, not moved to another dossier, not cut from their file, not truncated.
ROW_TRIGGERS_SQL = f"""
create function public.records_keep_rows() returns trigger {_FUNCTION} as $$
declare v_held boolean;
begin
  if not exists (select from records_hold where lifted_at is null) then return null; end if;
  execute format('select exists (select from was w %s join records_hold h on h.dossier_id = %s '
    'and h.lifted_at is null and (h.document_id is null or h.document_id = %s))',
    case when tg_argv[2] = '' then '' else format('join %s p on p.id = w.%I', tg_argv[2], tg_argv[3]) end,
    tg_argv[0], tg_argv[1]) into v_held;
  if v_held then {_RAISE}; end if;
  return null;
end $$;
create function public.records_keep_link() returns trigger {_FUNCTION} as $$
begin
  if exists (select from records_hold h where h.dossier_id = (to_jsonb(old) ->> 'dossier_id')::bigint
             and h.lifted_at is null) then {_RAISE}; end if;
  return new;
end $$;
create function public.records_keep_table() returns trigger {_FUNCTION} as $$
begin
  if exists (select from records_hold where lifted_at is null) then {_RAISE}; end if;
  return null;
end $$;

create function public.records_guard_tables() returns int language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  r record;
  v_count int := 0;
  v_when text;
begin
  for r in
    select c.oid::regclass as name, d.attnum is not null as direct,
      c.oid = 'public.dossiers_dossier'::regclass as top,
      (select p.confrelid::regclass from pg_constraint p
        where p.conrelid = c.oid and p.contype = 'f' and cardinality(p.conkey) = 1 and d.attnum is null
          and exists (select from pg_attribute b where b.attrelid = p.confrelid and b.attname = 'dossier_id')
          and exists (select from records_object_places() o where o.place = c.oid)
        order by p.oid limit 1) as parent,
      (select a.attname from pg_constraint p join pg_attribute a on a.attrelid = c.oid and a.attnum = p.conkey[1]
        where p.conrelid = c.oid and p.contype = 'f' and cardinality(p.conkey) = 1 and d.attnum is null
          and exists (select from pg_attribute b where b.attrelid = p.confrelid and b.attname = 'dossier_id')
        order by p.oid limit 1) as parent_link,
      (select string_agg(format('old.%1$I is not null and old.%1$I is distinct from new.%1$I', o.link), ' or ')
        from records_object_places() o where o.place = c.oid and o.parent is null) as files
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    left join pg_attribute d on d.attrelid = c.oid and d.attname = 'dossier_id' and not d.attisdropped
    where c.relkind = 'r' and c.relforcerowsecurity and not records_is_derived(c.relname)
  loop
    if not (r.direct or r.top or r.parent is not null) then continue; end if;
    execute format('create or replace trigger held_rows after delete on %s referencing old table as was '
      'for each statement execute function public.records_keep_rows(%L, %L, %L, %L)', r.name,
      case when r.top then 'w.id' when r.direct then 'w.dossier_id' else 'p.dossier_id' end,
      case r.name::text when 'documents_document' then 'w.id' when 'documents_documentversion' then 'w.document_id'
        else 'null' end,
      case when r.direct or r.top then '' else r.parent::text end, coalesce(r.parent_link, ''));
    execute format('create or replace trigger held_table before truncate on %s '
      'for each statement execute function public.records_keep_table()', r.name);
    execute format('alter table %s enable always trigger held_rows, enable always trigger held_table', r.name);
    if r.direct then
      v_when := concat_ws(' or ', 'old.dossier_id is distinct from new.dossier_id', r.files);
      execute format('create or replace trigger held_link before update on %s for each row when (%s) '
        'execute function public.records_keep_link()', r.name, v_when);
      execute format('alter table %s enable always trigger held_link', r.name);
    end if;
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
revoke all on function public.records_guard_tables() from public, egide_app;
"""

# A hold is never erased, and never lifted in silence: the journal says it in the same transaction.
HOLD_TRIGGERS_SQL = f"""
create function public.records_keep_hold() returns trigger {_FUNCTION} as $$
begin
  if tg_op <> 'UPDATE' then {_RAISE.replace("held: nothing of it may be destroyed", "a hold is never erased")}; end if;
  if (to_jsonb(new) - 'lifted_at' - 'lifted_by' - 'kept_by') is distinct from
     (to_jsonb(old) - 'lifted_at' - 'lifted_by' - 'kept_by')
  then raise exception 'a hold is lifted or entrusted, never rewritten' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger never_erased before delete or update on records_hold
  for each row execute function public.records_keep_hold();
create trigger never_truncated before truncate on records_hold
  for each statement execute function public.records_keep_hold();

create function public.records_lift_is_told() returns trigger {_FUNCTION} as $$
declare v_lifted int; v_kept int;
begin
  -- Lifted and put back by the same transaction: there is nothing left to tell.
  if exists (select from records_hold h where h.id = new.id and h.lifted_at is null) then
    return null;
  end if;
  select count(*) filter (where e.code = 'hold.lifted'), count(*) filter (where e.code = 'hold.kept')
    into v_lifted, v_kept from journal_event e
    where e.chain = 'dossier:' || new.dossier_id and e.code in ('hold.lifted', 'hold.kept')
      and (split_part(e.body, E'\\n', 11)::jsonb ->> 'rank')::int = new.rank;
  if v_lifted <> v_kept + 1 then
    raise exception 'a hold is lifted with its entry in the journal' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create constraint trigger lift_is_told after update on records_hold deferrable initially deferred
  for each row when (old.lifted_at is null and new.lifted_at is not null)
  execute function public.records_lift_is_told();
alter table records_hold enable always trigger never_erased, enable always trigger never_truncated,
  enable always trigger lift_is_told;
revoke delete, truncate on records_hold from egide_app;
"""
FORWARD_SQL = "".join(
    (
        _DERIVED_SQL,
        PLACES_SQL,
        OBJECTS_SQL,
        HELD_OBJECT_SQL,
        OBJECT_TRIGGERS_SQL,
        ROW_TRIGGERS_SQL,
        HOLD_TRIGGERS_SQL,
    )
)
BACKWARD_SQL = """
grant delete on records_hold to egide_app;
drop function public.records_keep_hold() cascade;
drop function public.records_lift_is_told() cascade;
drop function public.records_guard_tables();
drop function public.records_keep_rows() cascade;
drop function public.records_keep_link() cascade;
drop function public.records_keep_table() cascade;
drop function public.records_keep_objects() cascade;
drop function public.records_keep_notes() cascade;
drop function public.records_held_object(uuid[]);
drop function public.records_objects_of(bigint[], boolean);
drop function public.records_object_places();
drop function public.records_is_derived(text);
"""
