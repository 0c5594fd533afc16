"""The windows count what names their reader beside the person in charge: contributors, approvers of a mandate.

Same bodies as in 0006, one part more in each: `named` says where a role reaches what names its holder. Few dossiers
name anybody: an index of these alone.
"""

from importlib import import_module

from django.db import migrations

from egide.platform.database.walls import window

_BEFORE = import_module("egide.kernel.statistics.migrations.0006_place_by_place")
_REACH = (
    "jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[], named int[])"
)
# What names the reader, where a role reaches it and nothing above counted it already.
_NAMED = f"""from {_REACH}
    join public.dossiers_dossier d on d.kind = r.kind and d.compartment_id = any(r.named)
    {{}}
    where cardinality(r.named) > 0 and d.named <> '{{{{}}}}' and d.named && mine
      and d.compartment_id = any((select public.egide_compartments())::int[])
      and d.id <> all((select public.egide_conflicts())::bigint[])
      and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))
      and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)
      and not (coalesce(d.assignee_id = any(mine), false) and d.compartment_id = any(r.assigned))"""
_RESULTS_END = "  ) as c (kind, rule, status, day, n)\n"
_RESULTS = f"""    union all
    select d.kind, u.rule, u.status, case u.status when 'open' then u.measured_on else u.settled_on end, 1
    {_NAMED.format("join public.deadlines_duedate u on u.dossier_id = d.id")}
      and (only_units is null or d.unit_id = any(only_units))
      and u.status in ('open', 'met', 'late') and not u.runs_against_other
      and case u.status when 'open' then u.measured_on else u.settled_on end >= since
      and case u.status when 'open' then u.measured_on else u.settled_on end < until
"""
_TALLIES_END = "    ) as t (kind, state, due, free, n)\n"
_TALLIES = f"""      union all
      select d.kind, d.state, d.next_due_on, d.assignee_id is null, 1
      {_NAMED.format("")}
        and d.closed_on is null
"""
_MINE_END = "  ) c\n  group by 1, 2 having sum(c.total) <> 0\n"
_MINE = f"""    union all
    select r.kind, d.state, 0, 1, case when d.next_due_on < today then 1 else 0 end,
           case when d.next_due_on between today and near then 1 else 0 end, 0, 0, 0
    from {_REACH}
    join public.dossiers_dossier d on d.kind = r.kind and d.compartment_id = any(r.named)
    where cardinality(r.named) > 0 and d.closed_on is null and d.named <> '{{}}' and d.named @> array[me]
      and d.assignee_id is distinct from me
      and d.compartment_id = any((select public.egide_compartments())::int[])
      and d.id <> all((select public.egide_conflicts())::bigint[])
      and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))
"""


def _with(body: str, *parts: tuple[str, str]) -> str:
    for end, part in parts:
        assert body.count(end) == 1
        body = body.replace(end, part + end)
    return body


class Migration(migrations.Migration):
    """Will write both windows again."""

    dependencies = [("statistics", "0006_place_by_place"), ("dossiers", "0005_named")]

    operations = [
        migrations.RunSQL(
            "create index dossiers_named on dossiers_dossier using gin (named) where named <> '{}';",
            "drop index dossiers_named;",
        ),
        window(
            "window_deadline_results",
            arguments="reach jsonb, mine bigint[], only_units bigint[], since date, until date, today date",
            returns="table(kind text, rule text, month date, met bigint, late bigint)",
            body=_with(_BEFORE.DEADLINE_RESULTS, (_RESULTS_END, _RESULTS)),
            planned_once=True,
        ),
        window(
            "window_open_tallies",
            arguments="reach jsonb, me bigint, mine bigint[], today date, near date",
            returns=(
                "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                " late bigint, soon bigint, unassigned bigint)"
            ),
            body=_with(_BEFORE.OPEN_TALLIES, (_TALLIES_END, _TALLIES), (_MINE_END, _MINE)),
            planned_once=True,
        ),
    ]
