"""The windows: counts that row-level security would make slow, read past the walls with their very words.

Owned by egide_reader; they return codes and totals, never a row. Listed in kernel/gate/windows.py.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, window

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
    from public.dossiers_dossier d
    where d.kind = r.kind and d.closed_on is null
      and {predicate(compartment="d.compartment_id", dossier="d.id")}
      and (d.compartment_id = any(r.compartments) or d.unit_id = any(r.units)
           or (d.compartment_id = any(r.assigned) and d.assignee_id = me))
    group by d.state
  ) c
"""


class Migration(migrations.Migration):
    """Will open the window of counts and the index that serves it."""

    dependencies = [("gate", "0003_enter")]

    operations = [
        migrations.RunSQL(
            "create index dossiers_open_counts on dossiers_dossier"
            " (kind, compartment_id, unit_id, state, assignee_id, next_due_on, id) where closed_on is null;",
            "drop index dossiers_open_counts;",
        ),
        window(
            "window_open_counts",
            arguments="reach jsonb, me bigint, today date, near date",
            returns=(
                "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                " late bigint, soon bigint, unassigned bigint)"
            ),
            body=OPEN_COUNTS,
        ),
    ]
