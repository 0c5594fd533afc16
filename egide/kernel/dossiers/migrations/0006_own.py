"""Someone's own dossiers, kind by kind: one index for both, instead of that of the person alone.

Whoever has a role over what is given to her of one kind only no longer reads all that she was ever given.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Will make the index that holds the kind, then drop the other."""

    dependencies = [("dossiers", "0005_named"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["assignee", "kind"], name="dossiers_own"),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="assignee",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
