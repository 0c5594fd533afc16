"""Slices of days inside the inverted index: the keys of a row, and those that cover some days of some places.

Serves the windows of full text (walking.py): only the rows of a page are read, never all those of a word.
"""

# Of the inverted index, for one question: each row is held against each of these keys.
MOST_FINE, MOST_COARSE, MOST_KEYS = 24, 12, 96
FINE, COARSE = 32, 512  # days of a slice
MANY = 12  # fine slices: more are many
_IN_COARSE = COARSE // FINE

# What the inverted index knows of a row beside its words: its place, its place in a slice of days, its place and
# its source. One number each, from place, level and slice.
KEYS = f"""
create or replace function public.search_slice(given date, days int) returns bigint
  language sql immutable strict parallel safe
  as $slice$ select least(greatest((given - '2000-01-01'::date) / days, 0), 65535)::bigint $slice$;
create or replace function public.search_keys(place bigint, given date, kept text) returns bigint[]
  language sql immutable strict parallel safe
  as $keys$ select array[
    place << 20,
    (place << 20) + (1 << 16) + least(greatest((given - '2000-01-01'::date) / {COARSE}, 0), 65535),
    (place << 20) + (2 << 16) + least(greatest((given - '2000-01-01'::date) / {FINE}, 0), 65535),
    (place << 20) + (3 << 16) + (hashtext(kept) & 65535)] $keys$;
"""
# Which keys cover these places from a day to another: fine slices around whole coarse ones when they are few enough,
# else coarse ones alone, else the places whole. A slice is read whole: `begins` is the day from which everything is.
COVER = f"""
create or replace function public.search_cover(
  places bigint[], since date, until date, sources text[], out keys bigint[], out begins date)
language plpgsql immutable set search_path = pg_catalog, public, pg_temp as $cover$
declare
  first bigint := search_slice(since, {FINE});
  last bigint := search_slice(until, {FINE});
  low bigint := search_slice(since, {COARSE});
  high bigint := search_slice(until, {COARSE});
  whole bigint;
  beyond bigint;
  slices bigint[];
begin
  if high - low < {MOST_COARSE} and last < 65535 then
    -- Of many days, the coarse slice in which they begin is taken whole when that adds few to them.
    if last - first >= {MANY} and 2 * (first - {_IN_COARSE} * low) <= last - first then
      first := {_IN_COARSE} * low;
    end if;
    whole := (first + {_IN_COARSE} - 1) / {_IN_COARSE};
    beyond := greatest((last + 1) / {_IN_COARSE}, whole);
    slices := array(
      select (2 << 16) + s from generate_series(first, least({_IN_COARSE} * whole - 1, last)) s
      union all select (1 << 16) + s from generate_series(whole, beyond - 1) s
      union all select (2 << 16) + s from generate_series({_IN_COARSE} * beyond, last) s);
    if cardinality(slices) > least({MOST_FINE}, {MOST_KEYS} / cardinality(places)) then
      first := {_IN_COARSE} * low;
      slices := array(select (1 << 16) + s from generate_series(low, high) s);
    end if;
    if cardinality(slices) * cardinality(places) <= {MOST_KEYS} then
      keys := array(select (p << 20) + s from unnest(places) p, unnest(slices) s);
      begins := case when first = 0 then '-infinity'::date else '2000-01-01'::date + ({FINE} * first)::int end;
      return;
    end if;
  end if;
  begins := '-infinity';
  if cardinality(sources) between 1 and {MOST_KEYS} / cardinality(places) then
    keys := array(select (p << 20) + (3 << 16) + (hashtext(s) & 65535) from unnest(places) p, unnest(sources) s);
  else
    keys := array(select p << 20 from unnest(places) p);
  end if;
end $cover$;
"""
