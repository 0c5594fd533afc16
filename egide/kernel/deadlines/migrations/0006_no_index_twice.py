"""A dossier’s deadlines and facts are found by one index: two that begin alike were taken in turn, by chance of sizes.

Indexes by dossier and rule, by dossier and code stay (0001); each write keeps one less.
"""

import django.db.models.deletion
from django.db import migrations, models


def _plain(model: str) -> migrations.AlterField:
    field: models.ForeignKey[object, object] = models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="dossiers.dossier",
    )
    return migrations.AlterField(model_name=model, name="dossier", field=field)


class Migration(migrations.Migration):
    """Will drop both indexes of one column."""

    dependencies = [("deadlines", "0005_sweeps")]

    operations = [_plain("duedate"), _plain("factrecord")]
