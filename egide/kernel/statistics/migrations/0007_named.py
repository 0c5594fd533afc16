"""The windows count what names their reader beside the person in charge: contributors, approvers of a mandate.

Same bodies as in 0006, one part more in each: `named` says where a role reaches what names its holder. Few dossiers
name anybody: an index of these alone. Someone's own dossiers are looked up kind by kind: since everybody has a role
over the mandates given to her, the two thirds of a page went into reading her dossiers of all the other kinds.
"""

from importlib import import_module

from django.db import migrations

from egide.platform.database.walls import window

_BEFORE = import_module("egide.kernel.statistics.migrations.0006_place_by_place")
_REACH = (
    "jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[], named int[])"
)


def _who_name(who: str) -> str:
    # The few dossiers that name somebody come first, by their own index, whatever the planner guesses of the others.
    return f"""cross join lateral (
      select o.* from public.dossiers_dossier o
      where cardinality(r.named) > 0 and o.named <> '{{}}' and o.named && {who}
        and o.kind = r.kind and o.compartment_id = any(r.named)
      offset 0
    ) d"""


def _named(joined: str) -> str:
    # What names the reader, where a role reaches it and nothing above counted it already.
    return f"""from {_REACH}
    {_who_name("mine")}
    {joined}
    where d.compartment_id = any((select public.egide_compartments())::int[])
      and d.id <> all((select public.egide_conflicts())::bigint[])
      and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))
      and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)
      and not (coalesce(d.assignee_id = any(mine), false) and d.compartment_id = any(r.assigned))"""


def _own(open_only: str = "") -> str:
    return f"""cross join lateral (
      select o.* from public.dossiers_dossier o
      where cardinality(r.assigned) > 0 and o.assignee_id = any(mine) and o.kind = r.kind{open_only}
      offset 0
    ) d"""


# The part of 0006 that reads someone's own dossiers, in each window.
_OF_KIND = "join public.dossiers_dossier d on d.kind = r.kind\n"
_DUE = "    join public.deadlines_duedate u on u.dossier_id = d.id\n"
_RESULTS_OWN = f"{_OF_KIND}{_DUE}    where d.compartment_id ="
_TALLIES_OWN = f"{_OF_KIND}      where cardinality(r.assigned) > 0\n        and d.closed_on is null"
_RESULTS_END = "  ) as c (kind, rule, status, day, n)\n"
_RESULTS = f"""    union all
    select d.kind, u.rule, u.status, case u.status when 'open' then u.measured_on else u.settled_on end, 1
    {_named("join public.deadlines_duedate u on u.dossier_id = d.id")}
      and (only_units is null or d.unit_id = any(only_units))
      and u.status in ('open', 'met', 'late') and not u.runs_against_other
      and case u.status when 'open' then u.measured_on else u.settled_on end >= since
      and case u.status when 'open' then u.measured_on else u.settled_on end < until
"""
_TALLIES_END = "    ) as t (kind, state, due, free, n)\n"
_TALLIES = f"""      union all
      select d.kind, d.state, d.next_due_on, d.assignee_id is null, 1
      {_named("")}
        and d.closed_on is null
"""
_MINE_END = "  ) c\n  group by 1, 2 having sum(c.total) <> 0\n"
_MINE = f"""    union all
    select r.kind, d.state, 0, 1, case when d.next_due_on < today then 1 else 0 end,
           case when d.next_due_on between today and near then 1 else 0 end, 0, 0, 0
    from {_REACH}
    {_who_name("array[me]")}
    where d.closed_on is null
      and d.assignee_id is distinct from me
      and d.compartment_id = any((select public.egide_compartments())::int[])
      and d.id <> all((select public.egide_conflicts())::bigint[])
      and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))
"""


def _with(body: str, *parts: tuple[str, str]) -> str:
    for end, part in parts:
        assert body.count(end) == 1
        body = body.replace(end, part)
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
            body=_with(
                _BEFORE.DEADLINE_RESULTS,
                (_RESULTS_OWN, f"{_own()}\n{_DUE}    where d.compartment_id ="),
                (_RESULTS_END, _RESULTS + _RESULTS_END),
            ),
            planned_once=True,
        ),
        window(
            "window_open_tallies",
            arguments="reach jsonb, me bigint, mine bigint[], today date, near date",
            returns=(
                "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                " late bigint, soon bigint, unassigned bigint)"
            ),
            body=_with(
                _BEFORE.OPEN_TALLIES,
                (_TALLIES_OWN, f"{_own(' and o.closed_on is null')}\n      where true"),
                (_TALLIES_END, _TALLIES + _TALLIES_END),
                (_MINE_END, _MINE + _MINE_END),
            ),
            planned_once=True,
        ),
    ]
