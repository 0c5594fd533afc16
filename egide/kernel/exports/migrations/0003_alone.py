"""Keeps the keys of the rows of a file that tell of no dossier: each is asked again before the file is downloaded.

Files made before have none; they end within thirty days.
"""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Will add the column."""

    dependencies = [("exports", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="export",
            name="alone",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
    ]
