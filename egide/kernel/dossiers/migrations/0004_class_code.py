"""The class of each dossier in the classification scheme, and what the retention sweep reads it by.

Until now the sample series carried the codes of their classes: each dossier starts in the class of its series.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One column and two indexes."""

    dependencies = [("dossiers", "0003_platform_links")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="class_code",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.RunSQL(
            "update dossiers_dossier set class_code = retention_series where retention_series <> '';",
            migrations.RunSQL.noop,
        ),
        # The update above leaves its checks pending: an index is refused over them in the same transaction.
        migrations.RunSQL("set constraints all immediate;", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["compartment", "class_code", "-id"], name="dossiers_by_class"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["compartment", "semi_active_until"],
                name="dossiers_by_last_day",
                condition=Q(semi_active_until__isnull=False),
            ),
        ),
    ]
