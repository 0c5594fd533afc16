"""Both windows written out whole, each place of a reach looked up by its own index, and their plan made once.

Planning took two thirds of their time, whatever they were asked; and a planner that cannot see the reach read the
whole compartment to keep one unit of it. « offset 0 » keeps each lookup a lookup. Predicates: those of 0003 to 0005.
"""

from django.db import migrations

from egide.platform.database.walls import window

DEADLINE_RESULTS = """
  select c.kind, c.rule, date_trunc('month', c.day)::date as month,
         coalesce(sum(c.n) filter (where c.status = 'met'), 0)::bigint as met,
         coalesce(sum(c.n) filter (where c.status = 'late' or (c.status = 'open' and c.day < today)), 0)::bigint as late
  from (
    -- Whole compartments; a place named twice counts once.
    select r.kind, t.rule, t.status, t.day, t.n
    from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
    cross join lateral (select distinct p.id from unnest(r.compartments) as p(id)) as place
    cross join lateral (
      select a.compartment_id, a.unit_id, a.rule, a.status, a.day, a.n from public.statistics_deadlinetally a
      where a.compartment_id = place.id and a.kind = r.kind and a.day >= since and a.day < until
      offset 0
    ) as t
    where t.compartment_id = any((select public.egide_compartments())::int[])
      and not (select public.egide_is_external())
      and (only_units is null or t.unit_id = any(only_units))
    union all
    -- Units, outside of these compartments.
    select r.kind, t.rule, t.status, t.day, t.n
    from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
    cross join lateral (select distinct p.id from unnest(r.units) as p(id)) as place
    cross join lateral (
      select a.compartment_id, a.unit_id, a.rule, a.status, a.day, a.n from public.statistics_deadlinetally a
      where a.unit_id = place.id and a.kind = r.kind and a.day >= since and a.day < until
      offset 0
    ) as t
    where t.compartment_id = any((select public.egide_compartments())::int[])
      and not (select public.egide_is_external())
      and t.compartment_id <> all(r.compartments)
      and (only_units is null or t.unit_id = any(only_units))
    union all
    -- Less what a conflict hides among these very rows.
    select d.kind, u.rule, u.status, case u.status when 'open' then u.measured_on else u.settled_on end, -1
    from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
    join public.dossiers_dossier d on d.kind = r.kind
    join public.deadlines_duedate u on u.dossier_id = d.id
    where d.id = any((select public.egide_conflicts())::bigint[])
      and d.compartment_id = any((select public.egide_compartments())::int[])
      and not (select public.egide_is_external())
      and (d.compartment_id = any(r.compartments)
           or (d.unit_id = any(r.units) and d.compartment_id <> all(r.compartments)))
      and (only_units is null or d.unit_id = any(only_units))
      and u.status in ('open', 'met', 'late') and not u.runs_against_other
      and case u.status when 'open' then u.measured_on else u.settled_on end >= since
      and case u.status when 'open' then u.measured_on else u.settled_on end < until
    union all
    -- Someone's own dossiers, for whoever has a role over what is assigned; not looked for when nobody has.
    select d.kind, u.rule, u.status, case u.status when 'open' then u.measured_on else u.settled_on end, 1
    from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
    join public.dossiers_dossier d on d.kind = r.kind
    join public.deadlines_duedate u on u.dossier_id = d.id
    where d.compartment_id = any((select public.egide_compartments())::int[])
      and d.id <> all((select public.egide_conflicts())::bigint[])
      and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))
      and d.assignee_id = any(mine) and d.compartment_id = any(r.assigned)
      and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)
      and (select bool_or(cardinality(x.assigned) > 0) from jsonb_to_recordset(reach) as x(assigned int[]))
      and (only_units is null or d.unit_id = any(only_units))
      and u.status in ('open', 'met', 'late') and not u.runs_against_other
      and case u.status when 'open' then u.measured_on else u.settled_on end >= since
      and case u.status when 'open' then u.measured_on else u.settled_on end < until
  ) as c (kind, rule, status, day, n)
  group by 1, 2, 3
  -- Differences that cancel out are no row.
  having sum(c.n) filter (where c.status <> 'open' or c.day < today) <> 0
"""
OPEN_TALLIES = """
  select c.kind, c.state, sum(c.total)::bigint, sum(c.mine)::bigint, sum(c.mine_late)::bigint, sum(c.mine_soon)::bigint,
         sum(c.late)::bigint, sum(c.soon)::bigint, sum(c.unassigned)::bigint
  from (
    select t.kind, t.state, t.n as total, 0 as mine, 0 as mine_late, 0 as mine_soon,
           case when t.due < today then t.n else 0 end as late,
           case when t.due between today and near then t.n else 0 end as soon,
           case when t.free then t.n else 0 end as unassigned
    from (
      -- Whole compartments; a place named twice counts once.
      select r.kind, t.state, t.due, t.free, t.n
      from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
      cross join lateral (select distinct p.id from unnest(r.compartments) as p(id)) as place
      cross join lateral (
        select a.compartment_id, a.state, a.due, a.free, a.n from public.statistics_opentally a
        where a.compartment_id = place.id and a.kind = r.kind
        offset 0
      ) as t
      where t.compartment_id = any((select public.egide_compartments())::int[])
        and not (select public.egide_is_external())
      union all
      -- Units, outside of these compartments.
      select r.kind, t.state, t.due, t.free, t.n
      from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
      cross join lateral (select distinct p.id from unnest(r.units) as p(id)) as place
      cross join lateral (
        select a.compartment_id, a.state, a.due, a.free, a.n from public.statistics_opentally a
        where a.unit_id = place.id and a.kind = r.kind
        offset 0
      ) as t
      where t.compartment_id = any((select public.egide_compartments())::int[])
        and not (select public.egide_is_external())
        and t.compartment_id <> all(r.compartments)
      union all
      -- Less what a conflict hides among these very rows.
      select d.kind, d.state, d.next_due_on, d.assignee_id is null, -1
      from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
      join public.dossiers_dossier d on d.kind = r.kind
      where d.closed_on is null and d.id = any((select public.egide_conflicts())::bigint[])
        and d.compartment_id = any((select public.egide_compartments())::int[])
        and not (select public.egide_is_external())
        and (d.compartment_id = any(r.compartments)
             or (d.unit_id = any(r.units) and d.compartment_id <> all(r.compartments)))
      union all
      -- Someone's own dossiers, for whoever has a role over what is assigned; not looked for when nobody has.
      select d.kind, d.state, d.next_due_on, false, 1
      from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
      join public.dossiers_dossier d on d.kind = r.kind
      where cardinality(r.assigned) > 0
        and d.closed_on is null and d.assignee_id = any(mine)
        and d.compartment_id = any((select public.egide_compartments())::int[])
        and d.id <> all((select public.egide_conflicts())::bigint[])
        and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))
        and d.compartment_id = any(r.assigned) and d.compartment_id <> all(r.compartments)
        and d.unit_id <> all(r.units)
    ) as t (kind, state, due, free, n)
    union all
    -- The reader's own rows are few and read as they are, once for all kinds.
    select r.kind, d.state, 0, 1, case when d.next_due_on < today then 1 else 0 end,
           case when d.next_due_on between today and near then 1 else 0 end, 0, 0, 0
    from public.dossiers_dossier d
    join jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[]) on r.kind = d.kind
    where d.closed_on is null and d.assignee_id = me
      and d.compartment_id = any((select public.egide_compartments())::int[])
      and d.id <> all((select public.egide_conflicts())::bigint[])
      and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))
      and (d.compartment_id = any(r.compartments) or d.unit_id = any(r.units) or d.compartment_id = any(r.assigned))
  ) c
  group by 1, 2 having sum(c.total) <> 0
"""


class Migration(migrations.Migration):
    """Will write both windows again."""

    dependencies = [("statistics", "0005_at_a_million")]

    operations = [
        window(
            "window_deadline_results",
            arguments="reach jsonb, mine bigint[], only_units bigint[], since date, until date, today date",
            returns="table(kind text, rule text, month date, met bigint, late bigint)",
            body=DEADLINE_RESULTS,
            planned_once=True,
        ),
        window(
            "window_open_tallies",
            arguments="reach jsonb, me bigint, mine bigint[], today date, near date",
            returns=(
                "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                " late bigint, soon bigint, unassigned bigint)"
            ),
            body=OPEN_TALLIES,
            planned_once=True,
        ),
    ]
