import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("accounts", "0004_walls"),
        ("dossiers", "0004_class_code"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentaryFile",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="documentary_file",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("starter", models.CharField(default="plain", max_length=40)),
                ("description", models.TextField(blank=True, max_length=4000)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
            ],
        ),
    ]
