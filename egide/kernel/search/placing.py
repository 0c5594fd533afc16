"""The words of a text with its place, as the inverted index holds them; and a question asked of one place.

A reader’s words then meet in the lists of her places alone, never in those of the whole house (decision 0051).
"""

from egide.platform.database.roles import APP

# Dearer to compute than to look up: no plan may prefer to compute it row by row.
COST = 1_000
# A word of the index may not be longer than 2,046 bytes, its place included: beyond, it is known by its beginning.
LONGEST, CUT = 2_000, 200  # bytes; characters
INDEX = (
    "create index search_inverted on search_entry using gin"
    " (public.search_placed(words, place_id), public.search_keys(place_id, day, source::text))"
    " with (fastupdate = off)"
)
PLACED = "public.search_placed(e.words, e.place_id)"
_LETTER = "(?:[^'']|'''')"  # of a word as a question quotes it
# A phrase, or a word known by its beginning: each row that the lists give is read to know.
_UNSETTLED = f"'<|''{_LETTER}{{{CUT + 1}}}'"
# « 12 elis » beside « 12 tremblay ». In a question a phrase is all its words, and a long word its beginning: more
# answers, never less. Hence what is left out by one of these is not left out here: querytree keeps what must be there.
# No text holds « 12  » alone, so that leaving it out leaves nothing out.
PLACING = rf"""
create or replace function public.search_placed(words tsvector, place bigint) returns tsvector
  language sql immutable strict parallel safe cost {COST}
  as $placed$ select array_to_tsvector(array(
    select place || ' ' || case when octet_length(w) > {LONGEST} then left(w, {CUT}) else w end
    from unnest(tsvector_to_array(words)) w)) $placed$;
create or replace function public.search_there(question tsquery, place bigint) returns tsquery
language plpgsql immutable strict parallel safe set search_path = pg_catalog, public, pg_temp as $there$
declare
  said text := question::text;
begin
  if said ~ {_UNSETTLED} then
    if position('!' in said) > 0 then
      said := querytree(question);
      if said in ('', 'T') then
        return ('!''' || place || ' ''')::tsquery;
      end if;
    end if;
    said := regexp_replace(said, ' <(-|\d+)> ', ' & ', 'g');
    said := regexp_replace(said, '''({_LETTER}{{{CUT}}}){_LETTER}+''(:\*)?', '''\1'':*', 'g');
  end if;
  return regexp_replace(said, '''({_LETTER}+)''', '''' || place || ' \1''', 'g')::tsquery;
end $there$;
"""
PLACING_BACK = "drop function search_placed(tsvector, bigint), search_there(tsquery, bigint)"
# How many texts should answer, by what PostgreSQL itself estimates to plan with: a twentieth of a millisecond, right to
# a few times. `volatile` for `explain` only; of any place, hence for the windows alone.
MANY = 20_000  # texts that hold something: read all at once, they would take a fifth of a second
EXPECTED = f"""
create or replace function public.search_expected(questions tsquery[]) returns float8
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $expected$
declare
  plan json;
begin
  execute format('explain (format json) select from public.search_entry e where {PLACED} @@ any(%L::tsquery[])',
    questions) into plan;
  return plan->0->'Plan'->>'Plan Rows';
end $expected$;
revoke all on function public.search_expected(tsquery[]) from public, {APP};
"""
EXPECTED_BACK = "drop function public.search_expected(tsquery[])"
# Whether the lists of words answer a question alone.
SETTLED = f"sought::text !~ {_UNSETTLED}"
# Whether something must be there: of what only leaves out, the lists tell nothing without the days or the place.
MUST = "querytree(sought) not in ('', 'T')"
