"""What a million dossiers showed: one's own rows counted from the index alone, pages of a unit too, in their order.

A person's own deadlines are counted apart only for whoever has a role over what is assigned: for the others the window
read all the dossiers that were ever theirs, and kept none.
"""

from importlib import import_module

from django.db import migrations

from egide.platform.database.walls import window

_BEFORE = import_module("egide.kernel.statistics.migrations.0003_windows")
_AFTER = import_module("egide.kernel.statistics.migrations.0004_same_rows")
_NOBODY = (
    f"and {_BEFORE._OWN} and (select bool_or(cardinality(x.assigned) > 0)"
    " from jsonb_to_recordset(reach) as x(assigned int[]))"
)
# One's own rows once for all kinds, instead of once for each.
_EACH = (
    "    union all\n    select m.state, 0, 1, case when m.due < today then 1 else 0 end,\n"
    "           case when m.due between today and near then 1 else 0 end, 0, 0, 0\n"
    f"    from ({_BEFORE._MINE}\n    ) m\n  ) c\n"
)
_ONCE = f"""
    ) c
    union all
    select r.kind, d.state, 0, 1, case when d.next_due_on < today then 1 else 0 end,
           case when d.next_due_on between today and near then 1 else 0 end, 0, 0, 0
    from public.dossiers_dossier d join {_BEFORE._REACH} on r.kind = d.kind
    where d.closed_on is null and d.assignee_id = me and {_BEFORE._WALLS}
      and (({_BEFORE._WHOLE.format("d")}) or d.unit_id = any(r.units) or d.compartment_id = any(r.assigned))
  ) c
"""
OPEN_TALLIES = (
    _BEFORE.OPEN_TALLIES.replace(_AFTER._WIDER, _AFTER._SAME)
    .replace("  select r.kind, c.state,", "  select c.kind, c.state,")
    .replace(
        f"  from {_BEFORE._REACH}\n  cross join lateral (",
        f"  from (\n    select r.kind, c.*\n    from {_BEFORE._REACH}\n    cross join lateral (",
    )
    .replace(_EACH, _ONCE)
    # Nobody's part is not looked for.
    .replace(
        "and d.compartment_id = any(r.assigned) and",
        "and cardinality(r.assigned) > 0 and d.compartment_id = any(r.assigned) and",
    )
)
# Under their former names, with the columns of the walls beside: no row is read to tell that it may be counted.
_INDEXES = {
    "dossiers_mine": ("assignee_id, next_due_on, id", "kind, compartment_id, unit_id, state"),
    "dossiers_unit": ("unit_id, next_due_on, id", "kind, compartment_id"),
}


class Migration(migrations.Migration):
    """Will write the window and the two indexes again."""

    dependencies = [("statistics", "0004_same_rows"), ("dossiers", "0003_platform_links")]

    operations = [
        *(
            migrations.RunSQL(
                f"drop index {name}; create index {name} on dossiers_dossier ({columns}) include ({beside})"
                " where closed_on is null;",
                f"drop index {name}; create index {name} on dossiers_dossier ({columns}) where closed_on is null;",
            )
            for name, (columns, beside) in _INDEXES.items()
        ),
        window(
            "window_deadline_results",
            arguments="reach jsonb, mine bigint[], only_units bigint[], since date, until date, today date",
            returns="table(kind text, rule text, month date, met bigint, late bigint)",
            body=_BEFORE.DEADLINE_RESULTS.replace(_AFTER._WIDER, _AFTER._SAME).replace(
                f"and {_BEFORE._OWN}", _NOBODY
            ),
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
