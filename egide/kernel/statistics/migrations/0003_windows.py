"""The windows over the tallies: sums of what the reader's roles reach, less the dossiers in conflict.

A tally has no dossier in its rows: the walls keep its compartment, and what a conflict hides is subtracted from
the very dossiers in conflict. Listed in gate/windows.py.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, window

_REACH = "jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])"
_PLACE = predicate(compartment="t.compartment_id") + " and not (select public.egide_is_external())"
_WALLS = predicate(compartment="d.compartment_id", dossier="d.id")
_HERE = predicate(compartment="d.compartment_id") + " and not (select public.egide_is_external())"
_IN_UNITS = "(only_units is null or {0}.unit_id = any(only_units))"
# Each part of a reach by its own index, none twice.
_WHOLE = "{0}.compartment_id = any(r.compartments)"
_UNIT = "{0}.unit_id = any(r.units) and {0}.compartment_id <> all(r.compartments)"
_OWN = (
    "d.assignee_id = any(mine) and d.compartment_id = any(r.assigned)"
    " and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)"
)
_HIDDEN = "d.id = any((select public.egide_conflicts())::bigint[])"
_DUE_DAY = "case u.status when 'open' then u.measured_on else u.settled_on end"
_DUE_COUNTS = (
    "u.status in ('open', 'met', 'late') and not u.runs_against_other"
    f" and {_DUE_DAY} >= since and {_DUE_DAY} < until"
)
_TALLIED_DUE = "\n    union all\n".join(
    f"""    select t.kind, t.rule, t.status, t.day, t.n
    from {_REACH} join public.statistics_deadlinetally t on t.kind = r.kind
    where t.day >= since and t.day < until and {_PLACE} and {part.format("t")} and {_IN_UNITS.format("t")}"""
    for part in (_WHOLE, _UNIT)
)
DEADLINE_RESULTS = f"""
  select c.kind, c.rule, date_trunc('month', c.day)::date as month,
         coalesce(sum(c.n) filter (where c.status = 'met'), 0)::bigint as met,
         coalesce(sum(c.n) filter (where c.status = 'late' or (c.status = 'open' and c.day < today)), 0)::bigint as late
  from (
{_TALLIED_DUE}
    union all
    select d.kind, u.rule, u.status, {_DUE_DAY}, -1 from {_REACH}
    join public.dossiers_dossier d on d.kind = r.kind join public.deadlines_duedate u on u.dossier_id = d.id
    where {_HIDDEN} and {_HERE} and (({_WHOLE.format("d")}) or d.unit_id = any(r.units)) and {_IN_UNITS.format("d")}
      and {_DUE_COUNTS}
    union all
    select d.kind, u.rule, u.status, {_DUE_DAY}, 1 from {_REACH}
    join public.dossiers_dossier d on d.kind = r.kind join public.deadlines_duedate u on u.dossier_id = d.id
    where {_WALLS} and {_OWN} and {_IN_UNITS.format("d")} and {_DUE_COUNTS}
  ) as c (kind, rule, status, day, n)
  group by 1, 2, 3
  -- Differences that cancel out are no row.
  having sum(c.n) filter (where c.status <> 'open' or c.day < today) <> 0
"""

_TALLIED_OPEN = "\n    union all\n".join(
    f"""    select t.state, t.due, t.free, t.n from public.statistics_opentally t
    where t.kind = r.kind and {_PLACE} and {part.format("t")}"""
    for part in (_WHOLE, _UNIT)
)
# The reader's own rows are few and read as they are: « mine » is no key of a tally.
_MINE = f"""
    select d.state, d.next_due_on as due from public.dossiers_dossier d
    where d.kind = r.kind and d.closed_on is null and d.assignee_id = me and {_WALLS}
      and (({_WHOLE.format("d")}) or d.unit_id = any(r.units) or d.compartment_id = any(r.assigned))"""
OPEN_TALLIES = f"""
  select r.kind, c.state, sum(c.total)::bigint, sum(c.mine)::bigint, sum(c.mine_late)::bigint, sum(c.mine_soon)::bigint,
         sum(c.late)::bigint, sum(c.soon)::bigint, sum(c.unassigned)::bigint
  from {_REACH}
  cross join lateral (
    select t.state, t.n as total, 0 as mine, 0 as mine_late, 0 as mine_soon,
           case when t.due < today then t.n else 0 end as late,
           case when t.due between today and near then t.n else 0 end as soon,
           case when t.free then t.n else 0 end as unassigned
    from (
{_TALLIED_OPEN}
    union all
    select d.state, d.next_due_on, d.assignee_id is null, -1 from public.dossiers_dossier d
    where d.kind = r.kind and d.closed_on is null and {_HIDDEN} and {_HERE}
      and (({_WHOLE.format("d")}) or d.unit_id = any(r.units))
    union all
    select d.state, d.next_due_on, false, 1 from public.dossiers_dossier d
    where d.kind = r.kind and d.closed_on is null and d.assignee_id = any(mine) and {_WALLS}
      and d.compartment_id = any(r.assigned) and d.compartment_id <> all(r.compartments)
      and d.unit_id <> all(r.units)
    ) as t (state, due, free, n)
    union all
    select m.state, 0, 1, case when m.due < today then 1 else 0 end,
           case when m.due between today and near then 1 else 0 end, 0, 0, 0
    from ({_MINE}
    ) m
  ) c
  group by 1, 2 having sum(c.total) <> 0
"""


class Migration(migrations.Migration):
    """Will open the two windows and close the two that read every row."""

    dependencies = [("statistics", "0002_tallies"), ("gate", "0007_passes")]

    operations = [
        migrations.RunSQL(
            "drop function public.window_open_counts, public.window_deadlines_kept;", migrations.RunSQL.noop
        ),
        window(
            "window_deadline_results",
            arguments="reach jsonb, mine bigint[], only_units bigint[], since date, until date, today date",
            returns="table(kind text, rule text, month date, met bigint, late bigint)",
            body=DEADLINE_RESULTS,
        ),
        window(
            "window_open_tallies",
            arguments="reach jsonb, me bigint, mine bigint[], today date, near date",
            returns=(
                "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                " late bigint, soon bigint, unassigned bigint)"
            ),
            body=OPEN_TALLIES,
        ),
    ]
