"""The words of each dossier in one row, beside what lists narrow and sort by: the SQL, and its proof.

Serves whoever types a first name and a family name, both frequent, among a million dossiers (decision 0047). Written by
triggers, whoever writes the words or the dossier; read under the same walls as the dossier.
"""

from collections.abc import Iterator

from django.db import connection

from egide.kernel.dossiers.differing import differing
from egide.kernel.parties.concerned import BESIDE
from egide.platform.database.walls import predicate

TABLE = "finding_findable"
WINDOW = "window_words_meeting"
SPELLED = 64  # words that one beginning may stand for
MOST = 5_000  # dossiers told; of more, none is: words so common are met dossier by dossier
UNITS = 4  # of a reader, whose words are met unit by unit; of more, the lists of the whole house cost no more
_END = "chr(1114111)"  # no character comes after
_COLUMNS = ", ".join(("dossier_id", "compartment_id", *BESIDE, "words"))
_OF_DOSSIER = ", ".join(("d.id", "d.compartment_id", *(f"d.{name}" for name in BESIDE)))

_REAL = f"""
select {_OF_DOSSIER}, w.words from dossiers_dossier d
join (select dossier_id, array_agg(distinct word) as words from finding_word group by dossier_id) w
  on w.dossier_id = d.id
"""
# Room in each page: a step or a deadline is written beside, and the index of words is not touched.
ROOM = f"alter table {TABLE} set (fillfactor = 85)"
# Each word with the unit where it stands: two frequent words of one unit meet in lists as short as what it holds.
KEYS = """
create function public.finding_keys(unit bigint, known varchar[]) returns text[]
  language sql immutable strict parallel safe
  return string_to_array(unit || ' ' || array_to_string(known, ',' || unit || ' '), ',');
"""
# Everything again, set by set: a migration, a seeding without triggers.
FILL = f"insert into {TABLE} ({_COLUMNS}) {_REAL} order by d.id;"
_NAMES = ", ".join((*BESIDE, "words"))
# No row is deleted but with its dossier: what is held keeps its rows.
_AGAIN = f"""on conflict (dossier_id, compartment_id)
do update set ({_NAMES}) = row({", ".join(f"excluded.{name}" for name in (*BESIDE, "words"))})"""
_FUNCTION = "language plpgsql set search_path = pg_catalog, public, pg_temp"
# The dossier's row is held meanwhile: two colleagues who each add a name leave the words of both.
FUNCTIONS = f"""
create function public.finding_tell_words() returns trigger {_FUNCTION} as $tell$
begin
  perform from dossiers_dossier d where d.id in (select c.dossier_id from changed c) order by d.id for no key update;
  insert into {TABLE} as f ({_COLUMNS})
  select {_OF_DOSSIER}, coalesce(w.words, '{{}}') from dossiers_dossier d
  cross join lateral (select array_agg(distinct k.word) as words from finding_word k where k.dossier_id = d.id) w
  where d.id in (select c.dossier_id from changed c)
  on conflict (dossier_id, compartment_id) do update set words = excluded.words where f.words <> excluded.words;
  return null;
end $tell$;

create function public.finding_follow_dossier() returns trigger {_FUNCTION} as $follow$
begin
  update {TABLE} set ({", ".join(BESIDE)}) = row({", ".join(f"new.{name}" for name in BESIDE)})
  where dossier_id = new.id;
  return null;
end $follow$;
revoke all on function public.finding_tell_words(), public.finding_follow_dossier() from public;
"""
TRIGGERS = f"""
create trigger findable_added after insert on finding_word referencing new table as changed
  for each statement execute function public.finding_tell_words();
create trigger findable_changed after update on finding_word referencing new table as changed
  for each statement execute function public.finding_tell_words();
create trigger findable_removed after delete on finding_word referencing old table as changed
  for each statement execute function public.finding_tell_words();
create trigger findable_followed after update on dossiers_dossier for each row
  when ({" or ".join(f"old.{name} is distinct from new.{name}" for name in BESIDE)})
  execute function public.finding_follow_dossier();
"""
BACK = """
drop trigger findable_added on finding_word; drop trigger findable_changed on finding_word;
drop trigger findable_removed on finding_word; drop trigger findable_followed on dossiers_dossier;
drop function public.finding_tell_words(), public.finding_follow_dossier();
"""
_SEEN = predicate(compartment="f.compartment_id", dossier="f.dossier_id")
_TOLD = ", ".join(f"f.{name}" for name in ("dossier_id", "compartment_id", *BESIDE))
ASKS = "beginnings text[], units bigint[]"
TELLS = """table(dossier_id bigint, compartment_id bigint, kind varchar, unit_id bigint, assignee_id bigint,
  named bigint[], state varchar, received_on date, closed_on date, next_due_on date)"""
# Each beginning becomes the words that begin so, and the inverted index meets their lists: row-level security would not
# let it serve otherwise. `units`: those that hold all that is asked, whose lists alone are met when they are few; null:
# everywhere. The words are written into the statement, planned for them. It tells the codes and the days by which a
# list narrows, counts and sorts, within the walls, and no word: what is shown is read under the policies.
BODY = f"""
declare
  one text;
  known text[];
  asked text := '';
begin
  if cardinality(units) > {UNITS} then
    asked := format(' and f.unit_id = any(%L::bigint[])', units);
  end if;
  foreach one in array beginnings loop
    with recursive w as (
      (select k.word from finding_word k where k.word >= one and k.word < one || {_END} order by 1 limit 1)
      union all
      select (select k.word from finding_word k where k.word > w.word and k.word < one || {_END} order by 1 limit 1)
        from w where w.word is not null)
    select array_agg(t.word) into known
      from (select w.word from w where w.word is not null limit {SPELLED} + 1) t;
    if coalesce(cardinality(known), 0) not between 1 and {SPELLED} then
      return;
    end if;
    if cardinality(units) <= {UNITS} then
      known := array(select k from unnest(units) u, unnest(public.finding_keys(u, known)) k);
      asked := asked || format(' and public.finding_keys(f.unit_id, f.words) && %L::text[]', known);
    else
      asked := asked || format(' and f.words && %L::varchar[]', known);
    end if;
  end loop;
  return query execute 'with met as materialized (select {_TOLD} from {TABLE} f where {_SEEN}' || asked
    || ' limit {MOST} + 1) select m.* from met m where (select count(*) from met) <= {MOST}';
end
"""
_PROBLEMS = f"""
with real ({_COLUMNS}) as ({_REAL}),
     kept as (select {_COLUMNS} from {TABLE} where words <> '{{}}'),
     wrong as ((table kept except table real) union all (table real except table kept))
select distinct d.number from wrong w join dossiers_dossier d on d.id = w.dossier_id order by 1
"""


def problems() -> Iterator[str]:
    """Will name each dossier whose row is not its words, or not as the dossier stands; as the owner."""
    yield from differing(
        _PROBLEMS,
        said="les mots sous lesquels les listes le trouvent ne sont pas les siens.",
        others="Mots des dossiers",
    )


def rebuild() -> None:
    """Will write them all again, while nobody writes a dossier or its words."""
    with connection.cursor() as cursor:
        cursor.execute("lock table dossiers_dossier, finding_word in share row exclusive mode")
        cursor.execute(f"update {TABLE} set words = '{{}}' where words <> '{{}}'")
        cursor.execute(f"{FILL.rstrip(';')} {_AGAIN}")
