"""A mandate says what is expected, in the words of whoever entrusts it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Will add the instruction."""

    dependencies = [("mandates", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="instruction",
            field=models.TextField(blank=True, default="", max_length=4000),
            preserve_default=False,
        ),
    ]
