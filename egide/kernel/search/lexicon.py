"""The words that stand in the index, each once for a compartment: what a beginning of word may be, known at once.

PostgreSQL gathers every text of every word that begins so; whole words meet without their texts being gathered. Kept by
triggers, as duplicates rather than by waiting for a colleague; never shown, read by the windows alone (decision 0046).
"""

from collections.abc import Iterator
from typing import Any

from egide.kernel.search.placing import PLACED

TABLE = "search_lexeme"
MOST = 24  # words that a beginning stands for; beyond, the index gathers them itself
READ = 160  # rows read for them: a word may be there for several compartments, or twice
FORGOTTEN = 10_000  # words looked up one by one at a time, while writings wait: about a second
_LAST = 1_114_111  # no character comes after
_PATH = "set search_path = pg_catalog, public, pg_temp"

# Words are counted by PostgreSQL itself, compartment by compartment: twenty seconds for a million and a half texts.
IN_TEXTS = """select c.id as compartment_id, s.word from accounts_compartment c cross join lateral
  ts_stat(format('select words from search_entry where compartment_id = %s', c.id)) s"""
FILL = f"delete from {TABLE}; insert into {TABLE} (compartment_id, word) {IN_TEXTS};"
LEARNING = ("search_learnt", "search_learnt_again")
# As the owner: whoever writes a text teaches its words, an outsider too, and reads none of them.
LEARN = f"""
create or replace function public.search_learn() returns trigger
language plpgsql security definer {_PATH} as $learn$
begin
  insert into {TABLE} (compartment_id, word)
  select distinct w.compartment_id, l.lexeme from written w cross join lateral unnest(w.words) l
  where not exists (select from {TABLE} k where k.word = l.lexeme and k.compartment_id = w.compartment_id);
  return null;
end $learn$;
revoke all on function public.search_learn() from public;
create trigger {LEARNING[0]} after insert on search_entry referencing new table as written
  for each statement execute function public.search_learn();
create trigger {LEARNING[1]} after update on search_entry referencing new table as written
  for each statement execute function public.search_learn();
"""
LEARN_BACK = f"""
drop trigger {LEARNING[0]} on search_entry; drop trigger {LEARNING[1]} on search_entry;
drop function public.search_learn();
"""
# Words that no text holds any more. A first look at everything, while everybody writes; then the few that it leaves
# are looked up one by one while nobody does: a text written meanwhile did not teach what it saw there.
FORGET = f"""
create or replace function public.search_forget() returns int
language plpgsql security definer {_PATH} as $forget$
declare
  one record;
  compartments bigint[];
  unheard text[];
begin
  select array_agg(u.compartment_id), array_agg(u.word) into compartments, unheard from (
    select k.compartment_id, k.word from {TABLE} k except ({IN_TEXTS}) limit {FORGOTTEN}) u;
  lock table search_entry in share row exclusive mode;
  -- A word that no text holds is looked for in the index, not in every text.
  set local enable_seqscan = off;
  for one in select * from unnest(compartments, unheard) u(compartment_id, word) loop
    if not exists (select from search_place p cross join lateral (
        select from search_entry e where e.words @@ public.search_quoted(one.word)::tsquery
          and {PLACED} @@ public.search_there(public.search_quoted(one.word)::tsquery, p.id) limit 1) e
        where p.compartment_id = one.compartment_id) then
      delete from {TABLE} k where k.word = one.word and k.compartment_id = one.compartment_id;
    end if;
  end loop;
  return coalesce(cardinality(unheard), 0);
end $forget$;
"""
# A question with the words that its beginnings stand for in their place, or nothing when no text can answer it: what is
# known holds every word of every text. A word beside its own beginning says nothing more.
SPELL = rf"""
create or replace function public.search_quoted(word text) returns text
  language sql immutable strict parallel safe
  as $quoted$ select '''' || replace(replace(word, '\', '\\'), '''', '''''') || '''' $quoted$;
create or replace function public.search_spelled(question tsquery, compartments int[]) returns tsquery
language plpgsql stable parallel safe as $spelled$
declare
  said text := question::text;
  known text[];
  one record;
  words text[];
  met int;
begin
  -- What no question of the house holds: a quote or a bar in a word, a weight.
  if numnode(question) = 0 or said ~ '\\|''''|:\*?[A-D]' then
    return question;
  end if;
  said := regexp_replace(said, '\( ''([^'']+)'' \| ''\1'':\* \)', '''\1'':*', 'g');
  known := array(select distinct k.word from {TABLE} k where k.compartment_id = any(compartments)
    and k.word = any(array(select m[1] from regexp_matches(said, '''([^'']+)''(:\*)?', 'g') m where m[2] is null)));
  for one in select distinct m[1] as word from regexp_matches(said, '''([^'']+)'':\*', 'g') m loop
    select array_agg(distinct l.word), count(*) into words, met from (
      select k.word from {TABLE} k where k.word >= one.word and k.word < one.word || chr({_LAST})
        and k.compartment_id = any(compartments) order by k.word limit {READ}) l;
    known := known || coalesce(words, '{{}}');
    if met < {READ} and coalesce(cardinality(words), 0) <= {MOST} then
      said := replace(said, public.search_quoted(one.word) || ':*', '( ' || array_to_string(array(
        select public.search_quoted(w) from unnest(coalesce(words, array[one.word])) w), ' | ') || ' )');
    end if;
  end loop;
  -- Where nothing is left out, what those words together do not answer, no text does.
  if position('!' in said) = 0
    and not array_to_tsvector(known) @@ regexp_replace(question::text, '<(-|\d+)>', '&', 'g')::tsquery then
    return ''::tsquery;
  end if;
  return said::tsquery;
end $spelled$;
"""
SPELL_BACK = """
drop function public.search_spelled(tsquery, int[]); drop function public.search_quoted(text);
"""


def known(cursor: Any) -> bool:
    """Will tell whether the words are kept already: the migrations before theirs fill the index without them."""
    cursor.execute("select to_regclass(%s) is not null", [f"public.{TABLE}"])
    return bool(cursor.fetchone()[0])


def suspend(cursor: Any) -> None:
    """Will stop learning while the whole index is made again; as the owner."""
    for trigger in LEARNING:
        cursor.execute(f"alter table search_entry disable trigger {trigger}")


def learn_all(cursor: Any) -> None:
    """Will learn every word of the index again, set by set, and follow what is written from there on."""
    cursor.execute(FILL)
    for trigger in LEARNING:
        cursor.execute(f"alter table search_entry enable trigger {trigger}")


def problems(cursor: Any) -> Iterator[str]:
    """Will say how many words of the texts are not known: a beginning of word would not find their texts."""
    cursor.execute(f"select count(*) from ({IN_TEXTS} except select compartment_id, word from {TABLE}) t")
    missing = int(cursor.fetchone()[0])
    if missing:
        yield f"Recherche : {missing} mots des textes ne sont pas connus; lancez « egide search rebuild »."
