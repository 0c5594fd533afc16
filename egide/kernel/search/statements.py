"""The SQL that keeps the index: functions and triggers made from the declarations of sources.py.

Run by migrations and rebuildings, as the owner; the triggers themselves run as whoever writes, behind the walls.
"""

from egide.kernel.search.folding import fold_sql
from egide.kernel.search.sources import CARD, parts, rows
from egide.law.searched import SearchedRows, SearchedText

CONFIGURATION = """
create text search dictionary public.egide_stem (template = pg_catalog.snowball, language = french, stopwords = french);
create text search configuration public.egide (copy = pg_catalog.french);
alter text search configuration public.egide alter mapping for
  asciiword, asciihword, hword_asciipart, word, hword, hword_part with public.egide_stem;
"""
FOLDING = f"""
create or replace function public.search_fold(given text) returns text
  language sql immutable strict parallel safe as $fold$ {fold_sql()} $fold$;
create or replace function public.search_words(given text) returns tsvector
  language sql immutable parallel safe
  as $words$ select to_tsvector('public.egide'::regconfig, coalesce(public.search_fold(given), '')) $words$;
"""
PLACES = """
create or replace function public.search_place(place_compartment bigint, place_unit bigint, place_kind text)
returns bigint language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $place$
declare
  known bigint;
begin
  select id into known from search_place p
   where p.compartment_id = place_compartment and p.unit_id = place_unit and p.kind = place_kind;
  if known is null then
    insert into search_place (compartment_id, unit_id, kind) values (place_compartment, place_unit, place_kind)
    on conflict do nothing;
    select id into known from search_place p
     where p.compartment_id = place_compartment and p.unit_id = place_unit and p.kind = place_kind;
  end if;
  return known;
end $place$;
"""
_PATH = "set search_path = pg_catalog, public, pg_temp"
_KEEP = (
    "on conflict (dossier_id, source, rank, block) do update\n"
    "    set day = excluded.day, words = excluded.words, place_id = excluded.place_id"
)
COLUMNS = "dossier_id, compartment_id, place_id, source, rank, block, day, words"
_INTO = f"search_entry ({COLUMNS})"
_WATCHED = ("search_kept", "search_changed")


def card_words(dossier: str, among: tuple[SearchedText, ...]) -> str:
    """Will return the expression of the words of a dossier's card."""
    return "\n      || ".join(_part_words(part, dossier) for part in among)


def entry_words(source: SearchedRows) -> str:
    """Will return the expression of the words of a source's row `r`."""
    return f"search_words({source.text})"


def _part_words(part: SearchedText, dossier: str) -> str:
    order = f"order by {part.order}" if part.order else ""
    text = f"string_agg({part.text}, E'\\n' {order})"
    words = f"search_words((select {text} from {part.table} r where r.{part.key} = {dossier}))"
    return f"setweight({words}, '{part.weight}')"


def card_sql(among: tuple[SearchedText, ...]) -> str:
    """Will return the function that writes the card of one dossier again, from these parts."""
    return f"""
create or replace function public.search_card(about bigint) returns void language plpgsql volatile {_PATH} as $card$
begin
  insert into {_INTO}
  select d.id, d.compartment_id, search_place(d.compartment_id, d.unit_id, d.kind), '{CARD}', 0, 0, d.received_on,
      {card_words("d.id", among)}
  from dossiers_dossier d where d.id = about
  {_KEEP};
end $card$;
"""


def source_sql(source: SearchedRows) -> str:
    """Will return the trigger function of a source and its triggers."""
    name, table = f"search_{source.code}", source.table
    day, words, block, pieces = (
        said.replace("r.", "new.") for said in (source.day, entry_words(source), source.block, source.pieces)
    )
    of_row = f"between {source.of_row.replace('r.', 'old.')}" if source.of_row else "= 0"
    return f"""
create or replace function public.{name}() returns trigger language plpgsql {_PATH} as $source$
begin
  if tg_op <> 'INSERT' then
    delete from search_entry
     where dossier_id = old.dossier_id and source = '{source.code}' and rank = old.rank and block {of_row};
  end if;
  if tg_op <> 'DELETE' then
    insert into {_INTO}
    select d.id, d.compartment_id, search_place(d.compartment_id, d.unit_id, d.kind), '{source.code}', new.rank,
      {block}, {day}, {words}
    from dossiers_dossier d {pieces} where d.id = new.dossier_id
    {_KEEP};
  end if;
  return null;
end $source$;
{_triggers(table, (*source.columns, "dossier_id", "rank"), name)}"""


def part_sql(table: str, among: tuple[SearchedText, ...]) -> str:
    """Will return the triggers of a table that gives one or more parts of the card."""
    columns = tuple(column for part in among if part.table == table for column in part.columns)
    return _triggers(table, columns, "search_part")


def _triggers(table: str, columns: tuple[str, ...], function: str) -> str:
    old, new = (f"({', '.join(f'{side}.{column}' for column in columns)})" for side in ("old", "new"))
    return f"""{drop_sql(table)}
create trigger search_kept after insert or delete on {table} for each row execute function public.{function}();
create trigger search_changed after update of {", ".join(columns)} on {table} for each row
  when ({old} is distinct from {new}) execute function public.{function}();
"""


PART = f"""
create or replace function public.search_part() returns trigger language plpgsql {_PATH} as $part$
begin
  perform search_card(case when tg_op = 'DELETE' then old.dossier_id else new.dossier_id end);
  return null;
end $part$;
"""
_OWN = ("number", "title", "received_on", "unit_id", "kind")
DOSSIER = f"""
create or replace function public.search_dossier() returns trigger language plpgsql {_PATH} as $dossier$
begin
  if tg_op = 'DELETE' then
    delete from search_entry where dossier_id = old.id;
    return old;
  end if;
  if tg_op = 'UPDATE' and (old.unit_id, old.kind) is distinct from (new.unit_id, new.kind) then
    update search_entry set place_id = search_place(new.compartment_id, new.unit_id, new.kind)
     where dossier_id = new.id;
  end if;
  perform search_card(new.id);
  return null;
end $dossier$;
drop trigger if exists search_gone on dossiers_dossier;
create trigger search_gone before delete on dossiers_dossier for each row execute function public.search_dossier();
drop trigger if exists search_kept on dossiers_dossier;
create trigger search_kept after insert on dossiers_dossier for each row execute function public.search_dossier();
drop trigger if exists search_changed on dossiers_dossier;
create trigger search_changed after update of {", ".join(_OWN)} on dossiers_dossier
  for each row
  when (({", ".join(f"old.{c}" for c in _OWN)}) is distinct from ({", ".join(f"new.{c}" for c in _OWN)}))
  execute function public.search_dossier();
"""


def part_tables(among: tuple[SearchedText, ...]) -> tuple[str, ...]:
    """Will return the tables that give these parts of the card, the dossiers' own apart."""
    return tuple(dict.fromkeys(part.table for part in among if part.key != "id"))


def drop_sql(table: str) -> str:
    """Will return what takes the triggers of a table away."""
    return "".join(f"drop trigger if exists {name} on {table};\n" for name in _WATCHED)


def watched_tables() -> tuple[str, ...]:
    """Will return every table that the declarations name."""
    return tuple(dict.fromkeys([*(part.table for part in parts()), *(source.table for source in rows())]))
