"""Both windows read what nearly everyone needs, and the rest only for whoever it concerns.

Their statement had some ninety nodes to prepare at each page, most of them for a conflict or a name that few people
have: two thirds of the frame. The sums are made where the rows are read, in the order of bytes.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from egide.platform.database.walls import window

_OWN = import_module("egide.kernel.statistics.migrations.0008_own_tally")
_REACH = _OWN._REACH
# Names of columns are columns, although the function gives columns of the same names. An outsider sums no tally.
_BEGIN = """
#variable_conflict use_column
declare
  held int[] := case when not public.egide_is_external() then public.egide_compartments() end;
begin
"""
_WALLED = """d.compartment_id = any((select public.egide_compartments())::int[])
        and d.id <> all((select public.egide_conflicts())::bigint[])
        and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))"""


def _nobody_named(who: str) -> str:
    return f"not exists (select from public.dossiers_dossier o where o.named <> '{{}}' and o.named && {who})"


def _summed(table: str, where: str, by: str, figures: str, places: str = "") -> str:
    """Will read a tally by one of its indexes, and add it up at once; a place named twice counts once."""
    each = (
        f"cross join lateral (select distinct p.id from unnest({places}) as p(id)) as place" if places else ""
    )
    return f"""from {_REACH}
      {each}
      cross join lateral (
        select {by}, {figures}
        from public.{table} a
        where {where} and a.kind = r.kind and a.compartment_id = any(held)
        group by {by}
      ) as t"""


_SUM = "sum(a.n)::int"
_LATE_SOON = "(sum(a.n) filter (where a.due < today))::int, (sum(a.n) filter (where a.due between today and near))::int"
_ALL = f"{_SUM}, 0, 0, 0, {_LATE_SOON}, (sum(a.n) filter (where a.free))::int"
_TO_ONE = f"{_SUM}, 0, 0, 0, {_LATE_SOON}, 0"
_MINE = f"0, {_SUM}, {_LATE_SOON}, 0, 0, 0"
_NAMES = "(state, total, mine, mine_late, mine_soon, late, soon, unassigned)"
# A day has its month without the zone of anybody: a plain date, not an instant.
_MONTH = "date_trunc('month', a.day::timestamp)::date"
# By their bytes: the order of a language costs more than the sums.
_STATE, _RULE = 'a.state collate "C"', f'{_MONTH}, a.rule collate "C"'
_OPEN, _PERSON, _DUE = "statistics_opentally", _OWN.OWN, "statistics_deadlinetally"
_PLACE = "a.compartment_id = place.id"
_UNIT = "a.unit_id = place.id and a.compartment_id <> all(r.compartments)"


def _open_part(table: str, where: str, figures: str, places: str = "") -> str:
    return f"select r.kind, t.*\n      {_summed(table, where, _STATE, figures, places)} {_NAMES}"


_OPEN_USUAL = f"""-- Whole compartments.
      {_open_part(_OPEN, _PLACE, _ALL, "r.compartments")}
      union all
      -- Units, outside of these compartments.
      {_open_part(_OPEN, _UNIT, _ALL, "r.units")}
      union all
      -- Someone's own dossiers, for whoever has a role over what is assigned.
      {
    _open_part(
        _PERSON,
        f"cardinality(r.assigned) > 0 and a.assignee_id = any(people) and {_OWN._ASSIGNED.format('a')}",
        _TO_ONE,
    )
}
      union all
      -- What is in the reader's own charge.
      {_open_part(_PERSON, f"a.assignee_id = me and {_OWN._ANYWHERE.format('a')}", _MINE)}"""
# Rows one by one: `n` of those whom the reader counts, or of the reader's own.
_COUNTED = """{n}, 0, 0, 0, case when d.next_due_on < today then {n} else 0 end,
             case when d.next_due_on between today and near then {n} else 0 end,
             case when d.assignee_id is null then {n} else 0 end"""
_OPEN_RARE = f"""
      union all
      -- Less what a conflict hides among these very rows.
      select d.kind, d.state, {_COUNTED.format(n=-1)}
      {_OWN._HIDDEN}
        and (d.compartment_id = any(r.compartments)
             or (d.unit_id = any(r.units) and d.compartment_id <> all(r.compartments)))
      union all
      select d.kind, d.state, {_COUNTED.format(n=-1)}
      {_OWN._HIDDEN}
        and d.assignee_id = any(people) and {_OWN._ASSIGNED.format("d")}
      union all
      select d.kind, d.state, {_OWN._counted("-1", "d.next_due_on")}
      {_OWN._HIDDEN}
        and d.assignee_id = me and {_OWN._ANYWHERE.format("d")}
      union all
      -- What names the reader, where a role reaches it and nothing above counted it already.
      select d.kind, d.state, {_COUNTED.format(n=1)}
      {_OWN._who_name("people")}
        and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)
        and not (coalesce(d.assignee_id = any(people), false) and d.compartment_id = any(r.assigned))
      union all
      select r.kind, d.state, {_OWN._counted("1", "d.next_due_on")}
      {_OWN._who_name("array[me]")}
        and d.assignee_id is distinct from me"""


def _open_told(rows: str) -> str:
    sums = ", ".join(
        f"coalesce(sum(c.{name}), 0)::bigint"
        for name in ("total", "mine", "mine_late", "mine_soon", "late", "soon", "unassigned")
    )
    return f"""return query select c.kind::text, c.state::text, {sums}
    from (
      {rows}
    ) c (kind, state, total, mine, mine_late, mine_soon, late, soon, unassigned)
    group by 1, 2 having sum(c.total) <> 0;
"""


OPEN_TALLIES = f"""{_BEGIN}
  if public.egide_conflicts() = '{{}}' and {_nobody_named("(people || me)")} then
    {_open_told(_OPEN_USUAL)}
  else
    {_open_told(_OPEN_USUAL + _OPEN_RARE)}
  end if;
end """

_MET = "(sum(a.n) filter (where a.status = 'met'))::int"
_LATE = "(sum(a.n) filter (where a.status = 'late' or (a.status = 'open' and a.day < today)))::int"
_BETWEEN = "a.day >= since and a.day < until and (only_units is null or a.unit_id = any(only_units))"


def _due_part(where: str, places: str) -> str:
    rows = _summed(_DUE, f"{where} and {_BETWEEN}", _RULE, f"{_MET}, {_LATE}", places)
    return f"select r.kind, t.*\n      {rows} (month, rule, met, late)"


_DAY = "case u.status when 'open' then u.measured_on else u.settled_on end"
_DUE_MONTH = f"date_trunc('month', ({_DAY})::timestamp)::date"
_ONE_DUE = f"""case when u.status = 'met' then {{n}} else 0 end,
             case when u.status = 'late' or (u.status = 'open' and {_DAY} < today) then {{n}} else 0 end"""
_JOINED = "join public.deadlines_duedate u on u.dossier_id = d.id"
_ASKED = f"""(only_units is null or d.unit_id = any(only_units))
        and u.status in ('open', 'met', 'late') and not u.runs_against_other
        and {_DAY} >= since and {_DAY} < until"""
_OF_MINE = "cardinality(r.assigned) > 0 and o.assignee_id = any(mine) and o.kind = r.kind"
_DUE_USUAL = f"""-- Whole compartments.
      {_due_part(_PLACE, "r.compartments")}
      union all
      -- Units, outside of these compartments.
      {_due_part(_UNIT, "r.units")}"""
_DUE_RARE = f"""
      union all
      -- Less what a conflict hides among these very rows.
      select d.kind, {_DUE_MONTH}, u.rule, {_ONE_DUE.format(n=-1)}
      from {_REACH}
      join public.dossiers_dossier d on d.kind = r.kind
      {_JOINED}
      where d.id = any((select public.egide_conflicts())::bigint[])
        and {_OWN._PLACE.format("d")}
        and (d.compartment_id = any(r.compartments)
             or (d.unit_id = any(r.units) and d.compartment_id <> all(r.compartments)))
        and {_ASKED}
      union all
      -- Someone's own dossiers, for whoever has a role over what is assigned.
      select d.kind, {_DUE_MONTH}, u.rule, {_ONE_DUE.format(n=1)}
      from {_REACH}
      cross join lateral (
        select o.* from public.dossiers_dossier o where {_OF_MINE}
        offset 0
      ) d
      {_JOINED}
      where {_WALLED}
        and {_OWN._ASSIGNED.format("d")}
        and {_ASKED}
      union all
      -- What names the reader, where a role reaches it and nothing above counted it already.
      select d.kind, {_DUE_MONTH}, u.rule, {_ONE_DUE.format(n=1)}
      from {_REACH}
      cross join lateral (
        select o.* from public.dossiers_dossier o
        where cardinality(r.named) > 0 and o.named <> '{{}}' and o.named && mine
          and o.kind = r.kind and o.compartment_id = any(r.named)
        offset 0
      ) d
      {_JOINED}
      where {_WALLED}
        and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)
        and not (coalesce(d.assignee_id = any(mine), false) and d.compartment_id = any(r.assigned))
        and {_ASKED}"""


def _due_told(rows: str) -> str:
    return f"""return query select c.kind::text, c.rule::text, c.month,
           coalesce(sum(c.met), 0)::bigint, coalesce(sum(c.late), 0)::bigint
    from (
      {rows}
    ) as c (kind, month, rule, met, late)
    group by 1, 2, 3
    -- Differences that cancel out are no row.
    having coalesce(sum(c.met), 0) + coalesce(sum(c.late), 0) <> 0;
"""


DEADLINE_RESULTS = f"""{_BEGIN}
  if public.egide_conflicts() = '{{}}' and {_nobody_named("mine")}
     and (
       select count(*) from {_REACH}
       cross join lateral (select from public.dossiers_dossier o where {_OF_MINE} offset 0) d
     ) = 0 then
    {_due_told(_DUE_USUAL)}
  else
    {_due_told(_DUE_USUAL + _DUE_RARE)}
  end if;
end """


def _plain(model: str, name: str, to: str) -> migrations.AlterField:
    # Their indexes of several columns begin by the place: these served nobody, and misled the planner in small tables.
    field: models.ForeignKey[object, object] = models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )
    return migrations.AlterField(model_name=model, name=name, field=field)


def _before(number: str, name: str) -> str:
    """Will give the window as the last migration that wrote it had it, for whoever goes back."""
    module = import_module(f"egide.kernel.statistics.migrations.{number}")
    told = (operation.sql for operation in module.Migration.operations if hasattr(operation, "sql"))
    return next(str(sql) for sql in told if f"function public.{name}(" in sql)


class Migration(migrations.Migration):
    """Will leave out indexes that nobody needs, and write both windows again."""

    dependencies = [("statistics", "0008_own_tally")]

    operations = [
        *(
            _plain(model, name, f"accounts.{name}")
            for model in ("deadlinetally", "opentally", "owntally")
            for name in ("compartment", "unit")
        ),
        migrations.RunSQL(migrations.RunSQL.noop, _before("0007_named", "window_deadline_results")),
        window(
            "window_deadline_results",
            arguments="reach jsonb, mine bigint[], only_units bigint[], since date, until date, today date",
            returns="table(kind text, rule text, month date, met bigint, late bigint)",
            body=DEADLINE_RESULTS,
            language="plpgsql",
            planned_once=True,
        ),
        # One of its arguments bore the name of a column that it gives: `mine` is `people` from here on.
        migrations.RunSQL(
            "drop function public.window_open_tallies;", _before("0008_own_tally", "window_open_tallies")
        ),
        window(
            "window_open_tallies",
            arguments="reach jsonb, me bigint, people bigint[], today date, near date",
            returns=(
                "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                " late bigint, soon bigint, unassigned bigint)"
            ),
            body=OPEN_TALLIES,
            language="plpgsql",
            planned_once=True,
        ),
    ]
