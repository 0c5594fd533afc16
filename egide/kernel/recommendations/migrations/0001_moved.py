"""The recommendations become the kernel's: the table stays where it is, behind the same walls; only its owner changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_absences"),
        ("admission_complaints", "0003_ties"),
        ("dossiers", "0005_named"),
        ("parties", "0007_third_persons_and_bodies"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Recommendation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rank", models.PositiveIntegerField()),
                        ("text", models.TextField(max_length=4000)),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.CharField(max_length=60)),
                        ("follow_up_on", models.DateField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("pending", "Réponse attendue"),
                                    ("accepted", "Acceptée"),
                                    ("partly", "Acceptée en partie"),
                                    ("refused", "Refusée"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("answered_on", models.DateField(null=True)),
                        ("answer_words", models.TextField(blank=True, max_length=4000)),
                        ("done_on", models.DateField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="dossiers.dossier",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.party",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "admission_complaints_recommendation",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "rank"), name="admission_recommendation_rank_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "pending"), ("answered_on", None)),
                                    models.Q(
                                        models.Q(("answer", "pending"), _negated=True),
                                        ("answered_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="admission_recommendation_answer_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on", None),
                                    ("answer__in", ["accepted", "partly"]),
                                    _connector="OR",
                                ),
                                name="admission_recommendation_done_accepted",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
