"""The subjects of the network as data, each team’s own; the name under which each exchange came; documents of meetings.

The first names are those that were fixed until now, a list given as an example.
"""

import datetime
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

FIRST = (
    ("recourses", "Recours auprès des ordres"),
    ("services", "Services de l’Office"),
    ("admission", "Admission aux professions"),
    ("discipline", "Discipline"),
    ("access", "Accès et renseignements personnels"),
    ("regulation", "Réglementation"),
    ("other", "Autre sujet"),
)
TEAMS = ("ombudsman", "commissioner")
SINCE = datetime.date(2000, 1, 1)  # before any exchange


def enter(apps: Any, schema_editor: Any) -> None:
    """Will give each team the first subjects."""
    row = apps.get_model("ombudsman", "NetworkSubject")
    for place in apps.get_model("accounts", "Compartment").objects.filter(code__in=TEAMS):
        row.objects.bulk_create(
            row(compartment=place, code=code, name=name, since=SINCE) for code, name in FIRST
        )


class Migration(migrations.Migration):
    """Will make both tables and the column."""

    dependencies = [
        ("accounts", "0002_day_one"),
        ("ombudsman", "0006_delegates_walls"),
        ("storage", "0003_anchor"),
    ]

    operations = [
        migrations.CreateModel(
            name="NetworkSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(db_collation="C", max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
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
                        fields=("compartment", "code", "since"), name="ombudsman_subject_begins"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("compartment", "code"),
                        name="ombudsman_subject_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("since")), _connector="OR"
                        ),
                        name="ombudsman_subject_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=60)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="ombudsman.meeting",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.storedobject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "rank"), name="ombudsman_meeting_file_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="ombudsmanexchange",
            name="subject_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AlterField(
            model_name="ombudsmanexchange",
            name="subject",
            field=models.CharField(max_length=20),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
