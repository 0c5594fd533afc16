"""Whom a dossier names beside the person in charge: contributors, approvers, from any unit of its compartment.

The default is the database's too: what is written in bulk names nobody.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; a constant default rewrites no row."""

    dependencies = [("dossiers", "0004_class_code")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="named",
            field=ArrayField(models.BigIntegerField(), default=list, blank=True),
        ),
        migrations.RunSQL(
            "alter table dossiers_dossier alter column named set default '{}';",
            "alter table dossiers_dossier alter column named drop default;",
        ),
    ]
