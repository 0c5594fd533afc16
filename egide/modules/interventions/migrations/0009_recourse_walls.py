"""The steps taken with the order live behind the walls; the columns that they replace go.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the table behind the walls and take the old columns away."""

    dependencies = [("interventions", "0008_move_recourses"), ("dossiers", "0002_walls")]

    operations = [
        *protect("interventions_recourseused", dossier="dossier_id"),
        migrations.RemoveConstraint(
            model_name="interventiondetails",
            name="interventions_decision_after_request",
        ),
        migrations.RemoveField(
            model_name="interventiondetails",
            name="inquiry_requested_on",
        ),
        migrations.RemoveField(
            model_name="interventiondetails",
            name="syndic_decided_on",
        ),
    ]
