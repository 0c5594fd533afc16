"""Everyone who wrote some of a version of the scheme or of the schedule; none of them adopts or approves it.

Versions that exist keep their author alone.
"""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Will keep the hands of a version, and refuse them as its approver."""

    dependencies = [
        ("records", "0011_hold_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="hands",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="schedule",
            name="hands",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at", None),
                    models.Q(
                        (
                            "hands__contains",
                            django.db.models.functions.text.Concat(
                                models.Value(" "), models.F("approved_by"), models.Value(" ")
                            ),
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="records_plan_by_another_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at", None),
                    models.Q(
                        (
                            "hands__contains",
                            django.db.models.functions.text.Concat(
                                models.Value(" "), models.F("approved_by"), models.Value(" ")
                            ),
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="records_schedule_by_another_hand",
            ),
        ),
    ]
