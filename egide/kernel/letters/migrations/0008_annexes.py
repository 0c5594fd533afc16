"""A letter remembers the texts of law that its page prints after the signature."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Will add the column, empty for every letter already there."""

    dependencies = [("letters", "0007_letterhead_walls")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="annexes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), default=list, size=None
            ),
        ),
    ]
