"""What nobody is in charge of has its own index, in the order of the unit’s box; a former one goes, unread since long.

The box read every open dossier to sort fifty. And the index that the counts had before the tallies (gate, 0004) misled
the planner, who knows badly how many rows answer behind the walls: a unit's first page read there all its open dossiers
and sorted them, instead of the first twenty-six in their own index.
"""

from django.db import migrations, models

FORMER = "kind, compartment_id, unit_id, state, assignee_id, next_due_on, id"


class Migration(migrations.Migration):
    """Will make the one and drop the other."""

    dependencies = [("dossiers", "0006_own"), ("gate", "0006_windows_by_part")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("assignee", None), ("closed_on", None)),
                fields=["next_due_on", "id"],
                include=("kind", "compartment", "unit"),
                name="dossiers_nobody",
            ),
        ),
        migrations.RunSQL(
            "drop index if exists dossiers_open_counts;",
            f"create index dossiers_open_counts on dossiers_dossier ({FORMER}) where closed_on is null;",
        ),
    ]
