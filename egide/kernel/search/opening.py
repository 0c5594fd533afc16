"""The windows of full text: a page of what the walk finds, its total and what it is made of, in one statement.

Whole words first; when nothing answers, the last one as the beginning of a word, which the window tells.
"""

from django.db.migrations.operations.special import RunSQL

from egide.kernel.search.walking import NARROWED, NEW_BODY, RANKED, body
from egide.platform.database.walls import predicate, window

__all__ = ["RANKED", "windows"]
ARGUMENTS = (
    "reach jsonb, mine bigint[], asked tsquery, begun tsquery, wanted jsonb,"
    " before_day date, before_id bigint, most int"
)
# What the texts found are made of, among the newest that are counted: by kind of text, of dossier, by unit, year,
# order, class and format. Only of rows that the reader opens.
FACETS = """
  select coalesce(jsonb_object_agg(t.facet, t.counts), '{}') from (
    select s.facet, jsonb_object_agg(s.value, s.total) as counts from (
      select 'source' as facet, w.source as value, count(*) as total from w group by 2
      union all
      select 'year', o.year::text, o.total
      from (select date_part('year', w.day)::int as year, count(*) as total from w group by 1) o
      union all
      select c.facet, c.value, sum(o.total)::bigint
      from (select w.place_id, count(*) as total from w group by 1) o
      join public.search_place p on p.id = o.place_id join public.accounts_unit u on u.id = p.unit_id
      cross join lateral (values ('kind', p.kind), ('unit', u.code)) c(facet, value)
      group by 1, 2
      union all
      select 'order', g.slug, o.total
      -- Each order is named once counted, not once for each text; all of them are read at once.
      from (select c.id, sum(o.total)::bigint as total
            from (select w.orders, count(*) as total from w group by 1) o
            cross join lateral unnest(o.orders::bigint[]) c(id) group by 1) o
      join public.parties_professionalorder g using (id)
      union all
      select 'format', w.format, count(*) from w where w.format <> '' group by 2
    ) s group by 1
  ) t
"""
# One walk gives the page, the total, the score and what it is made of: `total` counts up to `counted`, on every row;
# what it is made of stands on the first row alone, and only of all that was counted: of a page which goes on, it would
# tell nothing. What answers `begun` comes only when nothing answers `asked`.
_OPENED = predicate(compartment="f.compartment_id", dossier="f.dossier_id")
_FOUND = f"""
  with f as materialized (
    select * from public.window_search_plain(reach, mine, asked, begun, {{wanted}}, 'infinity', 0, {{most}})
    where not {NARROWED}
    union all
    select * from public.window_search(reach, mine, asked, begun, {{wanted}}, 'infinity', 0, {{most}})
    where {NARROWED}
  ), w as materialized (
    select f.* from f where {_OPENED}
    order by f.day desc, f.entry_id desc limit {{kept}}
  )
  select w.entry_id, w.dossier_id, w.source, w.rank, w.block, w.day, least((select count(*) from f), {{counted}})::int,
    case when wanted->>'facets' <> '' and ({{counted}} > {{shown}} or (select count(*) from f) < {{counted}})
      and row_number() over (order by {{order}}) = 1 then ({{facets}}) end,
    w.widened
  from w
  order by {{order}}
"""
_MOST = "greatest(counted, most)"
PAGE_BODY = (
    _FOUND.format(
        wanted="wanted",
        most=_MOST,
        kept=_MOST,
        counted="counted",
        shown="most",
        facets=FACETS,
        order="w.day desc, w.entry_id desc",
    )
    + "  limit most\n"
)
RANKED_BODY = (
    _FOUND.format(
        wanted="wanted || '{\"ranked\": true}'",
        most=RANKED + 1,
        kept=RANKED,
        counted=RANKED + 1,
        shown=0,
        facets=FACETS,
        order="w.score desc, w.day desc, w.entry_id desc",
    )
    + "  offset skipped limit most\n"
)
TOTAL_BODY = f"""
  select count(*)::int from public.window_search(reach, mine, asked, null, wanted, 'infinity', 0, most) f
  where {_OPENED}
"""
_ROW = "entry_id bigint, dossier_id bigint, source text, rank int, block int, day date"
_READ = (
    f"{_ROW}, place_id bigint, compartment_id bigint, score real, widened boolean, orders text, format text"
)
_ASKED = "reach jsonb, mine bigint[], asked tsquery, wanted jsonb"
_EITHER = "reach jsonb, mine bigint[], asked tsquery, begun tsquery, wanted jsonb"
_PAGE = f"table({_ROW}, total int, facets jsonb, widened boolean)"


def windows() -> list[RunSQL]:
    """Will return the operations that open the windows."""
    return [
        # Earlier migrations open them too, before every table that they read.
        RunSQL("set local check_function_bodies = off", RunSQL.noop),
        # A question that nothing narrows is understood once: to plan it for each word took longer than to answer.
        window(
            "window_search_plain",
            arguments=ARGUMENTS,
            returns=f"table({_READ})",
            body=body(plain=True),
            language="plpgsql",
            planned_once=True,
        ),
        window(
            "window_search",
            arguments=ARGUMENTS,
            returns=f"table({_READ})",
            body=body(plain=False),
            language="plpgsql",
        ),
        # A plan made for any word suits none of the others: after five calls PostgreSQL would keep one, ten times
        # slower. Nor are helpers for a thousand rows: to wake them takes longer than to read.
        RunSQL(
            "alter function public.window_search set plan_cache_mode = 'force_custom_plan';"
            " alter function public.window_search set max_parallel_workers_per_gather = 0",
            RunSQL.noop,
        ),
        window(
            "window_search_page",
            arguments=f"{_EITHER}, counted int, most int",
            returns=_PAGE,
            body=PAGE_BODY,
            planned_once=True,
        ),
        window(
            "window_search_ranked",
            arguments=f"{_EITHER}, skipped int, most int",
            returns=_PAGE,
            body=RANKED_BODY,
            planned_once=True,
        ),
        window("window_search_total", arguments=f"{_ASKED}, most int", returns="int", body=TOTAL_BODY),
        window(
            "window_search_new",
            arguments=f"{_ASKED}, looked bigint, reached bigint, most int",
            returns="table(dossier_id bigint, texts int)",
            body=NEW_BODY,
            language="plpgsql",
        ),
        RunSQL(
            "alter function public.window_search_new set plan_cache_mode = 'force_custom_plan'", RunSQL.noop
        ),
    ]
