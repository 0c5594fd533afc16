"""The SQL of the windows of full text: the newest matches that a reader may open, whatever the word's frequency.

Two ways to the same rows. A walk: the newest rows of each place, tested one after the other: right for words that many
texts hold. The inverted index, words and place together: right for the others. The walk is tried first, on few rows,
and tells by what it met which way to take; no frequency is kept, none can be stale.
"""

from django.db.migrations.operations.special import RunSQL

from egide.platform.database.walls import predicate, window

FIRST_STEPS = 1_000  # rows walked before choosing: some milliseconds
WIDEST_WALK = 30_000
COUNTED = 300  # newest matches that are counted beside a page
RANKED = 1_000  # newest matches that are ranked

# Same words as the policies; the reader's reach (role, unit, assignment) is that of the gate.
_WALLS = predicate(compartment="e.compartment_id", dossier="e.dossier_id")
_WANTED = f"""e.words @@ asked and {_WALLS}
      and (wanted->>'sources' is null or e.source = any(array(select jsonb_array_elements_text(wanted->'sources'))))
      and (wanted->>'dossier' is null or e.dossier_id = (wanted->>'dossier')::bigint)
      and (e.place_id = any(whole) or exists (
        select from public.dossiers_dossier d where d.id = e.dossier_id and d.assignee_id = any(mine)))
      and (wanted->>'standing' is null or exists (select from public.dossiers_dossier d where d.id = e.dossier_id
        and (d.closed_on is null) = (wanted->>'standing' = 'open')))
      and (wanted->>'state' is null or exists (select from public.dossiers_dossier d where d.id = e.dossier_id
        and d.state = wanted->>'state'))
      and (wanted->>'order' is null or exists (select from public.parties_party p
        join public.parties_professionalorder o on o.id = p.order_id
        where p.dossier_id = e.dossier_id and p.role = 'order' and o.slug = wanted->>'order'))"""
_PERIOD = "e.day >= since and e.day <= until and (e.day, e.id) < (before_day, before_id)"
_GIVEN = "e.id, e.dossier_id, e.source::text, e.rank, e.day"
WALK = f"""
    with walked as materialized (
      select w.id, w.day from unnest(places) as place(id)
      cross join lateral (
        select e.id, e.day from public.search_entry e where e.place_id = place.id and {_PERIOD}
        order by e.day desc, e.id desc limit steps
      ) w
      order by w.day desc, w.id desc limit steps
    ), met as (
      select {_GIVEN} from walked w
      -- Row by row: « offset 0 » keeps the planner from gathering every match of the inverted index instead.
      cross join lateral (select t.* from public.search_entry t where t.id = w.id offset 0) e
      where {_WANTED}
      order by w.day desc, w.id desc limit most
    )
"""
INVERTED = f"""
    select {_GIVEN} from public.search_entry e
    where array[e.place_id::int] && places::int[] and {_PERIOD} and {_WANTED}
    order by e.day desc, e.id desc limit most
"""
# Which places a reader's roles reach: wholly, or for the dossiers assigned to the reader only.
PLACES = """
    select coalesce(array_agg(p.id) filter (
             where p.compartment_id = any(r.compartments) or p.unit_id = any(r.units)), '{}'),
           coalesce(array_agg(p.id), '{}')
      into whole, places
      from public.search_place p
      join jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[]) on r.kind = p.kind
     where p.compartment_id = any((select public.egide_compartments())::int[])
       and (p.compartment_id = any(r.compartments) or p.unit_id = any(r.units) or p.compartment_id = any(r.assigned))
       and (wanted->>'kind' is null or p.kind = wanted->>'kind')
       and (wanted->>'unit' is null
            or p.unit_id = (select u.id from public.accounts_unit u where u.code = wanted->>'unit'))
"""
BODY = f"""
#variable_conflict use_column
declare
  whole bigint[];
  places bigint[];
  since date := coalesce((wanted->>'since')::date, '-infinity');
  until date := coalesce((wanted->>'until')::date, 'infinity');
  steps int := {FIRST_STEPS};
  seen int;
  share real;
  ids bigint[]; dossiers bigint[]; sources text[]; ranks int[]; days date[];
begin
  if numnode(asked) = 0 then
    return;
  end if;
  {PLACES};
  for attempt in 1..2 loop
    {WALK}
    select coalesce(array_agg(m.id), '{{}}'), array_agg(m.dossier_id), array_agg(m.source), array_agg(m.rank),
           array_agg(m.day), (select count(*) from walked)
      into ids, dossiers, sources, ranks, days, seen from met m;
    if cardinality(ids) >= most or seen < steps then
      return query select * from unnest(ids, dossiers, sources, ranks, days);
      return;
    end if;
    -- To walk on is to test most / share rows; the inverted index reads share * all rows, each for half the price.
    share := cardinality(ids)::real / seen;
    exit when share * share * (select c.reltuples from pg_class c where c.oid = 'public.search_entry'::regclass)
      < 4 * most or 1.5 * most > {WIDEST_WALK} * share;
    steps := ceil(1.5 * most / share);
  end loop;
  return query {INVERTED};
end
"""
ARGUMENTS = (
    "reach jsonb, mine bigint[], asked tsquery, wanted jsonb, before_day date, before_id bigint, most int"
)
# One walk gives the page and the total: `total` counts up to `counted`, on every row.
PAGE_BODY = f"""
  with f as materialized (
    select * from public.window_search(reach, mine, asked, wanted, 'infinity', 0, greatest(counted, most))
  )
  select f.entry_id, f.dossier_id, f.source, f.rank, f.day, least((select count(*) from f), counted)::int
  from f join public.search_entry e on e.id = f.entry_id
  where {_WALLS}
  order by f.day desc, f.entry_id desc limit most
"""
RANKED_BODY = f"""
  with f as materialized (
    select * from public.window_search(reach, mine, asked, wanted, 'infinity', 0, {RANKED} + 1)
  ), newest as (select * from f order by day desc, entry_id desc limit {RANKED})
  select f.entry_id, f.dossier_id, f.source, f.rank, f.day, (select count(*) from f)::int
  from newest f join public.search_entry e on e.id = f.entry_id
  where {_WALLS}
  order by ts_rank(e.words, asked, 1) desc, f.day desc, f.entry_id desc offset skipped limit most
"""
TOTAL_BODY = f"""
  select count(*)::int from public.window_search(reach, mine, asked, wanted, 'infinity', 0, most) f
  join public.search_entry e on e.id = f.entry_id where {_WALLS}
"""
_ROW = "entry_id bigint, dossier_id bigint, source text, rank int, day date"
_ASKED = "reach jsonb, mine bigint[], asked tsquery, wanted jsonb"


def windows() -> list[RunSQL]:
    """Will return the operations that open the windows."""
    return [
        window("window_search", arguments=ARGUMENTS, returns=f"table({_ROW})", body=BODY, language="plpgsql"),
        # A plan made for any word suits none: after five calls PostgreSQL would keep one, ten times slower.
        RunSQL("alter function public.window_search set plan_cache_mode = 'force_custom_plan'", RunSQL.noop),
        window(
            "window_search_page",
            arguments=f"{_ASKED}, counted int, most int",
            returns=f"table({_ROW}, total int)",
            body=PAGE_BODY,
        ),
        window(
            "window_search_ranked",
            arguments=f"{_ASKED}, skipped int, most int",
            returns=f"table({_ROW}, total int)",
            body=RANKED_BODY,
        ),
        window("window_search_total", arguments=f"{_ASKED}, most int", returns="int", body=TOTAL_BODY),
    ]
