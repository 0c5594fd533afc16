"""A third tally: the open dossiers in someone's charge, which the frame counts on every page.

Read as rows, the 6,400 of one person took two thirds of the frame at a million dossiers. Same triggers and same folding
as the two others (0002). The window sums it, less the dossiers in conflict; its body is written out whole.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from egide.platform.database.walls import window, without_wall

_SQL = import_module("egide.kernel.statistics.migrations.0002_tallies")

OWN = "statistics_owntally"
OWN_KEY = "d.compartment_id, d.unit_id, d.kind, d.state, d.next_due_on, d.assignee_id"
OWN_COUNTS = "d.closed_on is null and d.assignee_id is not null"
_COLUMNS = "compartment_id, unit_id, kind, state, due, assignee_id"


def _own(rows: str, sign: int) -> str:
    return f"select {OWN_KEY}, {sign} * count(*)::int as n from {rows} d where {OWN_COUNTS} group by 1, 2, 3, 4, 5, 6"


def _former(function: str) -> str:
    start = _SQL.FUNCTIONS.index(f"create function public.{function}(")
    body = _SQL.FUNCTIONS[start : _SQL.FUNCTIONS.index("$;\n", _SQL.FUNCTIONS.index("as $", start)) + 3]
    return str(body).replace("create function", "create or replace function", 1)


def _after(function: str, ending: str, added: str) -> str:
    """Will write one of the functions of 0002 again, with something more before what ends it."""
    body = _former(function)
    assert body.count(ending) == 1
    return body.replace(ending, added + ending)


FILL = f"insert into {OWN} ({_COLUMNS}, n, folded) select c.*, true from ({_own('dossiers_dossier', 1)}) c;"
_ADDED = f"""  if tg_op = 'INSERT' then
    {_SQL._one(OWN, _COLUMNS, _own("after_rows", 1))};
  else
    {_SQL._one(OWN, _COLUMNS, _own("before_rows", -1))};
  end if;
"""
_CHANGED = f"  {_SQL._both(OWN, _COLUMNS, _own('(select old.*)', -1), _own('(select new.*)', 1))};\n"
FUNCTIONS = "\n".join(
    (
        _after("tally_dossiers", "  return null;\n", _ADDED),
        _after("tally_dossier_change", "  return null;\n", _CHANGED),
        _after("tallies_fold", "end $fold$", f"{_SQL._fold(OWN, _COLUMNS)}\n".lstrip("\n")),
        _after("tallies_rebuild", "end $rebuild$", f"  delete from {OWN};\n  {FILL}\n"),
    )
)
FUNCTIONS_BACK = "\n".join(
    _former(name) for name in ("tally_dossiers", "tally_dossier_change", "tallies_fold", "tallies_rebuild")
)
_CHANGE = """
drop trigger tally_changed on dossiers_dossier;
create trigger tally_changed after update on dossiers_dossier for each row
  when ({moved} or (old.closed_on is null) <> (new.closed_on is null) or {person})
  execute function public.tally_dossier_change();
"""
# Given to someone else: nothing to the two other tallies.
TRIGGER = _CHANGE.format(moved=_SQL._MOVED, person="old.assignee_id is distinct from new.assignee_id")
TRIGGER_BACK = _CHANGE.format(
    moved=_SQL._MOVED, person="(old.assignee_id is null) <> (new.assignee_id is null)"
)
APART = f"revoke all on {OWN} from {_SQL.APP}; revoke all on sequence {OWN}_id_seq from {_SQL.APP};"

_REACH = (
    "jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[], named int[])"
)
# Where one of the reader's roles reads her own dossier; where a role reads it only because it is hers.
_ANYWHERE = (
    "({0}.compartment_id = any(r.compartments) or {0}.unit_id = any(r.units)"
    " or {0}.compartment_id = any(r.assigned))"
)
_ASSIGNED = (
    "{0}.compartment_id = any(r.assigned) and {0}.compartment_id <> all(r.compartments)"
    " and {0}.unit_id <> all(r.units)"
)
_PLACE = (
    "{0}.compartment_id = any((select public.egide_compartments())::int[])"
    " and not (select public.egide_is_external())"
)
# The dossiers in conflict among those of these people: few, by their own ids.
_HIDDEN = f"""from {_REACH}
      join public.dossiers_dossier d on d.kind = r.kind
      where d.closed_on is null and d.id = any((select public.egide_conflicts())::bigint[])
        and {_PLACE.format("d")}"""


def _who_name(who: str) -> str:
    return f"""from {_REACH}
      -- The few dossiers that name somebody come first, by their own index.
      cross join lateral (
        select o.* from public.dossiers_dossier o
        where cardinality(r.named) > 0 and o.named <> '{{}}' and o.named && {who}
          and o.kind = r.kind and o.compartment_id = any(r.named)
        offset 0
      ) d
      where d.closed_on is null
        and d.compartment_id = any((select public.egide_compartments())::int[])
        and d.id <> all((select public.egide_conflicts())::bigint[])
        and (not (select public.egide_is_external()) or d.id = any((select public.egide_grants())::bigint[]))"""


_OWN_ROWS = f"""from {_REACH}
      cross join lateral (
        select a.compartment_id, a.unit_id, a.state, a.due, a.n from public.{OWN} a
        where {{0}} and a.kind = r.kind
        offset 0
      ) as t
      where {_PLACE.format("t")}"""


def _counted(n: str, due: str) -> str:
    late, soon = f"case when {due} < today then {n} else 0 end", f"{due} between today and near"
    return f"0, {n}, {late}, case when {soon} then {n} else 0 end, 0, 0, 0"


OPEN_TALLIES = f"""
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
      from {_REACH}
      cross join lateral (select distinct p.id from unnest(r.compartments) as p(id)) as place
      cross join lateral (
        select a.compartment_id, a.state, a.due, a.free, a.n from public.statistics_opentally a
        where a.compartment_id = place.id and a.kind = r.kind
        offset 0
      ) as t
      where {_PLACE.format("t")}
      union all
      -- Units, outside of these compartments.
      select r.kind, t.state, t.due, t.free, t.n
      from {_REACH}
      cross join lateral (select distinct p.id from unnest(r.units) as p(id)) as place
      cross join lateral (
        select a.compartment_id, a.state, a.due, a.free, a.n from public.statistics_opentally a
        where a.unit_id = place.id and a.kind = r.kind
        offset 0
      ) as t
      where {_PLACE.format("t")} and t.compartment_id <> all(r.compartments)
      union all
      -- Less what a conflict hides among these very rows.
      select d.kind, d.state, d.next_due_on, d.assignee_id is null, -1
      {_HIDDEN}
        and (d.compartment_id = any(r.compartments)
             or (d.unit_id = any(r.units) and d.compartment_id <> all(r.compartments)))
      union all
      -- Someone's own dossiers, for whoever has a role over what is assigned; less what a conflict hides.
      select r.kind, t.state, t.due, false, t.n
      {_OWN_ROWS.format("cardinality(r.assigned) > 0 and a.assignee_id = any(mine)")}
        and {_ASSIGNED.format("t")}
      union all
      select d.kind, d.state, d.next_due_on, false, -1
      {_HIDDEN}
        and d.assignee_id = any(mine) and {_ASSIGNED.format("d")}
      union all
      -- What names the reader, where a role reaches it and nothing above counted it already.
      select d.kind, d.state, d.next_due_on, d.assignee_id is null, 1
      {_who_name("mine")}
        and d.compartment_id <> all(r.compartments) and d.unit_id <> all(r.units)
        and not (coalesce(d.assignee_id = any(mine), false) and d.compartment_id = any(r.assigned))
    ) as t (kind, state, due, free, n)
    union all
    -- What is in the reader's own charge, less what a conflict hides; then what names her beside.
    select r.kind, t.state, {_counted("t.n", "t.due")}
      {_OWN_ROWS.format("a.assignee_id = me")}
        and {_ANYWHERE.format("t")}
    union all
    select d.kind, d.state, {_counted("-1", "d.next_due_on")}
      {_HIDDEN}
        and d.assignee_id = me and {_ANYWHERE.format("d")}
    union all
    select r.kind, d.state, {_counted("1", "d.next_due_on")}
      {_who_name("array[me]")}
        and d.assignee_id is distinct from me
  ) c
  group by 1, 2 having sum(c.total) <> 0
"""


class Migration(migrations.Migration):
    """Will create the tally, keep the application away from it, count what is there, and read it in the window."""

    dependencies = [
        ("statistics", "0007_named"),
        ("accounts", "0006_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("n", models.IntegerField()),
                ("folded", models.BooleanField(default=False)),
                ("state", models.CharField(max_length=40)),
                ("due", models.DateField(null=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["assignee", "kind"],
                        include=("compartment", "unit", "state", "due", "n"),
                        name="tally_own_person",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("folded", True)),
                        fields=("compartment", "unit", "kind", "state", "due", "assignee"),
                        name="tally_own_folded",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        without_wall(OWN, reason=_SQL.REASON),
        migrations.RunSQL(APART, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(TRIGGER, TRIGGER_BACK),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
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
