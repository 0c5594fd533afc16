"""The tallies are written by triggers, whoever writes the deadline or the dossier, in the same transaction.

Each change appends its differences, so that nobody waits for a colleague's count; `tallies_fold()` adds them up.
A change of a dossier's deadlines holds the dossier's row: its unit cannot move meanwhile.
"""

from django.db import migrations

from egide.platform.database.roles import APP
from egide.platform.database.walls import without_wall

DUE, OPEN = "statistics_deadlinetally", "statistics_opentally"
REASON = "compte par unité, sans contenu\u00a0; l’application ne le lit que par les fenêtres, qui répètent les murs"

# What one deadline, or one dossier, adds to the tallies. Verification and rebuilding use the same words.
DUE_DAY = "case u.status when 'open' then u.measured_on else u.settled_on end"
DUE_KEY = f"d.compartment_id, d.unit_id, d.kind, u.rule, u.status, {DUE_DAY}"
DUE_COUNTS = "u.status in ('open', 'met', 'late') and not u.runs_against_other"
OPEN_KEY = "d.compartment_id, d.unit_id, d.kind, d.state, d.next_due_on, d.assignee_id is null"
OPEN_COUNTS = "d.closed_on is null"
_DUE_COLUMNS = "compartment_id, unit_id, kind, rule, status, day"
_OPEN_COLUMNS = "compartment_id, unit_id, kind, state, due, free"
_DEFINER = "language plpgsql security definer set search_path = pg_catalog, public, pg_temp"


def _due(rows: str, sign: int) -> str:
    return (
        f"select {DUE_KEY}, {sign} * count(*)::int as n from {rows} u"
        f" join dossiers_dossier d on d.id = u.dossier_id where {DUE_COUNTS} group by 1, 2, 3, 4, 5, 6"
    )


def _open(rows: str, sign: int) -> str:
    return f"select {OPEN_KEY}, {sign} * count(*)::int as n from {rows} d where {OPEN_COUNTS} group by 1, 2, 3, 4, 5, 6"


def _both(table: str, columns: str, minus: str, plus: str) -> str:
    # A change that leaves the key as it was appends nothing.
    return (
        f"insert into {table} ({columns}, n, folded)\n"
        f"      select {columns}, sum(n), false from ({minus} union all {plus}) as c ({columns}, n)\n"
        f"      group by {columns} having sum(n) <> 0"
    )


def _one(table: str, columns: str, rows: str) -> str:
    return f"insert into {table} ({columns}, n, folded) select c.*, false from ({rows}) c"


def _fold(table: str, columns: str) -> str:
    return f"""
  with fresh as (delete from {table} where not folded returning {columns}, n)
  insert into {table} as t ({columns}, n, folded)
  select {columns}, sum(n), true from fresh group by {columns} having sum(n) <> 0
  on conflict ({columns}) where folded do update set n = t.n + excluded.n;
  delete from {table} where folded and n = 0;"""


FUNCTIONS = f"""
create function public.tally_deadlines() returns trigger {_DEFINER} as $tally$
begin
  if tg_op = 'INSERT' then
    {_one(DUE, _DUE_COLUMNS, _due("after_rows", 1))};
  elsif tg_op = 'DELETE' then
    {_one(DUE, _DUE_COLUMNS, _due("before_rows", -1))};
  else
    {_both(DUE, _DUE_COLUMNS, _due("before_rows", -1), _due("after_rows", 1))};
  end if;
  return null;
end $tally$;

create function public.tally_dossiers() returns trigger {_DEFINER} as $tally$
begin
  if tg_op = 'INSERT' then
    {_one(OPEN, _OPEN_COLUMNS, _open("after_rows", 1))};
  else
    {_one(OPEN, _OPEN_COLUMNS, _open("before_rows", -1))};
  end if;
  return null;
end $tally$;

create function public.tally_dossier_change() returns trigger {_DEFINER} as $tally$
begin
  {_both(OPEN, _OPEN_COLUMNS, _open("(select old.*)", -1), _open("(select new.*)", 1))};
  if old.unit_id is distinct from new.unit_id or old.kind is distinct from new.kind then
    insert into {DUE} ({_DUE_COLUMNS}, n, folded)
      select d.compartment_id, d.unit_id, d.kind, u.rule, u.status, u.day, d.sign * u.n, false
      from (
        select u.rule, u.status, {DUE_DAY} as day, count(*)::int as n
        from deadlines_duedate u where u.dossier_id = new.id and {DUE_COUNTS} group by 1, 2, 3
      ) u
      cross join (values (old.compartment_id, old.unit_id, old.kind, -1),
                         (new.compartment_id, new.unit_id, new.kind, 1)) as d (compartment_id, unit_id, kind, sign);
  end if;
  return null;
end $tally$;

create function public.tallies_fold() returns void {_DEFINER} as $fold$
begin
  -- One at a time; the second has nothing left to do.
  if not pg_try_advisory_xact_lock(hashtext('tallies_fold')) then return; end if;
{_fold(DUE, _DUE_COLUMNS)}
{_fold(OPEN, _OPEN_COLUMNS)}
end $fold$;

create function public.tallies_rebuild() returns void {_DEFINER} as $rebuild$
begin
  lock table dossiers_dossier, deadlines_duedate in share row exclusive mode;
  delete from {DUE}; delete from {OPEN};
  insert into {DUE} ({_DUE_COLUMNS}, n, folded) select c.*, true from ({_due("deadlines_duedate", 1)}) c;
  insert into {OPEN} ({_OPEN_COLUMNS}, n, folded) select c.*, true from ({_open("dossiers_dossier", 1)}) c;
end $rebuild$;

revoke all on function public.tally_deadlines(), public.tally_dossiers(), public.tally_dossier_change(),
  public.tallies_fold(), public.tallies_rebuild() from public, {APP};
grant execute on function public.tallies_fold() to {APP};
revoke all on {DUE}, {OPEN} from {APP};
revoke all on sequence {DUE}_id_seq, {OPEN}_id_seq from {APP};
"""
FUNCTIONS_BACK = (
    "drop function public.tally_deadlines(), public.tally_dossiers(), public.tally_dossier_change(),"
    " public.tallies_fold(), public.tallies_rebuild();"
)
_MOVED = " or ".join(
    f"old.{column} is distinct from new.{column}" for column in ("unit_id", "kind", "state", "next_due_on")
)
TRIGGERS = f"""
create trigger tally_added after insert on deadlines_duedate
  referencing new table as after_rows for each statement execute function public.tally_deadlines();
create trigger tally_changed after update on deadlines_duedate
  referencing old table as before_rows new table as after_rows
  for each statement execute function public.tally_deadlines();
create trigger tally_removed after delete on deadlines_duedate
  referencing old table as before_rows for each statement execute function public.tally_deadlines();
create trigger tally_added after insert on dossiers_dossier
  referencing new table as after_rows for each statement execute function public.tally_dossiers();
create trigger tally_removed after delete on dossiers_dossier
  referencing old table as before_rows for each statement execute function public.tally_dossiers();
create trigger tally_changed after update on dossiers_dossier for each row
  when ({_MOVED} or (old.closed_on is null) <> (new.closed_on is null)
    or (old.assignee_id is null) <> (new.assignee_id is null))
  execute function public.tally_dossier_change();
"""
TRIGGERS_BACK = "\n".join(
    f"drop trigger {name} on {table};"
    for table in ("deadlines_duedate", "dossiers_dossier")
    for name in ("tally_added", "tally_changed", "tally_removed")
)


class Migration(migrations.Migration):
    """Will keep the application away from the tallies, create what writes them, and count what is there."""

    dependencies = [
        ("statistics", "0001_initial"),
        ("deadlines", "0004_ties"),
        ("gate", "0006_windows_by_part"),
    ]

    operations = [
        without_wall(DUE, reason=REASON),
        without_wall(OPEN, reason=REASON),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(TRIGGERS, TRIGGERS_BACK),
        migrations.RunSQL("select public.tallies_rebuild();", migrations.RunSQL.noop),
    ]
