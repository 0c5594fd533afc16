"""Migration operations that put a table behind the walls (architecture, 5.3 to 5.6), and the windows.

A wall guarantees compartment, conflicts and an outsider's grants; roles and assignments are the gate's.
"""

from collections.abc import Sequence

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL

from egide.platform.database.roles import APP, READER

DOSSIERS = "dossiers_dossier"
NO_WALL = "sans mur\u00a0: "
_NAME_LIMIT = 63  # PostgreSQL cuts longer names, and two cut names may collide

# They only read what egide_enter() wrote for this transaction; nothing written: null, hence no row.
SETTING_FUNCTIONS_SQL = """\
create or replace function public.egide_compartments() returns int[] language sql stable parallel safe
  as $$ select nullif(pg_catalog.current_setting('egide.compartments', true), '')::int[] $$;
create or replace function public.egide_conflicts() returns bigint[] language sql stable parallel safe
  as $$ select nullif(pg_catalog.current_setting('egide.conflicts', true), '')::bigint[] $$;
create or replace function public.egide_is_external() returns boolean language sql stable parallel safe
  as $$ select nullif(pg_catalog.current_setting('egide.external', true), '') <> '0' $$;
create or replace function public.egide_grants() returns bigint[] language sql stable parallel safe
  as $$ select nullif(pg_catalog.current_setting('egide.grants', true), '')::bigint[] $$;
"""
SETTING_FUNCTIONS_REVERSE_SQL = (
    "drop function public.egide_compartments(), public.egide_conflicts(), "
    "public.egide_is_external(), public.egide_grants();"
)


def predicate(*, compartment: str = "compartment_id", dossier: str | None = None) -> str:
    """Will return the condition of the walls on these columns: policies and windows repeat the same words.

    Each function stands in a scalar sub-select, so that it is called once per query and not once per row.
    """
    parts = [f"{compartment} = any((select public.egide_compartments())::int[])"]
    if dossier:
        parts += [
            f"{dossier} <> all((select public.egide_conflicts())::bigint[])",
            "(not (select public.egide_is_external()) "
            f"or {dossier} = any((select public.egide_grants())::bigint[]))",
        ]
    return "\n  and ".join(parts)


def protect(
    table: str,
    *,
    dossier: str | None = None,
    compartment: str = "compartment_id",
    parent: tuple[str, str, str] | None = None,
) -> list[Operation]:
    """Will return the operations that force the walls on `table`, owner included, for every command.

    `dossier`: the column (never null) that names the dossier, `"id"` for the dossiers themselves; it adds
    the conflicts, the grants and the composite foreign key that keeps row and dossier in one compartment.
    `parent`: (column, table, key) of another walled parent, held in the same compartment the same way;
    without `dossier`, the parent row must also be visible. A parent needs an `anchor`.
    A row that hangs from neither is never an outsider's.
    """
    condition = predicate(compartment=compartment, dossier=dossier)
    if parent and not dossier:
        column, parent_table, key = parent
        condition += f"\n  and exists (select from {parent_table} p where p.{key} = {table}.{column})"
    if not dossier and not parent:
        condition += "\n  and not (select public.egide_is_external())"
    operations: list[Operation] = [
        # Repeated by every wall, so that the order of migrations never matters.
        RunSQL(SETTING_FUNCTIONS_SQL, RunSQL.noop),
        RunSQL(
            f"alter table {table} enable row level security, force row level security;\n"
            f"create policy walls on {table} for all using ({condition}) with check ({condition});",
            f"drop policy walls on {table};\n"
            f"alter table {table} disable row level security, no force row level security;",
        ),
    ]
    if dossier and dossier != "id":
        operations.append(_same_compartment(table, (dossier, DOSSIERS, "id"), compartment))
    if parent:
        operations.append(_same_compartment(table, parent, compartment))
    return operations


def anchor(table: str, *, key: str = "id", compartment: str = "compartment_id") -> Operation:
    """Will return the operation that lets composite foreign keys point at `table`."""
    name = _name(table, "anchor")
    return RunSQL(
        f"alter table {table} add constraint {name} unique ({key}, {compartment});",
        f"alter table {table} drop constraint {name};",
    )


def tie(
    table: str, column: str, parent: str, *, key: str = "id", compartment: str = "compartment_id"
) -> Operation:
    """Will return the operation that holds a reference between two walled tables inside one compartment.

    The parent needs an `anchor`. An empty reference is allowed.
    """
    return _same_compartment(table, (column, parent, key), compartment)


def without_wall(table: str, *, reason: str) -> Operation:
    """Will return the operation that says, in the database, why a table with a compartment has no wall.

    The start-up check (refusal.py) accepts such a table; the reason is in French, for the auditor.
    """
    text = (NO_WALL + reason).replace("'", "''")
    return RunSQL(f"comment on table {table} is '{text}';", f"comment on table {table} is null;")


def window(
    name: str, *, arguments: str, returns: str, body: str, language: str = "sql", planned_once: bool = False
) -> RunSQL:
    """Will return the operation that creates a window: a function that reads past the walls.

    `body` must hold `predicate(...)` and give ids or totals only, or codes and days (architecture, 5.5). It runs as
    egide_reader, which may only read, with a fixed search path; only egide_app may call it. Window names
    are not overloaded. `planned_once`: one plan for all its arguments, where planning costs more than reading, and
    no parallel worker, which takes longer to start than such a window to answer.
    """
    once = " set plan_cache_mode = force_generic_plan set max_parallel_workers_per_gather = 0"
    # Otherwise as PostgreSQL judges, though the page that asks keeps one plan for its own statements (acting.py).
    plan = once if planned_once else " set plan_cache_mode = auto"
    return RunSQL(
        f"create or replace function public.{name}({arguments}) returns {returns}\n"
        f"  language {language} stable security definer set search_path = pg_catalog, public, pg_temp{plan}\n"
        f"as $window${body}$window$;\n"
        f"{_hand_over(name)}",
        f"drop function public.{name};",
    )


def _hand_over(name: str) -> str:
    # Only a role that may create in the schema can be given a function there: for this one instant.
    return (
        f"revoke all on function public.{name} from public;\n"
        f"grant execute on function public.{name} to {APP};\n"
        f"grant create on schema public to {READER};\n"
        f"alter function public.{name} owner to {READER};\n"
        f"revoke create on schema public from {READER};"
    )


def _same_compartment(table: str, parent: Sequence[str], compartment: str) -> Operation:
    # A plain foreign key happily references a row that its author cannot see.
    column, parent_table, key = parent
    name = _name(table, f"{column}_wall")
    return RunSQL(
        f"alter table {table} add constraint {name} foreign key ({column}, {compartment}) "
        f"references {parent_table} ({key}, compartment_id);",
        f"alter table {table} drop constraint {name};",
    )


def _name(table: str, suffix: str) -> str:
    return f"{table[: _NAME_LIMIT - len(suffix) - 1]}_{suffix}"
