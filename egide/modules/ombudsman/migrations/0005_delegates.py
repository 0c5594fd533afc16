"""Delegates with an account, and the exchanges that each may open with it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Will make both tables."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0001_initial"),
        ("dossiers", "0001_initial"),
        ("ombudsman", "0004_submitted"),
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("email", models.EmailField(max_length=254)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=60)),
                ("invited_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ombudsman_delegate",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("compartment", "number"), name="ombudsman_delegate_once"),
                    models.UniqueConstraint(fields=("compartment", "email"), name="ombudsman_delegate_email"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            ("invited_at", None),
                            ("user", None),
                        )
                        | models.Q(("invited_at__isnull", False), ("user__isnull", False)),
                        name="ombudsman_delegate_invited",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegateExchange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.compartment",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="ombudsman.delegate",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("dossier", "delegate"),
                        name="ombudsman_delegate_exchange_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="ombudsman_delegate_exchange_period",
                    ),
                ],
            },
        ),
    ]
