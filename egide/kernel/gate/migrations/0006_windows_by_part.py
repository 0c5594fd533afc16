"""The window of counts reads each part of a reach by its index; a second window counts the deadlines kept.

Same words of the walls, same totals as before: only the way to the rows changes. Listed in gate/windows.py.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, window

_WALLS = predicate(compartment="d.compartment_id", dossier="d.id")
# « Or » between a compartment and a unit would read the whole index: each part is asked apart, none twice.
_WHOLE = "d.compartment_id = any(r.compartments)"
_UNIT = "d.unit_id = any(r.units) and d.compartment_id <> all(r.compartments)"
_OWN = (
    "d.assignee_id = me and d.compartment_id = any(r.assigned)"
    " and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)"
)
_PARTS = "\n      union all\n".join(
    f"""      select d.state, d.assignee_id, d.next_due_on from public.dossiers_dossier d
      where d.kind = r.kind and d.closed_on is null and {_WALLS} and {part}"""
    for part in (_WHOLE, _UNIT, _OWN)
)
OPEN_COUNTS = f"""
  select r.kind, c.state, c.total, c.mine, c.mine_late, c.mine_soon, c.late, c.soon, c.unassigned
  from jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
  cross join lateral (
    select d.state,
           count(*) as total,
           count(*) filter (where d.assignee_id = me) as mine,
           count(*) filter (where d.assignee_id = me and d.next_due_on < today) as mine_late,
           count(*) filter (where d.assignee_id = me and d.next_due_on between today and near) as mine_soon,
           count(*) filter (where d.next_due_on < today) as late,
           count(*) filter (where d.next_due_on between today and near) as soon,
           count(*) filter (where d.assignee_id is null) as unassigned
    from (
{_PARTS}
    ) d
    group by d.state
  ) c
"""

DEADLINES_KEPT = f"""
  select date_trunc('month', u.day)::date as month, count(*) filter (where u.met) as met, count(*) as total
  from (
    select u.dossier_id, u.settled_on as day, u.status = 'met' as met from public.deadlines_duedate u
    where u.status in ('met', 'late') and not u.runs_against_other and u.settled_on between since and today
    union all
    select u.dossier_id, u.measured_on, false from public.deadlines_duedate u
    where u.status = 'open' and not u.runs_against_other
      and u.measured_on >= since and u.measured_on < today
  ) u
  join public.dossiers_dossier d on d.id = u.dossier_id
  join jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[])
    on r.kind = d.kind and (({_WHOLE}) or d.unit_id = any(r.units)
      or (d.compartment_id = any(r.assigned) and d.assignee_id = me))
  where {_WALLS}
  group by 1 order by 1
"""


class Migration(migrations.Migration):
    """Will open the second window and mend the first."""

    dependencies = [("gate", "0005_list_indexes")]

    operations = [
        # Backwards, the mended body stays: it answers the same.
        migrations.RunSQL(
            window(
                "window_open_counts",
                arguments="reach jsonb, me bigint, today date, near date",
                returns=(
                    "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                    " late bigint, soon bigint, unassigned bigint)"
                ),
                body=OPEN_COUNTS,
            ).sql,
            migrations.RunSQL.noop,
        ),
        window(
            "window_deadlines_kept",
            arguments="reach jsonb, me bigint, since date, today date",
            returns="table(month date, met bigint, total bigint)",
            body=DEADLINES_KEPT,
        ),
    ]
