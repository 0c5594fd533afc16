"""Which version of its words a letter started from; 0 is the module's own file, as for all those drafted before.

See kernel.wordings.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Will add the column."""

    dependencies = [("letters", "0008_annexes")]

    operations = [
        migrations.AddField(model_name="letter", name="wording", field=models.PositiveIntegerField(default=0))
    ]
