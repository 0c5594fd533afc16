"""A hold has a kind, and may be about one document only; what became of a dossier at its end has a table.

The holds that stand were placed by words; each takes the kind that its word says, or « litige ».
"""

import django.db.models.deletion
from django.db import migrations, models

from egide.platform.database.walls import protect

KINDS_SQL = """
update records_hold set kind = case
  when reason ilike '%accès%' or reason ilike '%acces%' then 'access'
  when reason ilike '%protecteur%' or reason ilike '%ombudsman%' then 'ombudsman'
  when reason ilike '%incident%' then 'incident'
  when reason ilike '%audit%' or reason ilike '%vérification%' then 'audit'
  else 'legal' end
"""


class Migration(migrations.Migration):
    """Two columns and the index of the holds that stand."""

    dependencies = [("records", "0005_plan_walls"), ("documents", "0004_ties")]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="kind",
            field=models.CharField(
                choices=[
                    ("legal", "Litige ou avis juridique"),
                    ("access", "Demande d’accès"),
                    ("ombudsman", "Protecteur du citoyen"),
                    ("incident", "Incident de confidentialité"),
                    ("audit", "Vérification"),
                ],
                default="legal",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="document",
            field=models.ForeignKey(
                help_text="Vide : tout le dossier.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("lifted_at", None)), fields=["dossier"], name="records_hold_stands"
            ),
        ),
        migrations.RunSQL(KINDS_SQL, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Disposed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[("destroyed", "Détruit"), ("transferred", "Versé aux archives")],
                        max_length=12,
                    ),
                ),
                ("decision", models.CharField(max_length=60)),
                ("certificate", models.CharField(max_length=60)),
                ("rule", models.CharField(max_length=80)),
                ("objects_count", models.PositiveIntegerField(default=0)),
                ("disposed_at", models.DateTimeField()),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "fate"), name="records_disposed_once")
                ],
            },
        ),
        *protect("records_disposed", dossier="dossier_id"),
    ]
