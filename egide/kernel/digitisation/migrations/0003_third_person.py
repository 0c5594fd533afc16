"""Who scanned does not authorise the destruction of the source: the third of three people.

With who signs and who authorises, the database holds the three of them apart.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Will keep who scanned from authorising."""

    dependencies = [
        ("accounts", "0006_absences"),
        ("digitisation", "0002_walls"),
        ("storage", "0004_held_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("authoriser", None),
                    models.Q(("authoriser", models.F("operator")), _negated=True),
                    _connector="OR",
                ),
                name="digitisation_third_person",
            ),
        ),
    ]
