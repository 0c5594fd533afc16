"""What a sealed compartment lets the records office know: decisions, and rows of number, class and dates."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_absences"),
        ("records_office", "0003_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("released_at", models.DateTimeField()),
                ("released_by", models.CharField(max_length=60)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("compartment", "kind"),
                        name="records_sealed_release_once",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("number", models.CharField(db_collation="C", max_length=40)),
                ("class_code", models.CharField(blank=True, max_length=40)),
                ("opened_year", models.PositiveSmallIntegerField()),
                ("closed_on", models.DateField()),
                ("active_until", models.DateField(null=True)),
                ("semi_active_until", models.DateField(null=True)),
                ("disposition", models.CharField(blank=True, max_length=1)),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[("destroyed", "Détruit"), ("transferred", "Versé aux archives")],
                        max_length=12,
                    ),
                ),
                ("told_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("compartment", "number"), name="records_sealed_file_once")
                ]
            },
        ),
    ]
