"""The SQL that keeps the index: functions and triggers made from the declarations of sources.py.

Run by migrations, as the owner; the triggers themselves run as whoever writes, behind the walls.
"""

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL

from egide.kernel.search.folding import fold_sql
from egide.kernel.search.sources import CARD, PARTS, SOURCES, Part, Source

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
    "on conflict (dossier_id, source, rank) do update\n"
    "    set day = excluded.day, words = excluded.words, place_id = excluded.place_id"
)
_COLUMNS = "search_entry (dossier_id, compartment_id, place_id, source, rank, day, words)"


def card_words(dossier: str) -> str:
    """Will return the expression of the words of a dossier's card."""
    return "\n      || ".join(_part_words(part, dossier) for part in PARTS)


def entry_of(source: Source) -> tuple[str, str]:
    """Will return the expressions of the day and of the words of a source's row `r`."""
    return source.day, f"search_words({source.text})"


def _part_words(part: Part, dossier: str) -> str:
    order = "order by r.rank" if part.code in ("person", "reference") else ""
    text = f"string_agg({part.text}, E'\\n' {order})"
    words = f"search_words((select {text} from {part.table} r where r.{part.key} = {dossier}))"
    return f"setweight({words}, '{part.weight}')"


def card_sql() -> str:
    """Will return the function that writes the card of one dossier again."""
    return f"""
create or replace function public.search_card(about bigint) returns void language plpgsql volatile {_PATH} as $card$
begin
  insert into {_COLUMNS}
  select d.id, d.compartment_id, search_place(d.compartment_id, d.unit_id, d.kind), '{CARD}', 0, d.received_on,
      {card_words("d.id")}
  from dossiers_dossier d where d.id = about
  {_KEEP};
end $card$;
"""


def source_sql(source: Source) -> str:
    """Will return the trigger function of a source and its triggers."""
    name, table = f"search_{source.code}", source.table
    day, words = entry_of(source)
    day, words = day.replace("r.", "new."), words.replace("r.", "new.")
    columns = ", ".join(source.columns)
    old, new = (
        f"({', '.join(f'{side}.{c}' for c in (*source.columns, 'dossier_id', 'rank'))})"
        for side in ("old", "new")
    )
    return f"""
create or replace function public.{name}() returns trigger language plpgsql {_PATH} as $source$
begin
  if tg_op <> 'INSERT' then
    delete from search_entry where dossier_id = old.dossier_id and source = '{source.code}' and rank = old.rank;
  end if;
  if tg_op <> 'DELETE' then
    insert into {_COLUMNS}
    select d.id, d.compartment_id, search_place(d.compartment_id, d.unit_id, d.kind), '{source.code}', new.rank,
      {day}, {words}
    from dossiers_dossier d where d.id = new.dossier_id
    {_KEEP};
  end if;
  return null;
end $source$;
create trigger search_kept after insert or delete on {table} for each row execute function public.{name}();
create trigger search_changed after update of {columns}, dossier_id, rank on {table} for each row
  when ({old} is distinct from {new}) execute function public.{name}();
"""


def part_sql(table: str) -> str:
    """Will return the triggers of a table that gives one or more parts of the card."""
    parts = [part for part in PARTS if part.table == table]
    columns = [column for part in parts for column in part.columns]
    old, new = (f"({', '.join(f'{side}.{c}' for c in columns)})" for side in ("old", "new"))
    return f"""
create trigger search_kept after insert or delete on {table} for each row execute function public.search_part();
create trigger search_changed after update of {", ".join(columns)} on {table} for each row
  when ({old} is distinct from {new}) execute function public.search_part();
"""


PART = f"""
create or replace function public.search_part() returns trigger language plpgsql {_PATH} as $part$
begin
  perform search_card(case when tg_op = 'DELETE' then old.dossier_id else new.dossier_id end);
  return null;
end $part$;
"""
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
create trigger search_gone before delete on dossiers_dossier for each row execute function public.search_dossier();
create trigger search_kept after insert on dossiers_dossier for each row execute function public.search_dossier();
create trigger search_changed after update of number, title, received_on, unit_id, kind on dossiers_dossier
  for each row
  when ((old.number, old.title, old.received_on, old.unit_id, old.kind)
        is distinct from (new.number, new.title, new.received_on, new.unit_id, new.kind))
  execute function public.search_dossier();
"""


def part_tables() -> tuple[str, ...]:
    """Will return the tables that give parts of the card, the dossiers' own apart."""
    return tuple(dict.fromkeys(part.table for part in PARTS if part.key != "id"))


def functions() -> tuple[str, ...]:
    """Will return the functions that follow the declarations: run again by a rebuilding."""
    return (FOLDING, PLACES, card_sql())


def install(*codes: str) -> list[Operation]:
    """Will return the operations that create configuration, functions and triggers: the card, these sources."""
    sources = [source for source in SOURCES if source.code in codes]
    triggers = (PART, DOSSIER, *map(part_sql, part_tables()))
    drop = "".join(map(_drop, (*part_tables(), "dossiers_dossier")))
    return [
        RunSQL(
            CONFIGURATION,
            "drop text search configuration public.egide; drop text search dictionary public.egide_stem;",
        ),
        RunSQL(FOLDING, "drop function public.search_words(text), public.search_fold(text);"),
        RunSQL(PLACES, "drop function public.search_place(bigint, bigint, text);"),
        RunSQL(
            card_sql() + "".join(triggers),
            f"drop trigger search_gone on dossiers_dossier; {drop}"
            "drop function search_part(), search_dossier(), search_card(bigint);",
        ),
        *(operation for source in sources for operation in install_source(source.code)),
    ]


def install_source(code: str) -> list[Operation]:
    """Will return the operation that creates the triggers of one source; its texts of before are rebuilding.add's."""
    source = next(source for source in SOURCES if source.code == code)
    return [
        RunSQL(
            source_sql(source),
            f"{_drop(source.table)} drop function search_{code}(); delete from search_entry where source = '{code}';",
        )
    ]


def _drop(table: str) -> str:
    return f"drop trigger if exists search_kept on {table}; drop trigger if exists search_changed on {table};"
