"""The indexes of the lists: one for each part of a reader's reach (a unit, a compartment) and each order.

They follow the order of the page, so that its first rows are read and no other (docs/operations/performance.md).
"""

from django.db import migrations

INDEXES = {
    "dossiers_place_due": "dossiers_dossier (compartment_id, kind, next_due_on, id) where closed_on is null",
    # The walls' own columns are included: the window of counts reads no row.
    "dossiers_unit_state": (
        "dossiers_dossier (unit_id, state, next_due_on, id) include (kind, compartment_id) where closed_on is null"
    ),
    "dossiers_place_state": (
        "dossiers_dossier (compartment_id, kind, state, next_due_on, id) where closed_on is null"
    ),
    "dossiers_closed_unit": "dossiers_dossier (unit_id, next_due_on, id) where closed_on is not null",
    "dossiers_closed_place": (
        "dossiers_dossier (compartment_id, kind, next_due_on, id) where closed_on is not null"
    ),
    "dossiers_unit_newest": "dossiers_dossier (unit_id, received_on desc, id desc)",
    # Its collation is C already: `^@` uses it behind the walls.
    "dossiers_title": "dossiers_dossier (title_key, id)",
    # « The dossiers of that order », walls included, from the index alone.
    "parties_of_order": "parties_party (order_id, role, dossier_id, compartment_id) where order_id is not null",
    "deadlines_settled": (
        "deadlines_duedate (settled_on) include (dossier_id, status)"
        " where status in ('met', 'late') and not runs_against_other"
    ),
    "deadlines_passed": (
        "deadlines_duedate (measured_on) include (dossier_id) where status = 'open' and not runs_against_other"
    ),
}


class Migration(migrations.Migration):
    """Will create the indexes."""

    dependencies = [
        ("gate", "0004_windows"),
        ("dossiers", "0003_platform_links"),
        ("deadlines", "0003_walls"),
        ("parties", "0002_walls"),
    ]

    operations = [
        migrations.RunSQL(f"create index {name} on {columns};", f"drop index {name};")
        for name, columns in INDEXES.items()
    ]
