"""The orders that each dossier concerns, beside what lists narrow and sort by, behind the same walls.

One order's list met 22,000 parties and 48,000 dossiers to show 25 rows: it reads the first ones now. Filled set by set,
then indexed; written by triggers from there on (kernel/parties/concerned.py). The index that it replaces goes.
"""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING, PROTECT

from egide.kernel.parties import concerned
from egide.platform.database.walls import protect


def _held(to: str, *, null: bool = False) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to, null=null, on_delete=DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )


class Migration(migrations.Migration):
    """Will create the table, fill it, put it behind the walls, and keep it in step."""

    dependencies = [
        ("accounts", "0007_delegations"),
        ("dossiers", "0006_own"),
        ("parties", "0008_one_orders_list"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConcernedOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        "parties.professionalorder",
                        on_delete=PROTECT,
                        related_name="+",
                        db_index=False,
                        db_constraint=False,
                    ),
                ),
                ("dossier", _held("dossiers.dossier")),
                ("compartment", _held("accounts.compartment")),
                ("kind", models.CharField(max_length=40)),
                ("unit", _held("accounts.unit")),
                ("assignee", _held(settings.AUTH_USER_MODEL, null=True)),
                (
                    "named",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("state", models.CharField(max_length=40)),
                ("received_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("next_due_on", models.DateField(null=True)),
            ],
        ),
        migrations.RunSQL(concerned.FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="concernedorder",
            constraint=models.UniqueConstraint(
                fields=("dossier", "order", "compartment"), name="parties_concerned_once"
            ),
        ),
        migrations.AddIndex(
            model_name="concernedorder",
            index=models.Index(
                condition=models.Q(("closed_on", None)),
                fields=["order", "next_due_on", "dossier"],
                include=("compartment", "unit", "kind", "state"),
                name="concerned_open",
            ),
        ),
        migrations.AddIndex(
            model_name="concernedorder",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", False)),
                fields=["order", "next_due_on", "dossier"],
                include=("compartment", "unit", "kind", "state"),
                name="concerned_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="concernedorder",
            index=models.Index(
                fields=["order", "-received_on", "-dossier"],
                include=("compartment", "unit", "kind", "closed_on"),
                name="concerned_newest",
            ),
        ),
        *protect(concerned.TABLE, dossier="dossier_id"),
        migrations.RunSQL(concerned.FUNCTIONS + concerned.TRIGGERS, concerned.BACK),
        migrations.RemoveIndex(model_name="party", name="parties_of_order"),
    ]
