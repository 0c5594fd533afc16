"""One’s own open dossiers are chosen from an index alone, and rows are known settled after a thousand changes.

Who is named on a dossier stands beside in that index: without it a hundred rows were read to sort twelve, at a size
where the planner judged it cheaper. And a list’s count reads an index alone where PostgreSQL knows that the rows are
settled: a vacuum tells it, which came after two changes in a hundred, twenty thousand at a million dossiers.
"""

from django.db import migrations

_MINE = (
    "create index dossiers_mine on dossiers_dossier (assignee_id, next_due_on, id)"
    " include ({}) where closed_on is null;"
)
_BEFORE, _NOW = "kind, compartment_id, unit_id, state", "kind, compartment_id, unit_id, state, named"
# Rows that pages count from an index alone: a vacuum reads only the pages that changed.
TABLES = ("dossiers_dossier", "parties_concernedorder")
_SETTLED = {
    "autovacuum_vacuum_max_threshold": 1_000,
    "autovacuum_vacuum_insert_threshold": 1_000,
    "autovacuum_vacuum_insert_scale_factor": 0,
}
_SET = ", ".join(f"{name} = {value}" for name, value in _SETTLED.items())


class Migration(migrations.Migration):
    """Will write the index again, under its name (statistics, 0005), and say after how many changes to vacuum."""

    dependencies = [
        ("dossiers", "0009_steps_by_index"),
        ("statistics", "0005_at_a_million"),
        ("parties", "0009_concerned_orders"),
    ]

    operations = [
        migrations.RunSQL(
            f"drop index dossiers_mine; {_MINE.format(_NOW)}",
            f"drop index dossiers_mine; {_MINE.format(_BEFORE)}",
        ),
        *(
            migrations.RunSQL(
                f"alter table {table} set ({_SET});", f"alter table {table} reset ({', '.join(_SETTLED)});"
            )
            for table in TABLES
        ),
    ]
